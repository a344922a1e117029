"""问: a manager asks for a figure in words (上个月电梯投诉多少), in the managers' room or privately.

Counting looks at many tickets, so nothing is counted here: the letter says what was asked, and whoever
delivers it counts, beside the writer.
"""

import re
from dataclasses import replace
from datetime import datetime

from desk.change import to_person
from desk.errors import Refused
from desk.figures.asking import Query, decode
from desk.figures.households import can_tell
from desk.figures.terms import By, Measure
from desk.homes import Homes
from desk.notices import Button, Fact, Notice, Word, of_site, row
from desk.people import Role, RoomKind
from desk.reading import Intent
from handlers import asked_now, digests
from handlers.asked_before import asked_before
from handlers.asked_reading import hangs, loose, meant, of_each, today_at, understood, whom_of
from handlers.asked_sites import homes_beside
from handlers.post import Post
from handlers.scene import Scene, answer, everywhere
from handlers.surviving import about as ticket_of
from handlers.tools import Tools
from handlers.turn import Turn
from nlp.asked import Asked, unread
from nlp.asked_further import further, goes_on

_MUCH = 12  # characters not understood that may be somebody's complaint
_SPENT = r"\bhow much\b|\bwhat (?:did|do|does) .*\b(?:spend|cost)\b"
_MUCH_MONEY = rf"[多几幾]少?[钱錢]|[几幾][块塊][钱錢]|花了?多少|{_SPENT}"
_COSTS = r"成本|总金额|總金額|(?:花费|花費|费用|費用).{0,4}多少|\b(?:spen[dt]|cost)\b"
_MONEY = rf"{_MUCH_MONEY}|{_COSTS}"  # of which tickets hold nothing
_NO_NUMBER = r"(?<![上几幾数數一二两兩三四五六七八九十\d])"  # 上百户停水 is a matter
_EACH_HUNDRED = rf"(?:每一?|{_NO_NUMBER})百[户戶]|per (?:100|hundred) (?:units|homes|households)"
_WHOSE = r"[谁誰]|[哪邊边][个個位些名].{0,4}|\b(?:who|which \w+)\b.{0,6}"
_ACCUSED = (
    rf"(?:{_WHOSE}).{{0,2}}被(?:人|业主|業主)?(?:投[诉訴]|客[诉訴])"
    r"|\b(?:who|which \w+)\b.{0,12}\bcomplained about"
)  # by whom it was is for those who look into it (S4-28)
_UNTOLD = {
    "accused": re.compile(_ACCUSED, re.IGNORECASE),
    "money": re.compile(_MONEY, re.IGNORECASE),
    "per_household": re.compile(_EACH_HUNDRED, re.IGNORECASE),
}  # what is not known, said so instead of what can be asked
_LOST = rf"{_MUCH_MONEY}|{_ACCUSED}"
_TO_US = re.compile(r"\s*(?:@\S{1,64}\s+)?[/／]?(?:[问問]|ask)?[\s:：,，]*")
_LOOKS_ASKING = re.compile(
    r"多少|哪[个個](?:[楼樓]|部[门門]|[单單]元|小[区區])|[几幾][单單件个個起次点點回]|[谁誰邊边][最个個被还還]|哪[栋棟幢座类類里裡些]|哪[个個]更?[多少高低好差快慢]|率|平均"
    r"|[环環同]比|排名|怎么样|怎麼樣|[趋趨走][势勢]|前[三五十]名|[每各几幾]个?個?季度|[多少高低好差快慢][吗嗎]|多[还還]是少|分析|[统統][计計]"
    r"|哪[个個](?:[项項]目|社[区區])(?:[最更投的\s]|$)|(?<![十百千])[幾几](?:通|[户戶])\s*(?:[?？了]|$)|投[诉訴]了?(?:啥|什[么麼])|比一下|^\s*(?:除了|不[算含]|excluding|except|without)\b"
    r"|每一?百[户戶]|[诉訴修事]率"
    r"|how many|how old|how is|how are|how's|which |who |why |average|compare|trend|top \d|rate\b|busiest"
    r"|complaints\b|tickets\b",
    re.IGNORECASE,
)


