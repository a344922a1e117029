"""Refitting clocks: after another category, class, urgency or kind, the promises that it asks for hold.

They hold as if the ticket had been opened so, less what has been kept. What would have been due before
anybody knew is due as if it had been promised at the change, but never later than it already was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk import clocks as rules
from desk.clocks import Clock, ClockKind
from desk.hours import Calendar
from desk.journal import Entry
from desk.notices import Who, Word
from desk.people import Role
from desk.promised import at_accepting, at_arriving, at_opening
from desk.standards import Standard, due_at, measure
from desk.ticket import UNFINISHED, Status, Ticket

FITTED = (
    ClockKind.TRIAGE,
    ClockKind.RESPOND,
    ClockKind.DISPATCH,
    ClockKind.ACCEPT,
    ClockKind.SIGN,
    ClockKind.FIRST_CONTACT,
    ClockKind.ARRIVE,
    ClockKind.RESOLVE,
    ClockKind.NEWS,
)
_FITTERS = [Word(f"role.{role}") for role in (Role.ENGINEER, Role.ENGINEERING_LEAD)]
_SPOKEN = (ClockKind.FIRST_CONTACT, ClockKind.RESPOND)
_LEFT = (ClockKind.ACCEPT, ClockKind.FIRST_CONTACT)


@dataclass
class _Life:
    """What a ticket's journal says of its promises, were they those of the ticket as it is now."""

    ticket: Ticket
    owner: int | None = None
    since: dict[ClockKind, datetime] = field(default_factory=dict)  # owed, and from when
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    paused: datetime | None = None
    there: bool = False  # who helps came before anybody had accepted it

    def begin(self, kinds: Sequence[ClockKind], at: datetime) -> None:
        self.since.update(dict.fromkeys(kinds, at))

    def end(self, *kinds: ClockKind) -> None:
        for kind in kinds:
            self.since.pop(kind, None)

    def go_on(self, at: datetime) -> None:
        if self.paused:
            self.pauses.append((self.paused, at))
            self.paused = None

    def registered(self, entry: Entry) -> None:
        self.end(ClockKind.TRIAGE)
        self.begin(at_opening(self.ticket), entry.at)

    def dispatched(self, entry: Entry) -> None:
        self.left(entry)
        self.end(ClockKind.DISPATCH)
        self.begin((ClockKind.ACCEPT,), entry.at)

    def left(self, entry: Entry) -> None:
        """It is nobody's, or somebody else's: what was promised of the person is not of the next one."""
        self.go_on(entry.at)
        self.there = False
        self.owner = _who(entry)
        self.end(*_LEFT, *(() if self.ticket.emergency else (ClockKind.ARRIVE,)))

    def returned(self, entry: Entry) -> None:
        self.left(entry)
        self.begin((ClockKind.DISPATCH,), entry.at)

    def accepted(self, entry: Entry) -> None:
        self.owner = _who(entry)
        self.end(ClockKind.DISPATCH, ClockKind.ACCEPT)
        if entry.facts.get("role") in _FITTERS:
            self.end(ClockKind.SIGN)
        self.begin(
            [one for one in at_accepting(self.ticket) if not (self.there and one is ClockKind.ARRIVE)],
            entry.at,
        )

    def arrived(self, _entry: Entry) -> None:
        self.there = True
        self.end(*at_arriving(self.ticket))

    def noted(self, entry: Entry) -> None:
        if entry.actor == self.owner:
            self.end(*_SPOKEN)

    def agreed(self, _entry: Entry) -> None:
        self.end(*_SPOKEN, ClockKind.ARRIVE, ClockKind.RESOLVE)

    def waiting(self, entry: Entry) -> None:
        self.paused = self.paused or entry.at  # another day for what waits already


_EFFECTS: Mapping[str, Callable[[_Life, Entry], None]] = {
    "proposed": lambda life, entry: life.begin((ClockKind.TRIAGE,), entry.at),
    "registered": _Life.registered,
    "dispatched": _Life.dispatched,
    "returned": _Life.returned,
    "accepted": _Life.accepted,
    "signed": lambda life, _entry: life.end(ClockKind.SIGN),
    "contacted": lambda life, _entry: life.end(*_SPOKEN),
    "phoned": lambda life, _entry: life.end(*_SPOKEN),
    "arrived": _Life.arrived,
    "note": _Life.noted,
    "time_agreed": _Life.agreed,
    "waiting": _Life.waiting,
    "resumed": lambda life, entry: life.go_on(entry.at),
}


def _who(entry: Entry) -> int | None:
    owner = entry.facts.get("owner")
    return owner.person if isinstance(owner, Who) else None


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """One promise that changes: what ran, and what runs from now on; either may be nothing."""

    before: Clock | None
    after: Clock | None


def refitted(
    ticket: Ticket,
    story: Sequence[Entry],
    running: Mapping[ClockKind, Clock],
    now: datetime,
    *,
    standard: Standard,
    calendar: Calendar,
) -> list[Fitted]:
    """The promises of the ticket that are others than those that run."""
    if ticket.status not in UNFINISHED | {Status.PROPOSED}:
        return []
    life = _Life(ticket=ticket)
    for entry in story:
        if effect := _EFFECTS.get(entry.kind):
            effect(life, entry)
    if news := running.get(ClockKind.NEWS):
        life.begin((ClockKind.NEWS,), news.started_at)
    if ClockKind.APPOINTMENT in running:
        life.end(ClockKind.ARRIVE)
    changes = []
    for kind in FITTED:
        before = running.get(kind)
        if before is not None and before.agreed:
            continue
        after = _wanted(life, kind, before, now, standard=standard, calendar=calendar)
        if _promised(before) != _promised(after):
            changes.append(Fitted(before=before, after=after))
    return changes


def _promised(clock: Clock | None) -> tuple[str, datetime] | None:
    return (clock.rule, clock.started_at) if clock else None


def _wanted(
    life: _Life,
    kind: ClockKind,
    before: Clock | None,
    now: datetime,
    *,
    standard: Standard,
    calendar: Calendar,
) -> Clock | None:
    limit = standard.limit(kind, life.ticket)
    if limit is None or kind not in life.since:
        return None

    def begun(since: datetime) -> Clock:
        return Clock(
            id=0,
            ticket=life.ticket.id,
            kind=kind,
            started_at=since,
            due_at=due_at(limit, calendar, since),
            rule=limit.rule,
        )

    clock = begun(life.since[kind])
    if kind is ClockKind.RESOLVE:
        hours = measure(limit, calendar)
        for paused, resumed in life.pauses:
            clock = rules.resumed(rules.paused(clock, paused), resumed, hours)
        clock = rules.paused(clock, life.paused) if life.paused else clock
    if clock.due_at > (clock.paused_at or now):
        return clock
    fresh = replace(begun(now), paused_at=clock.paused_at)
    return before if before and before.due_at <= fresh.due_at else fresh
