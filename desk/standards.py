"""The service standard (服务标准): limits per kind of ticket, and the ladder when one is not kept.

A standard is data (see bot/standards/*.toml); desk.standard_text types it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.clocks import Clock, ClockKind
from desk.hours import Blocks, Calendar, add_working, add_working_days, end_of_month, end_of_work
from desk.improve_rules import ImproveRules
from desk.kind import Kind
from desk.manners import Manners
from desk.matters import DEFAULT, Matters
from desk.offices import Offices
from desk.people import Role
from desk.reading import Category, Class, Urgency
from desk.reminding import Quiet
from desk.review import Hold, Patience
from desk.revisit_rules import Rules
from desk.roster import Duty
from desk.sensitive import Conduct
from desk.ticket import Ticket

ASSIGNEE = "assignee"


class Unit(StrEnum):
    """How a limit is counted."""

    MINUTES = "minutes"
    WORKING_MINUTES = "working_minutes"
    WORKING_HOURS = "working_hours"
    SAME_DAY = "same_day"  # the close of this working day, 1: of this one (当日: S2-37)
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    DAYS = "days"  # calendar days of 24 h
    LATE_MONTH = "late_month"  # the close of a month's last working day, 1: of this month (S2-128)

    @property
    def working(self) -> bool:
        """Whether it counts working time only."""
        return self not in {Unit.MINUTES, Unit.HOURS, Unit.DAYS}


_MINUTES = {
    Unit.MINUTES: 1,
    Unit.WORKING_MINUTES: 1,
    Unit.WORKING_HOURS: 60,
    Unit.HOURS: 60,
    Unit.SAME_DAY: 24 * 60 - 1,
    Unit.WORKING_DAYS: 24 * 60,
    Unit.DAYS: 24 * 60,
    Unit.LATE_MONTH: 31 * 24 * 60,
}


_NEVER = 10**9


class Spot(StrEnum):
    """Where a matter is (S2-87, S2-97)."""

    HOME = "home"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One promise: `amount` of `unit` for tickets that match all that is given; or that there is none."""

    clock: ClockKind
    amount: int = 0
    unit: Unit = Unit.MINUTES
    promised: bool = True  # False: to these tickets no such promise is made
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
        return (narrow, -self.amount * _MINUTES[self.unit] if self.promised else -_NEVER)

    @property
    def rule(self) -> str:
        """The promise as its clock carries it: "30 minutes, S0-29"."""
        return f"{self.amount} {self.unit}, {self.clause}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rung of a ladder: who is told, and how long after the due time (negative: before)."""

    after: timedelta
    to: Role | str  # a role, or ASSIGNEE
    every: timedelta | None = None  # the last rung: told again so often until the promise is kept


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A version of the promises."""

    version: str
    limits: tuple[Limit, ...]
    ladders: Mapping[ClockKind, tuple[Step, ...]]  # the rungs of each in the order of their time
    duty: Duty = field(default_factory=Duty)
    revisit: Rules = field(default_factory=Rules)
    improve: ImproveRules = field(default_factory=ImproveRules)
    quiet: Quiet | None = None  # when nobody is reminded of what is not pressing
    matters: Matters = DEFAULT  # what is done about one matter that many report
    holds: tuple[Hold, ...] = ()  # which texts wait for the reviewer (S0-44)
    review: Patience = field(default_factory=Patience)
    conduct: Conduct = field(default_factory=Conduct)
    taskforce: tuple[Role | str, ...] = ()  # who is in the task force of a class 1 (S3-06)
    offices: Offices = field(default_factory=dict)  # who does what, by class (S0-19 … S0-23)
    manners: Manners = field(default_factory=Manners)
    hours: Blocks = ()  # the opening hours of a site that sets none; (): the usual ones

    def limit(self, kind: ClockKind, ticket: Ticket) -> Limit | None:
        """The limit that holds for this ticket; None: no such promise is made."""
        fitting = [limit for limit in self.limits if limit.clock is kind and limit.fits(ticket)]
        held = max(fitting, key=lambda limit: limit.precedence, default=None)
        return held if held and held.promised else None

    def step(self, clock: Clock) -> Step | None:
        """The rung that comes next for this clock; the last one again and again where it says how often."""
        ladder = self.ladders.get(clock.kind, ())
        if clock.step < len(ladder):
            return ladder[clock.step]
        last = ladder[-1] if ladder else None
        if last is None or last.every is None:
            return None
        return replace(last, after=last.after + (clock.step + 1 - len(ladder)) * last.every)

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
    if limit.unit is Unit.WORKING_HOURS:
        return add_working(calendar, start, timedelta(hours=limit.amount))
    if limit.unit is Unit.SAME_DAY:
        return end_of_work(calendar, start, limit.amount)
    if limit.unit is Unit.WORKING_DAYS:
        return add_working_days(calendar, start, limit.amount)
    if limit.unit is Unit.LATE_MONTH:
        return end_of_month(calendar, start, limit.amount)
    return start + timedelta(minutes=limit.amount * _MINUTES[limit.unit])


def measure(limit: Limit | None, calendar: Calendar) -> Calendar | None:
    """The calendar by which a pause of this promise is measured; None: in time as it passes."""
    return calendar if limit and limit.unit.working else None
