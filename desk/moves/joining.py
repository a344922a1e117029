"""More people and more words on one matter: 我也遇到, 补充, a burst of lines."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import Change, Told, to_managers_room, to_person, to_reporters, to_staff_room
from desk.correction import corrects
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.kind import kind_of
from desk.matter import matter, where
from desk.matters import DEFAULT, Matters, homes, raised, with_reporters
from desk.moves.opening import alarms, raise_class
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.own_unit import at_home
from desk.people import Person
from desk.reading import Action, Category, Class, Intent, Place, Reading, Urgency
from desk.ticket import UNFINISHED, Status, Ticket

_NEAR = "near"  # the card of the warning
BURST = timedelta(minutes=10)  # lines of one person within it are one matter (S1-09)
BREATH = timedelta(minutes=2)  # within it any line of theirs goes on with the matter


def join(
    ticket: Ticket, now: datetime, actor: Person, head: Person | None = None, rule: Matters = DEFAULT
) -> Change:
    """One more reporter gets the news; the fifth household makes it a class 1, for `head` (S0-02)."""
    ensure(Move.JOIN, actor, ticket)
    if actor.id in ticket.reporters:
        raise Refused("already_in", number=ticket.number)
    joined = with_reporters(ticket, (actor.id,), homes(actor))
    entry = Entry(
        kind="joined",
        at=now,
        actor=actor.id,
        audience=Audience.STAFF,  # who else complains is nobody else's business (S3-02)
        facts={"households": joined.households},
    )
    told = to_person(actor.id, Notice("news.joined", {"number": ticket.number}))
    grown = grow(joined, now, rule, head, before=ticket)
    return replace(grown, entries=(entry, *grown.entries), told=(told, *grown.told))


def gather(
    ticket: Ticket,
    now: datetime,
    actor: Person,
    said: tuple[str, Reading],
    *,
    room: int | None = None,
    head: Person | None = None,
    rule: Matters = DEFAULT,
) -> Change:
    """A later report of an emergency that goes on, said in `room`: its household is counted (S0-02).

    Its words are kept, and weigh as those of the first reporter do.
    """
    words, reading = said
    text = f"{ticket.text}\n{words}" if words else ticket.text
    place = _filled(ticket.place, reading.place)
    counted = with_reporters(ticket, (actor.id,), homes(actor))
    joined = replace(counted, text=text, place=place, last_line_at=now)
    facts: dict[str, Fact] = {"words": words, "households": joined.households, "room": room}
    entry = Entry(kind="gathered", at=now, actor=actor.id, audience=Audience.STAFF, facts=facts)
    weighed = _weighed(ticket, _graver(joined, reading), now)
    noted = replace(weighed, entries=(entry, *weighed.entries))
    if actor.id in ticket.reporters or ticket.status not in UNFINISHED:
        return noted
    grown = grow(weighed.ticket, now, rule, head, before=ticket)
    return replace(
        grown,
        entries=(*noted.entries, *grown.entries),
        told=(*noted.told, *grown.told),
        refit=noted.refit or grown.refit,
        alarmed=noted.alarmed or grown.alarmed,
    )


def grow(
    ticket: Ticket,
    now: datetime,
    rule: Matters,
    head: Person | None,
    *,
    before: Ticket,
    least: Class = Class.THREE,
    actor: Person | None = None,
) -> Change:
    """What it means that the ticket has more reporters than `before`: a class 1 for `head`, or a warning.

    `least`: the class of a ticket that was taken into it. All sides hear of it (S0-02, S0-19).
    """
    class_ = raised(ticket, rule, least).class_
    if class_ is ticket.class_:
        warn = rule.is_near(ticket) and rule.counted(ticket) > rule.counted(before)
        proposed = ticket.status is Status.PROPOSED
        return Change(
            ticket=ticket, told=(_nearly(ticket, rule),) if warn and not proposed and class_ > 1 else ()
        )
    changed = raise_class(ticket, now, class_, head, actor=actor)
    if not rule.is_group(ticket) or ticket.status is Status.PROPOSED:
        return changed
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "households": rule.counted(ticket),
        "owner": Who(changed.ticket.owner),
    }
    told = (
        to_reporters(Notice("news.group", facts)),
        to_staff_room(Notice("group.staff", facts)),
        to_managers_room(Notice("group.staff", facts), card=_NEAR),  # where the warning stood
    )
    return replace(changed, told=(*changed.told, *told))


def _nearly(ticket: Ticket, rule: Matters) -> Told:
    """The managers are warned before it is a group complaint (S0-02): one message, edited as it grows."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "households": rule.counted(ticket),
        "group": rule.group,
        "owner": Who(ticket.owner),
    }
    buttons = row(Button(verb="progress", ticket=ticket.id))
    return to_managers_room(Notice("group.near", facts, (buttons,)), card=_NEAR)


