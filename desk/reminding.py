"""When somebody may be reminded: not at night, and not again within a few minutes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.clocks import Clock, ClockKind
from desk.hours import Calendar, next_at
from desk.reading import Urgency
from desk.ticket import Ticket

APART = timedelta(minutes=5)  # house: between two messages that remind the same person
GATHER = timedelta(seconds=20)  # house: what falls due together is told together
MISSED = timedelta(minutes=10)  # house: what is told that much too late was missed while the desk stood still


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Quiet hours of every day: from one wall-clock time until another, perhaps past midnight."""

    begins: time
    ends: time

    def covers(self, clock: time) -> bool:
        """Whether it is quiet at that time of day."""
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


def pressing(ticket: Ticket, clock: Clock) -> bool:
    """Whether a reminder waits for nothing: emergencies and what is 特急 (S2-17), an appointment (S2-88)."""
    return ticket.emergency or ticket.urgency is Urgency.URGENT or clock.kind is ClockKind.APPOINTMENT


def spoken_at(now: datetime, last: datetime | None, calendar: Calendar, quiet: Quiet | None) -> datetime:
    """When somebody who was `last` reminded then may be reminded of what is not pressing (S2-17)."""
    earliest = max(now + GATHER, last + APART) if last else now + GATHER
    if quiet and quiet.covers(calendar.local(earliest).time()):
        return next_at(calendar, earliest, quiet.ends)
    return earliest


def missed(clock: Clock, now: datetime) -> bool:
    """Whether what is owed for the clock was owed too long ago to be told as if nothing had been."""
    return clock.next_at is not None and now - clock.next_at > MISSED
