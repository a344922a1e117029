"""A reporter's few words on what they reported: told how it is, passed on to who has it, taken back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from desk.cards import public_card
from desk.change import to_person
from desk.clears import Clears
from desk.matter import matter
from desk.moves import closing
from desk.moves.table import Move, permitted
from desk.notices import Button, Fact, Notice, Who, row
from desk.quotes import QuoteState, latest
from desk.reading import Category, Intent, Reading
from desk.talk import Talk, plain, stars, talk
from desk.ticket import UNFINISHED, Status, Ticket
from handlers import appointing, playbooks, progress, tapped, unsettled
from handlers.act import Act
from handlers.appending import broken, mistaken, pass_on, told_beside
from handlers.post import Post
from handlers.scene import Scene, answer
from handlers.theirs import named, still, surely_new
from handlers.tools import Tools
from handlers.window import Line

_SHOWN = 3  # tickets to choose from by a tap


def heard(scene: Scene, tools: Tools, reading: Reading, now: datetime) -> bool:
    """Whether a private line was such words, and has its answer."""
    kind, given = _said(scene, tools, reading), stars(scene.incoming.text)
    if scene.person is None or scene.incoming.photos:
        return False
    told, new = _told(tools, scene.person.id), surely_new(scene, tools, reading, _told)
    acts = _acts(scene, tools, named(told, reading) or told, now)
    hurried = kind in (Talk.URGE, Talk.PROGRESS) and _unfinished(acts)
    denies = kind not in (Talk.DROP, Talk.SOLVED) and not hurried and not (new and reading.place)
    if denies and unsettled.denied(acts, reading):
        return True
    if new or (kind is None and not given):
        return False
    more = kind is Talk.DROP and mistaken(scene, tools, now)
    more = more or (kind in (Talk.THANKS, Talk.SOLVED) and tools.book.clears.has("but", scene.incoming.text))
    if more or _another(scene.incoming.text, tools.book.clears, reading, told):
        return False
    if given and (_rated(acts, given) or _solved(acts)):
        return True
    if kind is Talk.PROGRESS:
        acts = told_beside(acts)
    clears, said = tools.book.clears, scene.incoming.text
    thanked = (kind in (Talk.THANKS, Talk.NOD) or clears.has("thanks", said)) and not clears.has("but", said)
    return kind is not None and (_ANSWERS[kind](acts) or (thanked and _welcome(scene, tools, now)))


def overheard(scene: Scene, tools: Tools, reading: Reading, now: datetime) -> bool:
    """The same aloud, of whoever has one matter in that room: passed on, and the room hears nothing."""
    aloud = tools.book.clears.has("urge_aloud", scene.incoming.text)
    if not aloud or scene.person is None or _said(scene, tools, reading) not in (Talk.URGE, Talk.PROGRESS):
        return False
    open_ = [one for one in _told(tools, scene.person.id) if one.status in UNFINISHED]
    if len(open_) != 1 or scene.room is None or open_[0].room != scene.room.id:
        return False
    if _another(scene.incoming.text, tools.book.clears, reading, open_):
        return False
    act = Act(scene=scene, tools=tools, now=now, ticket=open_[0], arg=scene.incoming.text)
    pass_on(act)
    _post(act).tell(to_person(act.person.id, _state(act.again())))
    return True


def acts(scene: Scene, tools: Tools, now: datetime) -> list[Act]:
    """Their words, said of each thing that they know to be registered and not over."""
    return _acts(scene, tools, _told(tools, scene.person.id), now) if scene.person else []


def offered(scene: Scene, tools: Tools) -> tuple[tuple[Button, ...], ...]:
    """For words that were not understood: to which of their matters they may belong."""
    told = _told(tools, scene.person.id) if scene.person else []
    return tuple(row(_adds(one)) for one in told if one.status in UNFINISHED)[:_SHOWN]


def the_only(scene: Scene, tools: Tools) -> int | None:
    """The number of their one matter, which a command without a number means."""
    told = _told(tools, scene.person.id) if scene.person else []
    return told[0].number if len(told) == 1 else None


def progress_of(scene: Scene, tools: Tools, now: datetime) -> Notice | None:
    """How what they reported stands; of several, which there are."""
    told = _told(tools, scene.person.id) if scene.person else []
    if len(told) > 1:
        return progress.listed(told)
    return progress.story(Act(scene=scene, tools=tools, now=now, ticket=told[0])) if told else None


def _said(scene: Scene, tools: Tools, reading: Reading) -> Talk | None:
    if scene.incoming.photos or surely_new(scene, tools, reading, _told):
        return None
    return talk(scene.incoming.text, tools.book.clears)


def _another(words: str, clears: Clears, reading: Reading, told: list[Ticket]) -> bool:
    """Whether it is something else: 楼道垃圾没人处理 urges nothing that was reported, a cry neither."""
    if plain(words, clears, waiting=any(one.status in UNFINISHED for one in told)):
        return False
    if still(words, reading, told):
        return False
    if reading.category is Category.EMERGENCIES:
        return True
    known = {None, "其他", "处理不力", *(one.topic for one in told)}
    return reading.intent is Intent.REPORT and reading.topic not in known


def _acts(scene: Scene, tools: Tools, told: list[Ticket], now: datetime) -> list[Act]:
    return [Act(scene=scene, tools=tools, now=now, ticket=one, arg=scene.incoming.text) for one in told]


def _told(tools: Tools, person: int) -> list[Ticket]:
    """What they know to be registered and not over."""
    own = tools.uow.tickets.reported_by(person, unended=True)
    return [one for one in own if one.status is not Status.PROPOSED]


def _rated(acts: list[Act], given: Mapping[str, int]) -> bool:
    """The question that waits for stars has them (S0-39)."""
    for act in acts:
        if not permitted(Move.RATE, act.person, act.ticket) or act.ticket.status is not Status.CONFIRMED:
            continue
        open_ = [about for about in ("attitude", "outcome") if getattr(act.ticket, about) is None]
        for about in [one for one in open_ if one in given] or (open_[:1] if "" in given else []):
            count = given.get(about) or given[""]
            act.record(closing.rate(act.again().ticket, act.now, act.person, about, count))
        if open_:
            return True
    return False


def _progress(acts: list[Act]) -> bool:
    if len(acts) == 1:
        _answer(acts[0], progress.story(acts[0]))
    elif acts:
        _answer(acts[0], progress.listed([act.ticket for act in acts]))
    return bool(acts)


def _urge(acts: list[Act]) -> bool:
    """Whoever has it hears the words; the answer says what is promised next (S2-55)."""
    open_ = _unfinished(acts)
    if len(open_) > 1:
        scene, tools, now = acts[0].scene, acts[0].tools, acts[0].now
        _remember(acts[0])
        apart = row(Button(verb="report", label=Notice("button.report_apart")))
        answer(scene, tools, Notice("talk.which", {}, (*offered(scene, tools), apart)), now)
    elif open_:
        late = broken(open_[0])
        pass_on(open_[0])
        if late:
            unsettled.to_head(open_[0].again())
        _answer(open_[0], _late(open_[0]) if late else _state(open_[0].again()))
    return bool(open_) or unsettled.answered(acts)


def _over(acts: list[Act]) -> bool:
    """解决了: of what is done its question; else nobody need come."""
    return _solved(acts) or _drop(acts)


def _drop(acts: list[Act]) -> bool:
    """不用来了: whoever has it knows at once; one tap takes the report back."""
    open_ = _unfinished(acts)
    if len(open_) == 1:
        pass_on(open_[0])
    if open_:
        taps = tuple(row(_takes_back(act.ticket)) for act in open_[:_SHOWN])
        card = tapped.name(tapped.DROP, open_[0].now) if len(open_) == 1 else None
        _answer(open_[0], Notice("talk.drop", {}, taps), card)
    return bool(open_) or _solved(acts)


def _thanks(acts: list[Act]) -> bool:
    return _solved(acts)


def _nod(acts: list[Act]) -> bool:
    """可以: agrees to a time that was offered; money wants a tap that says so (S2-51)."""
    for act in acts:
        if appointing.nodded(act):
            return True
        quote = latest(act.tools.uow.quotes.of(act.ticket.id))
        if quote is not None and quote.state is QuoteState.ASKED:
            _answer(act, progress.story(act))
            return True
    return _solved(acts)


def _solved(acts: list[Act]) -> bool:
    """Of what is done it is asked whether it is solved, as it was before: the words alone do not say."""
    done = [act for act in acts if act.ticket.status is Status.DONE]
    if not done:
        return False
    unsettled.asked(done[0])
    return True


def _welcome(scene: Scene, tools: Tools, now: datetime) -> bool:
    answer(scene, tools, Notice("talk.welcome"), now)
    return True


def _unfinished(acts: list[Act]) -> list[Act]:
    return [act for act in acts if act.ticket.status in UNFINISHED]


def _state(act: Act) -> Notice:
    tools, ticket = act.tools, act.ticket
    card = public_card(
        ticket,
        tools.uow.clocks.of(ticket.id),
        private=True,
        alarmed=playbooks.told(tools, act.scene.site, ticket, act.now),
        advice=playbooks.advice(tools, ticket),
    )
    facts: dict[str, Fact] = {"number": act.ticket.number, "progress": card.facts.get("progress")}
    return Notice("talk.urged", facts)


def _late(act: Act) -> Notice:
    """What was promised is over: no hour is told again that nobody kept."""
    owner = Who(act.ticket.owner) if act.ticket.owner else None
    return Notice("talk.urged_late", {"number": act.ticket.number, "owner": owner})


def _remember(act: Act) -> None:
    """Until a tap says what the words belong to."""
    message = act.scene.incoming.message
    act.tools.window.remember(act.scene.who, Line(at=act.now, text=act.arg, message=message))


def _adds(ticket: Ticket) -> Button:
    facts: dict[str, Fact] = {"number": ticket.number, "matter": matter(ticket)}
    return Button(verb="append", ticket=ticket.id, label=Notice("talk.button_add", facts))


def _takes_back(ticket: Ticket) -> Button:
    facts: dict[str, Fact] = {"number": ticket.number, "matter": matter(ticket)}
    return Button(verb="withdraw", ticket=ticket.id, label=Notice("talk.button_drop", facts))


def _post(act: Act) -> Post:
    return Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)


def _answer(act: Act, notice: Notice, card: str | None = None) -> None:
    answer(act.scene, act.tools, notice, act.now, act.ticket, card=card)


_ANSWERS: Mapping[Talk, Callable[[list[Act]], bool]] = {
    Talk.DROP: _drop,
    Talk.SOLVED: _over,
    Talk.URGE: _urge,
    Talk.PROGRESS: _progress,
    Talk.THANKS: _thanks,
    Talk.NOD: _nod,
}
