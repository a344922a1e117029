"""The daily report (日报, S4-23): what came, was finished, is late, and falls due on the next working day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk.digest import Late
from desk.figures.tally import Tally
from desk.matter import matter
from desk.notices import Button, Fact, Notice, Word, numbered, row
from desk.ticket import Ticket

SHOWN = 8  # lines of one section that a phone shows without scrolling on and on


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day in figures and tickets; none of them is about somebody who must not learn of it."""

    since: datetime
    until: datetime
    came: Tally
    came_numbers: Sequence[int]
    emergencies: Sequence[Ticket]
    done: Sequence[Ticket]
    late: Sequence[Late]
    next_day: date
    owed: Sequence[Ticket]  # what falls due on it
    unreported: Sequence[date] = ()  # working days before that had no report: the desk stood still
    checks_left: int = 0
    planned: datetime | None = None  # when it should have been drawn up, where the desk stood still then


def body(day: Day) -> Notice:
    """What was, without what is said of it."""
    kinds: list[Fact] = [
        Notice("month.count", {"name": Word(f"kind.{line.key}"), "count": line.count})
        for line in day.came.ranked("kind")
    ]
    missed: list[Fact] = [named(one) for one in day.unreported]
    facts: dict[str, Fact] = {
        "since": day.since,
        "until": day.until,
        "missed": missed,
        "planned": day.planned,
        "total": str(day.came.total),
        "kinds": kinds,
        "came_numbers": _numbers(day.came_numbers),
        "second": day.came.second or None,
        "emergencies": _emergencies(day.emergencies),
        "done": str(len(day.done)),
        "done_numbers": _numbers([one.number for one in day.done]),
        "late": str(len(day.late)),
        "late_lines": [_late(one, day.until) for one in day.late[:SHOWN]],
        "late_more": max(0, len(day.late) - SHOWN) or None,
        "next_day": named(day.next_day),
        "owed": str(len(day.owed)),
        "owed_numbers": _numbers([one.number for one in day.owed]),
        "checks": day.checks_left or None,
    }
    return Notice("dayreport.body", facts)


def draft(key: int, day: date, said: Notice) -> Notice:
    """The draft as the lead reads it (S4-23)."""
    button = row(Button(verb="day_report", arg=str(key)))
    return Notice("dayreport.draft", {"day": named(day), "body": said}, (button,))


def named(day: date) -> Notice:
    """A day in words."""
    return Notice("dayreport.day", {"month": str(day.month), "day": str(day.day)})


def _emergencies(tickets: Sequence[Ticket]) -> Notice | None:
    if not tickets:
        return None
    return Notice(
        "dayreport.emergencies", {"count": len(tickets), "numbers": _numbers([one.number for one in tickets])}
    )


def _numbers(numbers: Sequence[int]) -> list[Fact]:
    """As many as fit, and how many more there are."""
    most = SHOWN * 2
    shown: list[Fact] = [numbered(number) for number in numbers[:most]]
    return [*shown, Notice("dayreport.more", {"count": len(numbers) - most})] if numbers[most:] else shown


def _late(one: Late, until: datetime) -> Notice:
    facts: dict[str, Fact] = {
        "number": one.ticket.number,
        "matter": Notice("matter.discreet") if one.ticket.discreet else matter(one.ticket),
        "clock": Word(f"clock.{one.clock.kind}"),
        "late": int((until - one.clock.due_at).total_seconds() // 60),
    }
    return Notice("dayreport.late_line", facts)
