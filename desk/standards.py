"""The service standard (服务标准): limits per kind of ticket, and the ladder when one is not kept.

A standard is data (see bot/standards/*.toml); desk.standard_text types it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.clocks import Clock, ClockKind
from desk.hours import Calendar, add_working, add_working_days, end_of_month
from desk.kind import Kind
from desk.people import Role
from desk.reading import Category, Class, Urgency
from desk.reminding import Quiet
from desk.revisit_rules import Rules
from desk.roster import Duty
from desk.ticket import Ticket

ASSIGNEE = "assignee"


class Unit(StrEnum):
    """How a limit is counted."""

    MINUTES = "minutes"
    WORKING_MINUTES = "working_minutes"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    DAYS = "days"  # calendar days of 24 h
    LATE_MONTH = "late_month"  # the close of a month's last working day, 1: of this month (S2-128)

    @property
    def working(self) -> bool:
        """Whether it counts working time only."""
        return self in {Unit.WORKING_MINUTES, Unit.WORKING_DAYS, Unit.LATE_MONTH}


_MINUTES = {
    Unit.MINUTES: 1,
    Unit.WORKING_MINUTES: 1,
    Unit.HOURS: 60,
    Unit.WORKING_DAYS: 24 * 60,
    Unit.DAYS: 24 * 60,
    Unit.LATE_MONTH: 31 * 24 * 60,
}


class Spot(StrEnum):
    """Where a matter is (S2-87, S2-97)."""

    HOME = "home"
    PUBLIC = "public"


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
    kind: Kind | None = None
    where: Spot | None = None
    share: int = 100  # percent of these tickets that it is promised to: a revisit rate (S2-101, S2-103)

    @property
    def asked(self) -> tuple[object, ...]:
        """What it asks of a ticket."""
        return (self.class_, self.category, self.urgency, self.kind, self.where)

    def fits(self, ticket: Ticket) -> bool:
        """Whether the limit is meant for this ticket."""
        spot = Spot.HOME if ticket.indoors else Spot.PUBLIC
        has = (ticket.class_, ticket.category, ticket.urgency, ticket.kind, spot)
        return all(asked in (None, given) for asked, given in zip(self.asked, has, strict=True))

    @property
    def precedence(self) -> tuple[int, int]:
        """The narrowest fitting limit (that asks most of a ticket) holds; of two such the shorter (C4)."""
        narrow = sum(part is not None for part in self.asked)
        return (narrow, -self.amount * _MINUTES[self.unit])


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
    ladders: Mapping[ClockKind, tuple[Step, ...]]  # the rungs of each in the order of their time
    duty: Duty = field(default_factory=Duty)
    revisit: Rules = field(default_factory=Rules)
    quiet: Quiet | None = None  # when nobody is reminded of what is not pressing

    def limit(self, kind: ClockKind, ticket: Ticket) -> Limit | None:
        """The limit that holds for this ticket; None: no such promise is made."""
        fitting = [limit for limit in self.limits if limit.clock is kind and limit.fits(ticket)]
        return max(fitting, key=lambda limit: limit.precedence, default=None)

    def step(self, clock: Clock) -> Step | None:
        """The rung that comes next for this clock."""
        ladder = self.ladders.get(clock.kind, ())
        return ladder[clock.step] if clock.step < len(ladder) else None

    def begun(self, clock: Clock, now: datetime) -> Clock:
        """The clock as it starts at `now`: a warning that would have come before the promise is none."""
        step = self.step(clock)
        while step and step.after < timedelta() and clock.due_at + step.after <= now:
            clock = replace(clock, step=clock.step + 1)
            step = self.step(clock)
        return clock

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
    if limit.unit is Unit.LATE_MONTH:
        return end_of_month(calendar, start, limit.amount)
    return start + timedelta(minutes=limit.amount * _MINUTES[limit.unit])


def measure(limit: Limit | None, calendar: Calendar) -> Calendar | None:
    """The calendar by which a pause of this promise is measured; None: in time as it passes."""
    return calendar if limit and limit.unit.working else None
