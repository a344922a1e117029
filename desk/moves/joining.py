"""More people and more words on one matter: 我也遇到, 补充, a burst of lines."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import Change, to_person
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Notice
from desk.people import Person
from desk.reading import Intent, Place, Reading
from desk.ticket import Ticket

BURST = timedelta(minutes=10)  # lines of one person within it are one matter (S1-09)
BREATH = timedelta(minutes=2)  # within it any line of theirs goes on with the matter


def join(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """A further household is affected; it also gets the news."""
    ensure(Move.JOIN, actor, ticket)
    if actor.id in ticket.reporters:
        raise Refused("already_in", number=ticket.number)
    joined = replace(ticket, reporters=(*ticket.reporters, actor.id))
    entry = Entry(
        kind="joined",
        at=now,
        actor=actor.id,
        audience=Audience.STAFF,  # who else complains is nobody else's business (S3-02)
        facts={"households": len(joined.reporters)},
    )
    told = to_person(actor.id, Notice("news.joined", {"number": ticket.number}))
    return Change(ticket=joined, entries=(entry,), told=(told,))


def add(ticket: Ticket, now: datetime, actor: Person, words: str, reading: Reading | None = None) -> Change:
    """More words from a reporter; what was missing (place, household count) is filled in from them."""
    ensure(Move.ADD, actor, ticket)
    added = replace(ticket, text=f"{ticket.text}\n{words}", last_line_at=now)
    if reading is not None:
        added = replace(added, place=_filled(ticket.place, reading.place))
    entry = Entry(kind="added", at=now, actor=actor.id, audience=Audience.RESIDENT, facts={"words": words})
    return Change(ticket=added, entries=(entry,))


def photographed(ticket: Ticket, now: datetime, actor: Person, photos: int) -> Change:
    """Photos of the matter, from a reporter or from staff."""
    ensure(Move.ADD if actor.id in ticket.reporters else Move.PHOTO, actor, ticket)
    facts = {"photos": photos}
    entry = Entry(kind="photographed", at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)
    last = now if actor.id in ticket.reporters else ticket.last_line_at
    return Change(ticket=replace(ticket, last_line_at=last), entries=(entry,))


def goes_on(ticket: Ticket, reading: Reading, now: datetime) -> bool:
    """Whether a further line of the reporter belongs to this matter rather than opening another."""
    quiet = now - (ticket.last_line_at or ticket.opened_at)
    if ticket.ended or quiet > BURST or reading.intent is Intent.PRAISE:
        return False
    elsewhere = _contradicts(ticket.place, reading.place)
    if reading.intent is Intent.REPORT:
        return (not elsewhere and reading.topic in (None, "其他", ticket.topic)) or (
            quiet <= BREATH and not elsewhere and not reading.place.building
        )
    return bool(reading.place or reading.phone or reading.when) or quiet <= BREATH


def _contradicts(known: Place, said: Place) -> bool:
    pairs = ((known.building, said.building), (known.unit, said.unit), (known.room, said.room))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _filled(known: Place, said: Place) -> Place:
    names = ("building", "unit", "floor", "room", "area", "relation")
    return Place(**{name: getattr(known, name) or getattr(said, name) for name in names})
