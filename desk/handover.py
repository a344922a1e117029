"""Shift handover (交班 / 接班): when what is owed, what the cards say, when it is refused (S2-19 … S2-21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.errors import Refused
from desk.matter import matter
from desk.moves.table import knows
from desk.notices import Button, Fact, Notice, Who, Word, numbered, row
from desk.people import Person
from desk.reading import Class, Urgency
from desk.roster import Shift
from desk.ticket import Ticket

SHOWN = 8  # lines that a phone shows; the rest is counted


class Step(StrEnum):
    """What is owed for a shift as it ends."""

    FILL_IN = "fill_in"  # the outgoing officer completes what is unfinished
    CARD = "card"  # both see the handover card
    LATE = "late"  # the heads hear that it has not been handed over


STEPS: tuple[tuple[timedelta, Step], ...] = (
    (timedelta(minutes=-15), Step.FILL_IN),  # S2-20
    (timedelta(minutes=-5), Step.CARD),  # S2-19
    (timedelta(minutes=15), Step.LATE),  # house
)


def plan(ends_at: datetime, now: datetime) -> tuple[int, datetime | None]:
    """How many steps of a shift lie behind `now`, and when the next one is owed."""
    moments = [ends_at + after for after, _ in STEPS]
    behind = sum(moment <= now for moment in moments)
    return behind, moments[behind] if behind < len(moments) else None


@dataclass(frozen=True, kw_only=True)
class State:
    """What a shift leaves behind."""

    shift: Shift
    tickets: Sequence[Ticket]  # unfinished ones that were opened during it, and grave ones from before
    lines: Sequence[Fact]  # what its log says
    silent: Sequence[int]  # numbers of emergencies for which nobody has tapped 收到


def grave(tickets: Sequence[Ticket]) -> list[Ticket]:
    """The 特急 and class 1 among them."""
    return [one for one in tickets if one.urgency is Urgency.URGENT or one.class_ is Class.ONE]


def important(tickets: Sequence[Ticket], officer: Person) -> list[Ticket]:
    """The grave ones that the officer may know of, which forbid a handover (S2-21)."""
    return [one for one in grave(tickets) if knows(officer, one)]


def ensure_may_hand_over(tickets: Sequence[Ticket], officer: Person) -> None:
    """Raises Refused while important work of the shift is unfinished (S2-21)."""
    if known := important(tickets, officer):
        numbers = Notice("list", {"parts": [numbered(one.number) for one in known[:SHOWN]]})
        raise Refused("handover_grave", count=len(known), numbers=numbers)


def fill_in(state: State, officer: Person) -> Notice:
    """8:15: the outgoing officer completes what is unfinished (S2-20)."""
    tickets = [one for one in state.tickets if knows(officer, one)]
    facts: dict[str, Fact] = {"ends_at": state.shift.ends_at, **_listed(tickets)}
    return Notice("handover.fill_in", facts, _looks(tickets))


def card(state: State, officer: Person, incoming: Person | None, *, mine: bool) -> Notice:
    """8:25: what is open, what was unusual; `mine`: for the outgoing officer, else for the incoming one."""
    tickets = [one for one in state.tickets if knows(officer, one)]
    facts: dict[str, Fact] = {
        "ends_at": state.shift.ends_at,
        "officer": Who(state.shift.person),
        "incoming": Who(incoming.id if incoming else None),
        "silent": [numbered(one.number) for one in tickets if one.number in state.silent],
        "log": list(state.lines[-SHOWN:]),
        **_listed(tickets),
    }
    sign = Button(verb="hand_over" if mine else "take_over", arg=str(state.shift.id))
    return Notice("handover.card", facts, (row(sign), *_looks(tickets)))


def _listed(tickets: Sequence[Ticket]) -> dict[str, Fact]:
    return {
        "count": str(len(tickets)),
        "lines": [_line(one) for one in tickets[:SHOWN]],
        "more": max(0, len(tickets) - SHOWN),
    }


def _line(ticket: Ticket) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "status": Word(f"status.{ticket.status}"),
        "urgency": Word(f"urgency.{ticket.urgency}"),
        "class": Word(f"class.{ticket.class_.value}"),
        "owner": Who(ticket.owner),
    }
    return Notice("handover.line", facts)


def _looks(tickets: Sequence[Ticket]) -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(verb="progress", ticket=one.id, label=f"#{one.number}") for one in tickets[:SHOWN]]
    return tuple(row(*buttons[at : at + 4]) for at in range(0, len(buttons), 4))
