"""The service standard (服务标准): limits per kind of ticket, and the ladder when one is not kept.

A standard is data (see bot/standards/*.toml); `parse_standard` types it and reports every error at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from desk.clocks import Clock, ClockKind
from desk.hours import Calendar, add_working, add_working_days
from desk.people import Role
from desk.reading import Category, Class, Urgency
from desk.ticket import Ticket

ASSIGNEE = "assignee"


class Unit(StrEnum):
    """How a limit is counted."""

    MINUTES = "minutes"
    WORKING_MINUTES = "working_minutes"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    DAYS = "days"  # calendar days of 24 h


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One promise: `amount` of `unit` for tickets that match all that is given."""

    clock: ClockKind
    amount: int
    unit: Unit
    clause: str  # where the number comes from, as "S0-29"
    class_: Class | None = None
    category: Category | None = None
    urgency: Urgency | None = None

    def fits(self, ticket: Ticket) -> bool:
        """Whether the limit is meant for this ticket."""
        return (
            self.class_ in (None, ticket.class_)
            and self.category in (None, ticket.category)
            and self.urgency in (None, ticket.urgency)
        )

    @property
    def narrowness(self) -> int:
        """How many things it asks of a ticket: the narrowest fitting limit holds."""
        return sum(part is not None for part in (self.class_, self.category, self.urgency))


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rung of a ladder: who is told, and how long after the due time (negative: before)."""

    after: timedelta
    to: Role | str  # a role, or ASSIGNEE


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A version of the promises."""

    version: str
    limits: tuple[Limit, ...]
    ladders: Mapping[ClockKind, tuple[Step, ...]]

    def limit(self, kind: ClockKind, ticket: Ticket) -> Limit | None:
        """The limit that holds for this ticket; None: no such promise is made."""
        fitting = [limit for limit in self.limits if limit.clock is kind and limit.fits(ticket)]
        return max(fitting, key=lambda limit: limit.narrowness, default=None)

    def step(self, clock: Clock) -> Step | None:
        """The rung that comes next for this clock."""
        ladder = self.ladders.get(clock.kind, ())
        return ladder[clock.step] if clock.step < len(ladder) else None

    def next_at(self, clock: Clock) -> datetime | None:
        """When the clock's next rung is due; None: it has none, stands still, or is over."""
        step = self.step(clock)
        if step is None or not clock.running or clock.paused_at is not None:
            return None
        return clock.due_at + step.after


def due_at(limit: Limit, calendar: Calendar, start: datetime) -> datetime:
    """When a promise made at `start` falls due."""
    if limit.unit is Unit.WORKING_MINUTES:
        return add_working(calendar, start, timedelta(minutes=limit.amount))
    if limit.unit is Unit.WORKING_DAYS:
        return add_working_days(calendar, start, limit.amount)
    return start + timedelta(**{limit.unit.value: limit.amount})


class StandardError(ValueError):
    """A standard cannot be read; the message lists every error, one a line, with what is allowed."""


def parse_standard(version: str, data: Mapping[str, Any]) -> Standard:
    """The standard that `data` (a parsed TOML file) describes; raises StandardError."""
    errors: list[str] = []
    limits = [_limit(f"limit {n}", entry, errors) for n, entry in enumerate(data.get("limit", ()), 1)]
    ladders = {
        ClockKind(kind): tuple(_step(f"ladder.{kind} {n}", step, errors) for n, step in enumerate(steps, 1))
        for kind, steps in data.get("ladder", {}).items()
        if _one_of(f"ladder.{kind}", kind, list(ClockKind), errors)
    }
    if unknown := set(data) - {"limit", "ladder"}:
        errors.append(f"unknown keys {sorted(unknown)}: allowed are limit, ladder")
    if errors:
        raise StandardError("\n".join(f"{version}: {error}" for error in errors))
    return Standard(version=version, limits=tuple(filter(None, limits)), ladders=ladders)


def _limit(where: str, entry: Mapping[str, Any], errors: list[str]) -> Limit | None:
    known = len(errors)
    _one_of(f"{where}: clock", entry.get("clock"), list(ClockKind), errors)
    _one_of(f"{where}: unit", entry.get("unit"), list(Unit), errors)
    for name, allowed in (("class", list(Class)), ("category", list(Category)), ("urgency", list(Urgency))):
        if name in entry:
            _one_of(f"{where}: {name}", entry[name], allowed, errors)
    if not isinstance(entry.get("amount"), int) or entry["amount"] <= 0:
        errors.append(f"{where}: amount must be a whole number above 0")
    if not entry.get("clause"):
        errors.append(f"{where}: clause must name where the number comes from, as S0-29")
    if len(errors) > known:
        return None
    return Limit(
        clock=ClockKind(entry["clock"]),
        amount=entry["amount"],
        unit=Unit(entry["unit"]),
        clause=entry["clause"],
        class_=Class(entry["class"]) if "class" in entry else None,
        category=Category(entry["category"]) if "category" in entry else None,
        urgency=Urgency(entry["urgency"]) if "urgency" in entry else None,
    )


def _step(where: str, entry: Mapping[str, Any], errors: list[str]) -> Step:
    to = entry.get("to", "")
    _one_of(f"{where}: to", to, [ASSIGNEE, *Role], errors)
    minutes = entry.get("after")
    if not isinstance(minutes, int):
        errors.append(f"{where}: after must be minutes, negative for a warning before the due time")
        minutes = 0
    return Step(after=timedelta(minutes=minutes), to=to if to not in list(Role) else Role(to))


def _one_of(where: str, value: object, allowed: Sequence[object], errors: list[str]) -> bool:
    if value in allowed:
        return True
    errors.append(f"{where} is {value!r}: allowed are {', '.join(str(item) for item in allowed)}")
    return False
