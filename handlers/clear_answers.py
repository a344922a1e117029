"""复清、记清: what is answered goes into the ticket, in words or by a tap (S2-28, S2-49, S4-05)."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change
from desk.clears import Clears, Slot
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Notice, Who, Word
from desk.reading import Action, Intent, Place, Reading
from desk.talk import Talk, talk
from desk.ticket import UNFINISHED
from handlers import appointing, clears, unsettled
from handlers.act import Act
from handlers.clear_choices import VISIT, Said, at_home, choice
from handlers.hands import hear
from handlers.incoming import Kind
from handlers.scene import Scene, answer
from handlers.surviving import surviving
from handlers.tools import Tools
from storage.questions import Question

_SHORT = 40  # characters; in a room, longer words are no answer but talk
_BARE_NO = 4  # characters of a no that does not say what it is instead
_BARE_DECLINE = 8  # characters of one that tells nothing else: 不方便说, 不知道啊; house


def heard(scene: Scene, tools: Tools, asked: Question, now: datetime) -> bool:
    """Whether these words answer the question; otherwise they go their own way and it stays open."""
    told = tools.uow.tickets.get(asked.ticket)
    if told is None or scene.person is None:
        return False
    ticket = surviving(tools, told)
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=scene.incoming.text)
    if ticket.status not in UNFINISHED or scene.person.id not in ticket.reporters:
        tools.uow.questions.drop(scene.person.id, scene.incoming.chat)
        return False
    slot, said = asked.words or "", Said(words=act.arg)
    found = _understood(act, slot)
    if _overtaken(act, slot) or _own_way(act, slot, found):
        return False
    declined = found is None and tools.book.clears.has("decline", act.arg)
    if found is None and slot == Slot.VISIT and not declined:
        _beside(act)
        return True
    tools.uow.questions.drop(scene.person.id, scene.incoming.chat)
    if slot == Slot.REPEAT:
        if not _checked(act):
            return True
    elif declined:
        _over(act, slot)
    else:
        _keep(act, slot, found or said)
    more = _hearing(act.again()).ask()
    if not (more or scene.in_public):
        answer(scene, tools, _receipt(act, slot, None if declined else found or said), now, ticket)
    return True


def _overtaken(act: Act, slot: str) -> bool:
    """Whether a time was proposed since a wish was asked for: the words are said to that."""
    if slot != Slot.VISIT or not appointing.stands(act):
        return False
    _drop_question(act, Slot.VISIT)
    _hearing(act).close(Slot.VISIT)
    return True


def _receipt(act: Act, slot: str, found: Said | None) -> Notice:
    """The one confirmation: what was written, as it is known now."""
    if found is None or slot not in (Slot.PLACE, Slot.VISIT):
        return Notice("clear.thanks", {"number": act.ticket.number})
    return _hearing(act).known(Slot(slot), found.words.removeprefix(VISIT))


def typed(act: Act) -> Notice:
    """回答 12 明天上午: the same in one line, for the question that is open."""
    _ensure_theirs(act)
    waiting = [one for one in act.tools.uow.clears.of(act.ticket.id) if one.asked_at and not one.answered_at]
    if not waiting or not act.arg:
        raise Refused("clear_none", number=act.ticket.number)
    slot = waiting[0].slot
    act.tools.uow.questions.drop(act.person.id, act.scene.incoming.chat)
    found = _understood(act, slot) or Said(words=act.arg)
    _keep(act, slot, found)
    _hearing(act.again()).ask()
    return _receipt(act, slot, found)


def tapped(act: Act) -> Notice:
    """A button below a question: the home, a time, 对 or 改一下."""
    _ensure_theirs(act)
    word, _, chosen = act.arg.partition("-")
    if word not in list(Slot):
        raise Refused("unknown_button")
    slot, uow = Slot(word), act.tools.uow
    known = {one.slot: one for one in uow.clears.of(act.ticket.id)}
    if slot not in known or known[slot].answered_at is not None:
        raise Refused("clear_known", number=act.ticket.number, what=Word(f"clear.{slot}"))
    said = choice(act, slot, chosen)
    _drop_question(act, slot)
    if said is not None:
        _keep(act, slot, said)
    elif chosen == "yes":
        _confirmed(act)
    else:
        return _wrong(act)
    _hearing(act.again()).ask()
    return Notice("clear.thanks", {"number": act.ticket.number})


def _hearing(act: Act) -> clears.Hearing:
    worded = act.scene.room is None and act.scene.incoming.kind is Kind.MESSAGE
    return clears.Hearing(tools=act.tools, site=act.scene.site, ticket=act.ticket, now=act.now, worded=worded)


def _ensure_theirs(act: Act) -> None:
    if act.person.id != act.ticket.reporter:
        raise Refused("reporter_only", number=act.ticket.number, owner=Who(act.ticket.owner))
    ensure(Move.ADD, act.person, act.ticket)


def _drop_question(act: Act, slot: Slot) -> None:
    chat = act.scene.incoming.chat
    open_ = act.tools.uow.questions.open(act.person.id, chat, act.now)
    if open_ and (open_.kind, open_.ticket, open_.words) == (clears.KIND, act.ticket.id, str(slot)):
        act.tools.uow.questions.drop(act.person.id, chat)


def _understood(act: Act, slot: str) -> Said | None:
    """The answer in the reader's own parts; None: it tells nothing of what was asked."""
    calendar, words = act.tools.book.calendar(act.scene.site), act.arg
    if act.scene.in_public and len(words) > _SHORT:
        return None
    parts = act.tools.reader.parts(words, calendar.local(act.now))
    rules = act.tools.book.clears
    if slot == Slot.PLACE:
        return _where(act, parts)
    if slot == Slot.VISIT and _timely(parts, words, rules):
        same = calendar.local(act.ticket.opened_at).date() == calendar.local(act.now).date()
        start = parts.when.start if parts.when else None
        day = f"{start.month}月{start.day}日，" if start and not same else ""
        return Said(words=f"{VISIT}{day}{words}", place=parts.place if parts.place.room else Place())
    if slot == clears.FIX:
        return Said(words=words, place=parts.place)
    return None


