"""Several matters in one message: one ticket, one answer; its owner makes tickets of the others (另立)."""

from dataclasses import replace
from datetime import datetime

from desk.change import to_person, to_role
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.matters import homes
from desk.moves.people import barred
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Word, row
from desk.people import WORKERS, Role
from desk.reading import Place
from desk.ticket import DRILL, Status, Ticket, from_reading, is_discreet
from handlers.act import Act
from handlers.conduct import accused_in
from handlers.post import Post
from handlers.registering import registered
from handlers.scene import Scene
from handlers.tools import Tools
from nlp.several import Part, several

_ROW = 2  # buttons beside each other on a phone


def offer(scene: Scene, tools: Tools, key: int, now: datetime) -> None:
    """Say to whoever has the ticket, and nobody else, that its message holds more than one matter."""
    ticket = tools.uow.tickets.get(key)
    if ticket is None or ticket.source == DRILL or ticket.status is Status.PROPOSED:
        return
    others = _others(scene, tools, ticket, now)
    if not others:
        return
    lines: list[Fact] = [
        Notice("several.line", {"n": n, "topic": Word(f"topic.{part.reading.topic}"), "words": part.text})
        for n, part in others
    ]
    buttons = [
        Button(
            verb="another",
            ticket=ticket.id,
            arg=str(n),
            label=Notice("several.button", {"topic": Word(f"topic.{part.reading.topic}")}),
        )
        for n, part in others
    ]
    rows = tuple(row(*buttons[at : at + _ROW]) for at in range(0, len(buttons), _ROW))
    notice = Notice("several.offer", {"number": ticket.number, "lines": lines}, rows)
    told = to_person(ticket.owner, notice) if ticket.owner else to_role(Role.CS_LEAD, notice)
    Post(tools=tools, site=scene.site, now=now, ticket=ticket).tell(told)


def another(act: Act) -> Notice:
    """另立 12 2: the second matter of that message becomes a ticket of its own, once."""
    ensure(Move.SEE, act.person, act.ticket)
    if act.person.role not in WORKERS:
        raise Refused("several_staff")
    others = dict(_others(act.scene, act.tools, act.ticket, act.now))
    n = int(act.arg) if act.arg.isascii() and act.arg.isdigit() else 0
    n = next(iter(others)) if not act.arg and len(others) == 1 else n
    if n not in others:
        raise Refused("several_none", number=act.ticket.number)
    if (known := _made(act, n)) is not None:
        raise Refused("split_already", number=known)
    return _opened(act, n, others[n])


def _others(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> list[tuple[int, Part]]:
    """The matters that are not the ticket's own, numbered as they were said."""
    local = tools.book.calendar(scene.site).local(now)
    found = list(enumerate(several(ticket.text, tools.reader.read, local), 1))
    return [(n, part) for n, part in found if n != _own(found, ticket)]


def _own(found: list[tuple[int, Part]], ticket: Ticket) -> int:
    """The number of the ticket's own matter; what is said of a person stays where it is sealed (S3-02).

    Then whatever else was said can be worked on by others only once it stands apart.
    """
    if ticket.discreet:
        return next((n for n, part in found if _conduct(part)), 0)
    return next((n for n, part in found if part.reading.topic == ticket.topic), 1)


def _conduct(part: Part) -> bool:
    return part.reading.accused is not None or is_discreet(part.reading.topic, ())


def _made(act: Act, n: int) -> int | None:
    """The number of the ticket that this matter has become."""
    for entry in act.tools.uow.journal.of(act.ticket.id):
        if entry.kind == "another" and entry.facts.get("n") == n:
            return int(str(entry.facts["number"]))
    return None


def _opened(act: Act, n: int, part: Part) -> Notice:
    tools, site, now = act.tools, act.scene.site, act.now
    ticket = tools.uow.tickets.create(_draft(act, part))
    there: dict[str, Fact] = {"number": ticket.number, "n": n}
    here: dict[str, Fact] = {"number": act.ticket.number}
    inner = Audience.STAFF
    tools.uow.journal.add(
        act.ticket.id, (Entry(kind="another", at=now, actor=act.person.id, audience=inner, facts=there),)
    )
    tools.uow.journal.add(
        ticket.id, (Entry(kind="same_message", at=now, actor=None, audience=inner, facts=here),)
    )
    registered(tools, site, ticket, now)
    return Notice("done.another", {"number": act.ticket.number, "other": ticket.number})


def _draft(act: Act, part: Part) -> Ticket:
    """The matter as a ticket of the same reporter; where it names no place it is where the other one is."""
    reporter = act.tools.uow.people.get(act.ticket.reporter)
    base = Ticket(
        id=0,
        number=0,
        site=act.ticket.site,
        status=Status.OPEN,
        text=part.text,
        opened_at=act.now,
        reporter=reporter.id,
        reporters=(reporter.id,),
        homes=homes(reporter),
        room=act.ticket.room,
        source=act.ticket.source,
        standard=act.tools.book.current(act.scene.site.standard).version,
    )
    reading = replace(part.reading, place=_place(part.reading.place, act.ticket.place))
    ticket = from_reading(reading, base)
    building = reading.place.building or reporter.building
    about = accused_in(act.tools, act.ticket.site, part.text, reading, building)
    return barred(ticket, about) if about else ticket


def _place(own: Place, other: Place) -> Place:
    if own.building or own.room:
        return own
    return replace(own, building=other.building, unit=own.unit or other.unit)