def asks(turn: Turn) -> Notice:
    """/问 上个月电梯投诉多少; without words, or with words that say nothing to it: what can be asked."""
    _allowed(turn)
    if not asked_now.alarming(turn) and (now := asked_now.answered(turn)):
        return now
    found = understood(turn.scene, turn.tools, turn.now, turn.words)
    return _answers(turn, found) if found else examples(turn, unread=bool(turn.words.strip()))


def about(turn: Turn, words: str) -> Notice | None:
    """The answer to these words; None where they say nothing to it."""
    found = understood(turn.scene, turn.tools, turn.now, words)
    return _answers(turn, found) if found and found.sure else None


def heard(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether these words are a question for a figure, or go on from one; chatter is none."""
    incoming = scene.incoming
    if not incoming.text or incoming.photos or not _may(scene, tools, now):
        return False
    words = incoming.text[_TO_US.match(incoming.text).end() :]  # type: ignore[union-attr]  # it matches ""
    turn = Turn(scene=scene, tools=tools, now=now, words=words)
    if asked_now.alarming(turn):
        return False
    if incoming.reply_to:
        return _went_on(turn)
    alone = scene.room is None or incoming.addressed
    if alone:
        return (
            _stands(turn)
            or ((goes_on(words) or hangs(turn)) and _went_on(turn))
            or _asked(turn, alone=True)
            or _went_on(turn)
            or _lost(turn)
        )
    return _asked(turn, alone=False)


def _stands(turn: Turn) -> bool:
    """Whether they ask what comes first, or why matters wait."""
    found = asked_now.answered(turn)
    if found:
        answer(turn.scene, turn.tools, found, turn.now)
    return found is not None


def _asked(turn: Turn, *, alone: bool) -> bool:
    """Whether the words are a question by themselves."""
    found = understood(turn.scene, turn.tools, turn.now, turn.words)
    if found is None or not meant(found, alone=alone) or loose(found, turn.words):
        return False
    answer(turn.scene, turn.tools, _answers(turn, found), turn.now)
    return True


def _lost(turn: Turn) -> bool:
    """Whether they look like a question that was not understood, which is told what can be asked."""
    asking = _LOOKS_ASKING.search(turn.words) or re.search(_LOST, turn.words, re.IGNORECASE)
    if not asking or _tells(turn):
        return False
    untold = next((key for key, words in _UNTOLD.items() if words.search(turn.words)), None)
    told = Notice(f"untold.{untold}") if untold else examples(turn, unread=True)
    answer(turn.scene, turn.tools, told, turn.now)
    return True


def _tells(turn: Turn) -> bool:
    """Whether most of it is somebody's matter, for the desk to take in: 业主原话：打了几次电话，管不管."""
    if sum(map(len, _unread(turn))) < _MUCH:
        return False
    local = turn.tools.book.calendar(turn.scene.site).local(turn.now)
    return turn.tools.reader.read(turn.words, local).intent is Intent.REPORT


def _went_on(turn: Turn) -> bool:
    """Whether the words change something of the question that was answered last here: 那3栋呢."""
    scene, tools, now = turn.scene, turn.tools, turn.now
    before = asked_before(scene, tools, now)
    if not before or ticket_of(tools, scene.incoming, scene.incoming.reply_to):
        return False
    whom = whom_of(scene, tools, now, turn.words)
    of_them = bool(whom.persons or whom.him)
    found = further(whom.rest, before, today_at(scene, tools, now), tools.reader.lexicon, named=of_them)
    if found:
        answer(scene, tools, _answers(turn, of_each(whom, found)), now)
    return found is not None


def _answers(turn: Turn, found: Asked) -> Notice:
    """The answer; of several topics the others are answered before it, one by one."""
    if found.late_now and not found.query.personal:
        return digests.late(turn.scene, turn.tools, turn.now)
    if found.either:
        return _which(turn, found)
    if found.refused:
        return Notice(f"untold.{found.refused}")
    *others, last = found.queries
    before, end = [_told(turn, query) for query in others], _told(turn, last, beside=found.left)
    for one in before:
        if one != end:  # that it is told privately is said once
            answer(turn.scene, turn.tools, one, turn.now)
    return end


def _which(turn: Turn, found: Asked) -> Notice:
    """老张 is several: which of them is asked about, to be tapped; names are for heads alone (S0-47)."""
    if turn.scene.room is not None or not turn.head:
        return Notice("asked.heads_only")
    staff = {one.id: one.name for one in turn.tools.uow.people.staff(turn.site.id)}
    buttons = [
        Button(verb="ask", arg=one.code(), label=staff[one.person]) for one in found.queries if one.person
    ]
    return of_site(Notice("asked.which", {}, (row(*buttons),)), turn.site.id)


def tapped(turn: Turn) -> Notice:
    """继续, a line of a comparison, or an example."""
    _allowed(turn)
    found = decode(turn.words)
    if found is None:
        raise Refused("unknown_button")
    answer(turn.scene, turn.tools, _told(turn, *found), turn.now)
    return Notice("done.more")


def examples(turn: Turn, *, unread: bool = False) -> Notice:
    """What can be asked, to be tapped; `unread`: a question was not understood."""
    day = today_at(turn.scene, turn.tools, turn.now)
    first = day.replace(day=1)
    buttons = []
    for measure, by in (
        (Measure.COUNT, By.TOPIC),
        (Measure.COUNT, By.BUILDING),
        (Measure.LATE, None),
        (Measure.RATE, By.PERSON),
        (Measure.HAPPY, None),
    ):
        query = Query(measure=measure, first=first, last=day, by=by)
        label = Word(f"example.{measure}_{by}" if by else f"example.{measure}")
        buttons.append(Button(verb="ask", arg=query.code(), label=label))
    rows = (row(*buttons[:2]), row(*buttons[2:4]), row(*buttons[4:]))
    told = Notice("asked.unread", {"beside": _unread(turn)}) if unread else None
    return of_site(Notice("asked.help", {"unread": told}, rows), turn.site.id)


def _unread(turn: Turn) -> tuple[str, ...]:
    """What says nothing to the figures, where that may be told."""
    whom = whom_of(turn.scene, turn.tools, turn.now, turn.words)
    return unread(whom.rest, today_at(turn.scene, turn.tools, turn.now), turn.tools.reader.lexicon)


def _told(turn: Turn, query: Query, start: int = 0, *, beside: tuple[str, ...] = ()) -> Notice:
    """What asks whoever delivers it for the answer; of persons privately, and to heads (S0-47).

    `beside`: what was not understood of the question is told with the answer.
    """
    if query.first > today_at(turn.scene, turn.tools, turn.now) and query.measure is not Measure.DUE:
        return Notice("asked.future")
    if query.per and not can_tell(query, _homes(turn, query)):
        return Notice("untold.per_household")
    several = len(everywhere(turn.scene, turn.tools)) > 1
    facts: dict[str, Fact] = {"beside": beside, "site": turn.site.name if several else None}
    if query.by is By.SITE:
        query = replace(query, person=None)
        facts["sites"] = [
            one.site.id for one in everywhere(turn.scene, turn.tools) if _may(one, turn.tools, turn.now)
        ]
    if not query.personal or (turn.scene.room is None and turn.head):
        return Notice("asked.answer", {**facts, "query": query.code(start)})
    sent = Notice("asked.sent_privately" if turn.head and _sent(turn, query) else "asked.heads_only")
    if query.person or query.room:
        return sent
    compared = replace(query, by=By.DEPARTMENT)
    return Notice("asked.answer", {**facts, "query": compared.code(start), "persons": sent})


def _homes(turn: Turn, query: Query) -> Homes:
    """How many households there are, where it is asked; where sites are compared, at each."""
    book = turn.tools.book
    if query.by is not By.SITE:
        return book.homes(turn.site)
    sites = [one.site for one in everywhere(turn.scene, turn.tools)]
    return homes_beside([(one, book.homes(one)) for one in sites], query)


def _sent(turn: Turn, query: Query) -> bool:
    """Whether the head who asked in a room is answered privately."""
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    if post.reached(turn.person) is None:
        return False
    post.tell(to_person(turn.person.id, Notice("asked.answer", {"query": query.code()})))
    return True


def _may(scene: Scene, tools: Tools, now: datetime) -> bool:
    """The managers' room; privately the heads and headquarters (S0-47)."""
    person = scene.person
    if person is None or not person.is_staff:
        return False
    if scene.room is not None:
        return scene.room.kind is RoomKind.MANAGERS
    return person.role is Role.HEADQUARTERS or Turn(scene=scene, tools=tools, now=now).head


def _allowed(turn: Turn) -> None:
    if not _may(turn.scene, turn.tools, turn.now):
        raise Refused("asking_heads")