def _timely(parts: Reading, words: str, rules: Clears) -> bool:
    """Whether the words say when somebody may come, or how to ask."""
    if talk(words, rules) in (Talk.DROP, Talk.SOLVED, Talk.URGE, Talk.PROGRESS):
        return False  # 麻烦快点, 什么时候来
    return bool(parts.when or parts.phone) or any(rules.has(one, words) for one in ("anytime", "timely"))


def _where(act: Act, parts: Reading) -> Said | None:
    if act.tools.book.clears.has("home", act.arg):
        if act.person.household:
            return replace(at_home(act), words=act.arg)
        return None if act.scene.in_public else Said(words=act.arg)
    return Said(words=act.arg, place=parts.place) if parts.place else None


def _own_way(act: Act, slot: str, found: Said | None) -> bool:
    """Whether the words are no answer, nor to be kept as if they were one."""
    if slot != clears.FIX and _other_matter(act):
        return True
    if found is not None:
        return False
    beside = slot == Slot.VISIT and (_tells_of_another(act) or _nods(act))
    return beside or _no_answer(act, slot)


def _other_matter(act: Act) -> bool:
    """Whether the words are a report of something else."""
    reading = _reading(act, act.arg)
    return reading.intent is Intent.REPORT and reading.topic not in (None, "其他", act.ticket.topic)


def _tells_of_another(act: Act) -> bool:
    """Whether they surely report something else, which no word of the lexicon names: 楼道灯也瞎了."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    read = act.tools.reader.read(act.arg, local)
    return read.action is Action.OPEN and read.topic not in (None, "其他", act.ticket.topic)


def _nods(act: Act) -> bool:
    """👍 names no time, and is nothing to be kept."""
    return talk(act.arg, act.tools.book.clears) is Talk.NOD


def _no_answer(act: Act, slot: str) -> bool:
    """Whether they are more of the same, ask something, urge or thank: all these have their own ways."""
    if act.scene.in_public or _reading(act, act.arg).intent in (Intent.REPORT, Intent.ENQUIRY):
        return True
    asked = slot in (Slot.PLACE, Slot.VISIT)
    return asked and talk(act.arg, act.tools.book.clears) not in (None, Talk.NOD)


def _beside(act: Act) -> None:
    """不是停水，是水小: it is kept, and the question stays open, as no time was named."""
    hear(act, act.arg, _reading(act, act.arg))
    act = act.again()
    if appointing.stands(act):
        unsettled.passed_on(act)
    answer(act.scene, act.tools, Notice("clear.beside", {"number": act.ticket.number}), act.now, act.ticket)


def _reading(act: Act, words: str) -> Reading:
    """How an answer reads; a place or a time alone is no report, though the reader expects reports."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    parts, read = act.tools.reader.parts(words, local), act.tools.reader.read(words, local)
    return parts if read.intent is Intent.REPORT and parts.intent is not Intent.REPORT else read


def _keep(act: Act, slot: str, found: Said) -> None:
    """Nothing that is said is lost: the words are in the ticket, and what they tell of the place is too."""
    before = act.ticket
    if slot != clears.FIX:
        _hearing(act).close(Slot(slot), found.words.removeprefix(VISIT))
    read = _reading(act, found.words)
    reading = replace(read, place=found.place or read.place)
    place = None
    if slot == clears.FIX and found.place:
        known = {name: value for name, value in vars(found.place).items() if value}
        place = replace(before.place, **known)
    has = hear(act, found.words, reading, place)
    if (slot == clears.FIX or appointing.stands(act)) and has.id == before.id:
        unsettled.passed_on(act.again())


def _over(act: Act, slot: str) -> None:
    if slot != clears.FIX:
        _hearing(act).close(Slot(slot))
    if len(act.arg) > _BARE_DECLINE:
        hear(act.again(), act.arg, _reading(act, act.arg))


def _checked(act: Act) -> bool:
    """对 or 不对 in words; whatever else is said puts it right. False: it is asked what it really is."""
    rules = act.tools.book.clears
    if rules.has("yes", act.arg) and not rules.has("no", act.arg):
        _confirmed(act)
    elif rules.has("no", act.arg) and len(act.arg) <= _BARE_NO:
        _wrong(act)
        return False
    else:
        _hearing(act).close(Slot.REPEAT)
        _keep(act, clears.FIX, _understood(act, clears.FIX) or Said(words=act.arg))
    return True


def _confirmed(act: Act) -> None:
    _hearing(act).close(Slot.REPEAT)
    entry = Entry(kind="repeated", at=act.now, actor=act.person.id, audience=Audience.STAFF)
    act.record(Change(ticket=act.ticket, entries=(entry,)))


def _wrong(act: Act) -> Notice:
    """改一下: their next words say what it really is."""
    tools, ticket = act.tools, act.ticket
    _hearing(act).close(Slot.REPEAT)
    _hearing(act).listen(clears.FIX, act.scene.incoming.chat)
    answer(act.scene, tools, Notice("clear.ask_fix", {"number": ticket.number}), act.now, ticket)
    return Notice("clear.ask_fix", {"number": ticket.number})
