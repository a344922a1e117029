"""What figures are made of: each ticket with its promises, and the definition of a promise kept.

Everything of it is journaled: an entry names the promises that it kept and when they were due.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from desk.clocks import ClockKind
from desk.kind import Kind
from desk.reading import Class
from desk.ticket import DRILL, Status

COUNTED = (
    ClockKind.RESPOND,  # S0-28
    ClockKind.DISPATCH,  # S0-29
    ClockKind.FIRST_CONTACT,  # S0-30
    ClockKind.RESOLVE,  # S0-32, S2-64
    ClockKind.REVISIT,  # S0-38, S2-116
)  # the promises that a month is measured by, in the order of a ticket's life

# Journal entries that a month looks at: the stations of the funnel, and how the reader was put right.
STATIONS = ("registered", "accepted", "contacted", "finished", "confirmed", "revisited")
WAITED = "waiting"  # it was suspended at some time (S2-61)
STEPS = (*STATIONS, "proposed", "dismissed", "corrected", WAITED)


class Verdict(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    LATE = "late"  # kept too late, or not kept and past its time
    PENDING = "pending"  # neither kept nor due


_KEPT, _LATE, _PENDING = Verdict  # in Python 3.11 Verdict.LATE takes as long as all that compares with it


class Promise(NamedTuple):
    """A clock as figures and files see it; figures, those that count."""

    kind: ClockKind
    due_at: datetime
    met_at: datetime | None
    paused_at: datetime | None
    cancelled_at: datetime | None = None
    started_at: datetime | None = None  # None, and no rule: it was not asked for
    rule: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was owed to the end; what was broken before it was cancelled stays so (S2-64)."""
        return self.cancelled_at is None or self.cancelled_at > self.due_at

    def verdict(self, until: datetime) -> Verdict:
        """As it stands at `until`: the same as `Clock.missed` says."""
        if (self.met_at or self.cancelled_at or self.paused_at or until) > self.due_at:
            return _LATE
        return _PENDING if self.met_at is None else _KEPT

    def late_by(self, until: datetime) -> int:
        """Whole minutes too late; 0 where it is not."""
        ended = self.met_at or self.cancelled_at or self.paused_at or until
        return max(0, int((ended - self.due_at).total_seconds() // 60))


_GONE = frozenset({Status.PROPOSED, Status.DISMISSED, Status.MERGED})


class Matter(NamedTuple):
    """One ticket as figures see it: no words, no names. A tuple: a large month has very many."""

    number: int
    opened_at: datetime  # in the site's zone
    status: Status
    kind: Kind
    category: str | None
    class_: Class
    topic: str | None
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    area: str | None = None
    owner: int | None = None  # person id
    source: str = "room"
    round: int = 1  # 2: a second complaint
    reporters: int = 1
    households: int = 1
    keywords: tuple[str, ...] = ()
    discreet: bool = False  # about a person's conduct: its words and place are told nowhere
    hidden: bool = False  # somebody is complained of, who must not learn of it: counted, never named (S4-28)
    attitude: int | None = None
    outcome: int | None = None
    promises: tuple[Promise, ...] = ()
    steps: frozenset[str] = frozenset()
    home: str | None = None  # the door, of whoever may be known to have reported it (S4-30)

    @property
    def counts(self) -> bool:
        """Whether it is one of the month's matters: registered, and neither none nor part of another."""
        return self.status not in _GONE and self.source != DRILL

    def promised(self, kind: ClockKind) -> list[Promise]:
        """Its promises of that kind, without those that were broken and then cancelled."""
        return [one for one in self.promises if one.kind is kind and one.cancelled_at is None]

    def verdicts(self, until: datetime) -> dict[ClockKind, Verdict]:
        """What became of each kind of promise that it was given: of several the worst."""
        return verdicts(self.promises, until)


_GRAVITY = {Verdict.KEPT: 0, Verdict.PENDING: 1, Verdict.LATE: 2}


def verdicts(promises: Sequence[Promise], until: datetime) -> dict[ClockKind, Verdict]:
    """What became of each kind of promise by `until`: of several the worst."""
    found = {one.kind: one.verdict(until) for one in promises}
    if len(found) == len(promises):
        return found
    for promise in promises:
        verdict, before = promise.verdict(until), found.get(promise.kind)
        if before is None or _GRAVITY[verdict] > _GRAVITY[before]:
            found[promise.kind] = verdict
    return found
