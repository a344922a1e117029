"""The overdue digest: what is late, who has it, how late and why; longest late first (S0-43)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import waits
from desk.clocks import Clock, ClockKind
from desk.matter import matter
from desk.matters import DEFAULT, Matters
from desk.notices import Button, Fact, Notice, Who, Word, numbered, row
from desk.privacy import masked
from desk.reading import Class
from desk.ticket import UNFINISHED, Ticket

SHOWN = 10  # lines that fit one screen of a phone; the rest follows on a tap
ALL_NEWS = "all"  # what the button carries that sends every draft
_PROMISED = frozenset(
    {
        ClockKind.RESPOND,
        ClockKind.FIRST_CONTACT,
        ClockKind.ARRIVE,
        ClockKind.APPOINTMENT,
        ClockKind.NEWS,
        ClockKind.RESOLVE,
    }
)  # to the reporters
_ROW = 5  # buttons beside each other


@dataclass(frozen=True, kw_only=True)
class Late:
    """A ticket and its clock that has been late longest."""

    ticket: Ticket
    clock: Clock


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a head follows every day beside what is late (S0-43)."""

    grave: tuple[Ticket, ...] = ()  # class 1, unfinished
    near: tuple[Ticket, ...] = ()  # about to become a group complaint


def overdue(owed: Sequence[tuple[Ticket, Clock]], now: datetime) -> list[Late]:
    """One entry a ticket that has a missed running clock, the longest late first."""
    worst: dict[int, Late] = {}
    for ticket, clock in sorted(owed, key=lambda pair: (pair[1].due_at, pair[0].number)):
        if clock.running and clock.missed(now):
            worst.setdefault(ticket.id, Late(ticket=ticket, clock=clock))
    return list(worst.values())


def watched(tickets: Iterable[Ticket], rule: Matters = DEFAULT) -> Watched:
    """Of a site's tickets those of class 1, and those that are about to become group complaints (S0-02)."""
    unfinished = [ticket for ticket in tickets if ticket.status in UNFINISHED]
    return Watched(
        grave=tuple(one for one in unfinished if one.class_ is Class.ONE),
        near=tuple(one for one in unfinished if one.class_ > Class.ONE and rule.is_near(one)),
    )


def overdue_digest(
    late: Sequence[Late],
    now: datetime,
    watch: Watched | None = None,
    start: int = 0,
    checks: Notice | None = None,
) -> Notice:
    """One screen of the digest from entry `start` on; what else is followed stands on the first.

    `checks`: what the month's spot checks are short of (S0-45).
    """
    watch = watch if watch and start == 0 else Watched()
    page = late[start : start + SHOWN]
    if not page and watch == Watched():
        return Notice("digest.none", {"checks": checks})
    lines: list[Fact] = [_line(one, now) for one in page]
    grave: list[Fact] = [numbered(one.number) for one in watch.grave]
    near: list[Fact] = [
        Notice("digest.near", {"number": one.number, "households": one.households}) for one in watch.near
    ]
    more = max(0, len(late) - start - SHOWN)
    facts: dict[str, Fact] = {
        "count": str(len(late)),
        "lines": lines,
        "grave": grave,
        "near": near,
        "more": more,
    }
    facts["checks"] = checks if start == 0 else None
    tickets = {one.id: one for one in (*(late.ticket for late in page), *watch.grave, *watch.near)}
    rows = _rows([Button(verb="progress", ticket=one.id, label=f"#{one.number}") for one in tickets.values()])
    if more:
        rows = (*rows, row(Button(verb="late", arg=str(start + SHOWN))))
    return Notice("digest.overdue", facts, buttons=rows)


def _rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(row(*buttons[at : at + _ROW]) for at in range(0, len(buttons), _ROW))


def _line(one: Late, now: datetime) -> Notice:
    ticket = one.ticket
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "clock": Word(f"clock.{one.clock.kind}"),
        "late": int(((one.clock.paused_at or now) - one.clock.due_at).total_seconds() // 60),
        "owner": Who(ticket.owner),
        "status": Word(f"status.{ticket.status}"),
        "reason": None if ticket.discreet else waits.told(ticket.waiting_for, masked),
    }
    return Notice("digest.line", facts)


def news_owed(owed: Sequence[tuple[Ticket, Clock]], now: datetime) -> list[Ticket]:
    """The tickets whose reporters are owed a line today: not finished, and late for them (S0-36, S0-37).

    What staff owe each other (签收, 接单) is no news to them, nor a revisit; of a proposal they never heard.
    """
    promised = [(ticket, clock) for ticket, clock in owed if clock.kind in _PROMISED]
    return [late.ticket for late in overdue(promised, now) if late.ticket.status in UNFINISHED]


def news_list(tickets: Sequence[Ticket], start: int = 0) -> Notice:
    """One screen of the drafts that wait, from the `start`-th on: each opens by tap, and all go by one."""
    page = tickets[start : start + SHOWN]
    if not page:
        return Notice("draft.none")
    rows = _rows([Button(verb="draft", ticket=one.id, label=f"#{one.number}") for one in page])
    more = len(tickets) - start - len(page)
    if more:
        rows = (*rows, row(Button(verb="drafts", arg=str(start + SHOWN), label=Word("asked.more"))))
    everything = Notice("draft.all", {"count": len(tickets)})
    facts: dict[str, Fact] = {
        "count": str(len(tickets)),
        "lines": [_waiting(one) for one in page],
        "more": more,
    }
    all_ = row(Button(verb="drafts", arg=ALL_NEWS, label=everything))
    return Notice("draft.list", facts, buttons=(*rows, all_))


def _waiting(ticket: Ticket) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "owner": Who(ticket.owner),
        "status": Word(f"status.{ticket.status}"),
    }
    return Notice("draft.line", facts)


def daily_news(
    ticket: Ticket, clocks: Sequence[Clock], now: datetime, *, news_by: datetime | None = None
) -> Notice:
    """A line of news to the reporters of an overdue ticket, every day (S0-36, S0-37).

    What was promised to them and not kept, what is promised next, and by when they hear again.
    """
    running = sorted((one for one in clocks if one.kind in _PROMISED), key=lambda one: one.due_at)
    missed = next((one for one in running if one.running and one.missed(now)), None)
    to_come = [one for one in running if one.running and one.paused_at is None and one.due_at > now]
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "owner": Who(ticket.owner),
        "status": Word(f"status.{ticket.status}"),
        "reason": waits.told(ticket.waiting_for),
        "missed": _missed(missed) if missed else None,
        "next": _next(to_come[0]) if to_come else None,
        "news_by": news_by,
    }
    return Notice("news.daily", facts)


def _missed(clock: Clock) -> Notice:
    return Notice("news.missed", {"kind": Word(f"clock.{clock.kind}"), "due": clock.due_at})


def _next(clock: Clock) -> Notice:
    return Notice("news.next", {"kind": Word(f"clock.{clock.kind}"), "due": clock.due_at})