def as_group(ticket: Ticket, actor: Person | None = None, rule: Matters = DEFAULT) -> Ticket | None:
    """The ticket as `actor` (or a further household) makes it, a class 1; None: it changes nothing."""
    who, where = ((actor.id,), homes(actor)) if actor else ((0,), {})
    grown = raised(with_reporters(ticket, who, where), rule)
    return None if grown.class_ is ticket.class_ else grown


def add(ticket: Ticket, now: datetime, actor: Person, words: str, reading: Reading | None = None) -> Change:
    """More words from a reporter; what was missing of the place is filled in from them.

    Where they make the matter graver than it was, it is, and whom that concerns hears it at once.
    """
    ensure(Move.ADD, actor, ticket)
    added = replace(ticket, text=f"{ticket.text}\n{words}", last_line_at=now)
    entry = Entry(
        kind="added",
        at=now,
        actor=actor.id,
        audience=Audience.STAFF,  # who joined later did not hear it (S3-02)
        facts={"words": words},
    )
    if reading is None:
        return Change(ticket=added, entries=(entry,))
    if other_topic(ticket, reading):
        said = reading.place  # the rest is where the other thing is
        reading = replace(reading, place=Place(building=said.building, unit=said.unit))
    said = reading.place if ticket.place.building else at_home(reading.place, actor)
    place = (_right if corrects(words) else _filled)(ticket.place, said)
    weighed = _weighed(ticket, _graver(replace(added, place=place), reading), now)
    return replace(weighed, entries=(entry, *weighed.entries))


def _weighed(before: Ticket, after: Ticket, now: datetime) -> Change:
    """What it means that further words made of `before` what is `after`."""
    alarmed = (after.emergency, -after.class_) > (before.emergency, -before.class_)
    return Change(
        ticket=after,
        entries=(*_raised(before, after, now), *_elsewhere(before.place, after.place, now)),
        refit=_shape(after) != _shape(before),
        told=alarms(after) if alarmed else (),
        alarmed=alarmed and after.emergency,
    )


def other_topic(ticket: Ticket, reading: Reading) -> bool:
    """Whether the line by itself is a report of something else."""
    known = (None, "其他", ticket.topic)
    surely = reading.intent is Intent.REPORT and reading.action is not Action.SILENT
    return surely and reading.topic not in known and ticket.topic not in (None, "其他")


def _right(known: Place, said: Place) -> Place:
    """What is said holds; of another building nothing that was known of the first."""
    if said.building and said.building != known.building:
        known = Place(area=known.area, relation=known.relation)
    return _filled(said, known)


def _elsewhere(before: Place, after: Place, now: datetime) -> tuple[Entry, ...]:
    old, new = where(before), where(after)
    if not before.building or before.building == after.building or old is None or new is None:
        return ()
    facts: dict[str, Fact] = {"before": old, "after": new}
    return (Entry(kind="placed", at=now, actor=None, audience=Audience.STAFF, facts=facts),)


def _shape(ticket: Ticket) -> tuple[object, ...]:
    """What decides which promises a ticket asks for."""
    return (ticket.category, ticket.class_, ticket.urgency, ticket.kind, ticket.indoors, ticket.topic)


def _graver(ticket: Ticket, reading: Reading) -> Ticket:
    """The ticket with what the further words raise; nothing in them lowers it."""
    if reading.intent is not Intent.REPORT or ticket.status not in UNFINISHED | {Status.PROPOSED}:
        return ticket
    if reading.category is Category.EMERGENCIES and not ticket.emergency:
        topic = reading.topic or ticket.topic
        kind = kind_of(reading.category, topic)
        ticket = replace(ticket, category=reading.category, topic=topic, kind=kind)
    return replace(
        ticket,
        class_=min(ticket.class_, reading.class_ or ticket.class_),
        urgency=min(ticket.urgency, reading.urgency or ticket.urgency, key=list(Urgency).index),
        because=(*ticket.because, *reading.triggers),
    )


