"""Clocks (时限): promises of the standard with a due time, kept, paused, missed or cancelled.

A clock is its own timer: `next_at` is when something is owed for it (a warning, the breach, the next
step of the ladder); None when nothing is.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.hours import Calendar, add_working, working_between


class ClockKind(StrEnum):
    """The promises that are timed."""

    TRIAGE = "triage"  # somebody has said whether the bot's proposal is a complaint
    RESPOND = "respond"  # somebody has spoken with the complainant
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    SIGN = "sign"  # engineering has the job's slip (签收)
    FIRST_CONTACT = "first_contact"
    ARRIVE = "arrive"
    RESOLVE = "resolve"
    NEWS = "news"  # while waiting: the reporters hear how it stands
    APPOINTMENT = "appointment"  # at the home by the time that was agreed
    REVISIT = "revisit"
    EXPLAIN = "explain"  # who is complained of says how it was (S4-26)
    ARCHIVE = "archive"  # a head has closed a class 1 or 2 (S0-20, S4-44)
    REVIEW = "review"  # the head of engineering has judged an unlisted quote


class Op(StrEnum):
    """What happens to a clock."""

    START = "start"
    MEET = "meet"
    PAUSE = "pause"  # the ticket waits; what people agreed on stands all the same
    HOLD = "hold"  # it is within another ticket: nothing of it is owed by itself
    RESUME = "resume"  # from either
    CANCEL = "cancel"


_SLIP = timedelta(minutes=1)  # house


@dataclass(frozen=True)
class ClockMove:
    """One thing that a move does to one clock of its ticket."""

    op: Op
    kind: ClockKind
    due: datetime | None = None  # to be started with this due time, whatever the standard says
    rule: str = ""


def start_at(kind: ClockKind, due: datetime, rule: str) -> tuple[ClockMove, ...]:
    """Start this clock (anew, where it runs), due when it was agreed or promised; `rule` names the clause."""
    return (ClockMove(Op.START, kind, due, rule),)


def start(*kinds: ClockKind) -> tuple[ClockMove, ...]:
    """Start these clocks (anew, where they run)."""
    return tuple(ClockMove(Op.START, kind) for kind in kinds)


def meet(*kinds: ClockKind) -> tuple[ClockMove, ...]:
    """These promises are kept; those not running stay as they are."""
    return tuple(ClockMove(Op.MEET, kind) for kind in kinds)


def cancel(*kinds: ClockKind) -> tuple[ClockMove, ...]:
    """These promises no longer hold; without kinds: none does."""
    return tuple(ClockMove(Op.CANCEL, kind) for kind in kinds or tuple(ClockKind))


PAUSE = (ClockMove(Op.PAUSE, ClockKind.RESOLVE),)
RESUME = (ClockMove(Op.RESUME, ClockKind.RESOLVE),)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One promise on one ticket."""

    id: int
    ticket: int
    kind: ClockKind
    started_at: datetime
    due_at: datetime
    rule: str  # which limit of the standard, with its clause: "30 min, S0-29"
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    paused_at: datetime | None = None
    step: int = 0  # how many steps of the ladder have been taken
    next_at: datetime | None = None

    @property
    def running(self) -> bool:
        """Whether the promise is still owed."""
        return self.met_at is None and self.cancelled_at is None

    @property
    def agreed(self) -> bool:
        """Whether people set the due time, rather than a limit of the standard."""
        return not self.rule[:1].isdigit()

    def missed(self, now: datetime) -> bool:
        """Whether it was, or now is, kept too late; what was late when it was cancelled stays so (S2-64)."""
        return (self.met_at or self.cancelled_at or self.paused_at or now) > self.due_at


def met(clock: Clock, now: datetime) -> Clock:
    """The clock, its promise kept at `now`."""
    return replace(clock, met_at=now, next_at=None, paused_at=None)


def cancelled(clock: Clock, now: datetime) -> Clock:
    """The clock, its promise no longer owed; one that stands still, from when it does."""
    return replace(clock, cancelled_at=clock.paused_at or now, next_at=None, paused_at=None)


def replaced(clock: Clock, now: datetime) -> Clock:
    """The same where another promise should have stood there from the beginning: it was never broken."""
    return cancelled(clock, min(now, clock.due_at))


def paused(clock: Clock, now: datetime) -> Clock:
    """The clock, standing still from `now`; one that stands still already goes on doing so."""
    return replace(clock, paused_at=clock.paused_at or now, next_at=None)


def resumed(clock: Clock, now: datetime, calendar: Calendar | None = None) -> Clock:
    """The clock, going on: due later by exactly the pause, measured as the promise is.

    That is in working time where a `calendar` is given, so that it never falls due outside it; else in time
    as it passes. The rungs of its ladder are counted from the due time, and so move with it. What people
    agreed on is due when they agreed. A slip of the finger moves no promise: some seconds after the moment of
    closing is another day.
    """
    if clock.paused_at is None or clock.agreed:
        return replace(clock, paused_at=None)
    pause = working_between(calendar, clock.paused_at, now) if calendar else now - clock.paused_at
    if pause < _SLIP:
        return replace(clock, paused_at=None)
    if calendar:
        return replace(clock, due_at=add_working(calendar, clock.due_at, pause), paused_at=None)
    return replace(clock, due_at=clock.due_at + pause, paused_at=None)
