"""The overdue digest: what is late, who has it, how late; longest late first (S0-43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.cards import matter
from desk.clocks import Clock
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.ticket import UNFINISHED, Ticket

SHOWN = 10  # lines that fit one screen of a phone; the rest is counted


@dataclass(frozen=True, kw_only=True)
class Late:
    """A ticket and its clock that has been late longest."""

    ticket: Ticket
    clock: Clock


def overdue(owed: Sequence[tuple[Ticket, Clock]], now: datetime) -> list[Late]:
    """One entry a ticket that has a missed running clock, the longest late first."""
    worst: dict[int, Late] = {}
    for ticket, clock in sorted(owed, key=lambda pair: (pair[1].due_at, pair[0].number)):
        if clock.running and clock.missed(now):
            worst.setdefault(ticket.id, Late(ticket=ticket, clock=clock))
    return list(worst.values())


def overdue_digest(late: Sequence[Late], now: datetime) -> Notice:
    """The morning's message to the managers' room."""
    if not late:
        return Notice("digest.none")
    lines: list[Fact] = [_line(one, now) for one in late[:SHOWN]]
    facts: dict[str, Fact] = {"count": len(late), "lines": lines, "more": max(0, len(late) - SHOWN)}
    buttons = [
        Button(verb="progress", ticket=one.ticket.id, label=f"#{one.ticket.number}") for one in late[:SHOWN]
    ]
    rows = tuple(row(*buttons[at : at + 5]) for at in range(0, len(buttons), 5))
    return Notice("digest.overdue", facts, buttons=rows)


def _line(one: Late, now: datetime) -> Notice:
    facts: dict[str, Fact] = {
        "number": one.ticket.number,
        "matter": Notice("matter.discreet") if one.ticket.discreet else matter(one.ticket),
        "clock": Word(f"clock.{one.clock.kind}"),
        "late": int((now - one.clock.due_at).total_seconds() // 60),
        "owner": Who(one.ticket.owner),
        "status": Word(f"status.{one.ticket.status}"),
    }
    return Notice("digest.line", facts)


def news_owed(owed: Sequence[tuple[Ticket, Clock]], now: datetime) -> list[Ticket]:
    """The tickets whose reporters are owed a line today: late in anything and not finished (S0-36, S0-37).

    A revisit that is late is no news to them, and of a proposal they never heard.
    """
    return [late.ticket for late in overdue(owed, now) if late.ticket.status in UNFINISHED]


def daily_news(ticket: Ticket) -> Notice:
    """A line of news to the reporters of an overdue ticket, every day (S0-36, S0-37)."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "owner": Who(ticket.owner),
        "status": Word(f"status.{ticket.status}"),
    }
    return Notice("news.daily", facts)