def _raised(before: Ticket, after: Ticket, now: datetime) -> tuple[Entry, ...]:
    changes = [
        (Word(f"category.{before.category}"), Word(f"category.{after.category}")),
        (Word(f"class.{before.class_.value}"), Word(f"class.{after.class_.value}")),
        (Word(f"urgency.{before.urgency}"), Word(f"urgency.{after.urgency}")),
    ]
    return tuple(
        Entry(kind="corrected", at=now, actor=None, audience=Audience.STAFF, facts={"before": a, "after": b})
        for a, b in changes
        if a != b
    )


def photographed(ticket: Ticket, now: datetime, actor: Person, photos: int) -> Change:
    """Photos of the matter, from a reporter or from staff."""
    ensure(Move.ADD if actor.id in ticket.reporters else Move.PHOTO, actor, ticket)
    facts = {"photos": photos}
    entry = Entry(kind="photographed", at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)
    last = now if actor.id in ticket.reporters else ticket.last_line_at
    return Change(ticket=replace(ticket, last_line_at=last), entries=(entry,))


def goes_on(ticket: Ticket, reading: Reading, now: datetime, words: str = "") -> bool:
    """Whether a further line of the reporter belongs to this matter rather than opening another."""
    quiet = now - (ticket.last_line_at or ticket.opened_at)
    if ticket.ended or quiet > BURST or reading.intent is Intent.PRAISE:
        return False
    if ticket.asking and reading.intent is Intent.REPORT:
        return False  # a question is no matter that a report goes on with
    if _blames_another(ticket, reading) or _is_another(ticket, reading, words):
        return False
    if ticket.emergency and reading.status == "solved":
        return True  # 没事了: whoever is on the way has to know
    if corrects(words) and reading.place and reading.action is not Action.OPEN:
        return True  # whatever 不是3栋，是5栋 may be read as by itself
    return _same(ticket, reading, quiet)


def _blames_another(ticket: Ticket, reading: Reading) -> bool:
    """Whether somebody is complained of (S0-08) in words that are of something else than the ticket."""
    blames = reading.topic == "服务态度" or any(one.startswith("S0-08") for one in reading.triggers)
    return blames and other_topic(ticket, reading) and reading.category is not Category.EMERGENCIES


_BESIDES = re.compile(
    r"\s*(?:还有|還有|仲有|另外|另|此外|顺便|順便|也|对了|對了|also|and |another|btw|by the way)",
    re.IGNORECASE,
)


def _is_another(ticket: Ticket, reading: Reading, words: str) -> bool:
    """还有地下车库漏水 after a door: a report of another topic, and said to be one more."""
    heard = reading.intent is Intent.REPORT and reading.action is not Action.SILENT
    return heard and not ticket.emergency and other_topic(ticket, reading) and bool(_BESIDES.match(words))


_WHO_WAITS = frozenset({"急病", "安保", "处理不力"})  # is someone coming, 我一个人在家


def _same(ticket: Ticket, reading: Reading, quiet: timedelta) -> bool:
    other = reading.category is Category.EMERGENCIES and reading.topic not in (None, "其他", ticket.topic)
    if other and not (ticket.emergency and _for_help(reading)):
        return False
    if ticket.topic is None and reading.action is Action.OPEN:
        return False  # of what nobody understood yet a plain report is no further line
    elsewhere = _contradicts(ticket.place, reading.place)
    if reading.intent is Intent.REPORT:
        return (not elsewhere and reading.topic in (None, "其他", ticket.topic)) or (
            quiet <= BREATH and not elsewhere and not reading.place.building
        )
    return bool(reading.place or reading.phone or reading.when) or quiet <= BREATH


def _for_help(reading: Reading) -> bool:
    """Whether it may be no more than who waits for help telling of it (S2-37); smoke is another matter."""
    return reading.action is not Action.OPEN and reading.topic in _WHO_WAITS


def _contradicts(known: Place, said: Place) -> bool:
    pairs = ((known.building, said.building), (known.unit, said.unit), (known.room, said.room))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _filled(known: Place, said: Place) -> Place:
    names = ("building", "unit", "floor", "room", "area", "relation")
    return Place(**{name: getattr(known, name) or getattr(said, name) for name in names})
