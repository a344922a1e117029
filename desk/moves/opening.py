"""Opening a ticket: proposed to staff, registered, dispatched (派单)."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, Told, to_managers_room, to_person, to_role, to_staff_room
from desk.clocks import ClockKind, meet, start
from desk.emergency import advice, pinged
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person, Role
from desk.reading import Class
from desk.ticket import Status, Ticket


def propose(ticket: Ticket, now: datetime) -> Change:
    """The bot is unsure: staff are asked, nothing is said in public, no clock runs."""
    entry = Entry(
        kind="proposed",
        at=now,
        actor=None,
        audience=Audience.STAFF,
        facts={"confidence": round(ticket.confidence * 100), "because": list(ticket.because)},
    )
    return Change(ticket=replace(ticket, status=Status.PROPOSED), entries=(entry,))


def register(ticket: Ticket, now: datetime, owner: Person | None, *, actor: Person | None = None) -> Change:
    """Registered (S0-24) and, where somebody is responsible, dispatched at once (S0-29, S2-50)."""
    if actor is not None:
        ensure(Move.REGISTER, actor, ticket)
    opened = replace(ticket, status=Status.OPEN)
    entry = Entry(
        kind="registered",
        at=now,
        actor=actor.id if actor else None,
        audience=Audience.RESIDENT,
        facts={"class": Word(f"class.{ticket.class_.value}"), "words": ticket.text},
    )
    sent = assign(opened, now, owner) if owner else Change(ticket=opened)
    return Change(
        ticket=sent.ticket,
        entries=(entry, *sent.entries),
        clocks=(*start(ClockKind.RESPOND, ClockKind.DISPATCH, ClockKind.RESOLVE), *sent.clocks),
        told=(*_alarms(opened), *([] if owner else _unowned(opened)), *sent.told),
    )


def assign(ticket: Ticket, now: datetime, owner: Person, *, actor: Person | None = None) -> Change:
    """`owner` is responsible from now on and was pinged."""
    entry = Entry(
        kind="dispatched",
        at=now,
        actor=actor.id if actor else None,
        audience=Audience.RESIDENT,
        facts={"owner": Who(owner.id), "role": Word(f"role.{owner.role}")},
    )
    return Change(
        ticket=replace(ticket, status=Status.DISPATCHED, owner=owner.id),
        entries=(entry,),
        clocks=(*meet(ClockKind.DISPATCH), *start(ClockKind.ACCEPT)),
        told=(to_person(owner.id, Notice("assigned", {"number": ticket.number}), spare=True),),
    )


def _unowned(ticket: Ticket) -> tuple[Told, ...]:
    """Nobody is responsible: the head of customer service is told at once."""
    notice = Notice("unowned", {"number": ticket.number})
    return (to_role(Role.CS_LEAD, notice, urgent=True), to_staff_room(notice))


def _alarms(ticket: Ticket) -> tuple[Told, ...]:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "topic": Word(f"topic.{ticket.topic}"),
        "words": ticket.text,
    }
    alarms = [to_role(role, Notice("alarm", facts), urgent=True) for role in pinged(ticket)]
    if ticket.emergency or ticket.class_ is Class.ONE:
        alarms.append(to_managers_room(Notice("alarm", facts), urgent=True))
    if ticket.emergency:
        advised = Notice("advised", {"number": ticket.number, "advice": Word(advice(ticket))})
        alarms.append(to_person(ticket.reporter, advised, urgent=True))
    return tuple(alarms)
