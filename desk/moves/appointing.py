"""Appointments (预约): either side proposes a time, the other agrees (S0-32, S2-88)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.change import Change, Told, to_person
from desk.clocks import ClockKind, cancel, meet, start_at
from desk.errors import Refused
from desk.hours import Calendar
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Person
from desk.ticket import Ticket

EARLY = timedelta(minutes=5)  # S2-88: 按预约的維修時間提前5分鐘
WORK = timedelta(hours=2)  # house: the least that is left for the work itself after the agreed hour


def card_of(at: datetime) -> str:
    """The card on which what was proposed at that moment is asked."""
    return f"proposed-{int(at.timestamp() * 1000)}"


def propose(ticket: Ticket, now: datetime, actor: Person, at: datetime, arg: str) -> Change:
    """`actor` would come, or be at home, at `at`; the other side is asked.

    `arg` is `at` as buttons carry it.
    """
    reporter = actor.id in ticket.reporters
    ensure(Move.COUNTER if reporter else Move.APPOINT, actor, ticket)
    if at <= now:
        raise Refused("which_time", number=ticket.number)
    entry = Entry(
        kind="time_proposed", at=now, actor=actor.id, audience=Audience.RESIDENT, facts={"when": at}
    )
    told = (
        _ask_company(ticket, now, actor, at, arg) if reporter else _ask_reporter(ticket, now, actor, at, arg)
    )
    return Change(ticket=ticket, entries=(entry,), told=told)


def _ask_reporter(ticket: Ticket, now: datetime, actor: Person, at: datetime, arg: str) -> tuple[Told, ...]:
    facts: dict[str, Fact] = {"number": ticket.number, "when": at, "by": Who(actor.id)}
    buttons = row(Button(verb="agree", ticket=ticket.id, arg=arg), Button(verb="counter", ticket=ticket.id))
    asked = Notice("appoint.ask", facts, (buttons,))
    return (to_person(ticket.reporter, asked, card=card_of(now), aloud=True),)


def _ask_company(ticket: Ticket, now: datetime, actor: Person, at: datetime, arg: str) -> tuple[Told, ...]:
    facts: dict[str, Fact] = {"number": ticket.number, "when": at, "by": Who(actor.id)}
    buttons = row(Button(verb="agree", ticket=ticket.id, arg=arg), Button(verb="appoint", ticket=ticket.id))
    asked = Notice("appoint.counter", facts, (buttons,))
    return (to_person(ticket.owner, asked, card=card_of(now), aloud=True),) if ticket.owner else ()


def agree(
    ticket: Ticket, now: datetime, actor: Person, at: datetime, *, story: Sequence[Entry], calendar: Calendar
) -> Change:
    """What the other side proposed last holds: there five minutes early, done that day (S2-88, S0-32)."""
    reporter = actor.id in ticket.reporters
    ensure(Move.COUNTER if reporter else Move.APPOINT, actor, ticket)
    last = next((entry for entry in reversed(story) if entry.kind in ("time_proposed", "time_agreed")), None)
    theirs = last is not None and (last.actor in ticket.reporters) is not reporter
    if last is None or last.kind != "time_proposed" or not theirs or last.facts["when"] != at or at <= now:
        raise Refused("proposal_gone", number=ticket.number)
    near = at - EARLY <= now  # nobody can come before they have agreed
    early = None if near else Who(ticket.owner)
    notice = Notice("appoint.agreed", {"number": ticket.number, "when": at, "owner": early})
    facts: dict[str, Fact] = {"when": at}
    entry = Entry(kind="time_agreed", at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)
    people = dict.fromkeys(filter(None, (ticket.reporter, ticket.owner)))
    return Change(
        ticket=ticket,
        entries=(entry,),
        clocks=(
            *meet(ClockKind.FIRST_CONTACT, ClockKind.RESPOND),
            *cancel(ClockKind.ARRIVE),
            *start_at(ClockKind.APPOINTMENT, at if near else at - EARLY, "S2-88"),
            *start_at(ClockKind.RESOLVE, _done_by(calendar, at), "S0-32"),
        ),
        told=tuple(to_person(person, notice, aloud=True) for person in people),
    )


def _done_by(calendar: Calendar, at: datetime) -> datetime:
    """The close of the agreed day, or what the work takes at least."""
    return max(calendar.opening(calendar.local(at).date())[-1][1], at + WORK)
