"""Working time of a site: opening hours, working days, adding and measuring it.

Moments are aware; results are UTC. A day's opening blocks are local wall-clock times.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONGEST_CLOSURE = 60  # days; a calendar closed for longer is a configuration error


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a site works."""

    zone: ZoneInfo
    blocks: tuple[tuple[time, time], ...] = ((time(8, 30), time(17, 30)),)
    is_workday: Callable[[date], bool] = lambda day: day.weekday() < 5  # noqa: PLR2004  # Mon–Fri

    def local(self, moment: datetime) -> datetime:
        """The moment on the site's clock."""
        return moment.astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """That wall-clock time of that day, in UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


class NeverOpenError(ValueError):
    """The calendar has no opening hours within two months: nothing can fall due in them."""


def spans(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The site's opening blocks from `start` on, in order, cut to begin at `start`; never ends."""
    day = calendar.local(start).date()
    closed = 0
    while closed < _LONGEST_CLOSURE:
        closed = 0 if calendar.is_workday(day) else closed + 1
        if not closed:
            for opens, closes in calendar.blocks:
                begin, end = calendar.at(day, opens), calendar.at(day, closes)
                if end > start:
                    yield max(begin, start.astimezone(UTC)), end
        day += timedelta(days=1)
    raise NeverOpenError(str(day))


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the site works at that moment."""
    begin, _end = next(spans(calendar, moment))
    return begin == moment


def add_working(calendar: Calendar, start: datetime, length: timedelta) -> datetime:
    """The moment when `length` of working time has passed since `start`."""
    left = length
    for begin, end in spans(calendar, start):
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise AssertionError


def add_working_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The close of the site's `days`-th working day after the day of `start`.

    A start outside a working day counts from the next one's morning, so that nobody loses a night:
    Friday 16:00 + 2 is Tuesday's close, Saturday + 2 is Tuesday's close.
    """
    day = calendar.local(start).date()
    left = days
    while left:
        day += timedelta(days=1)
        if (day - calendar.local(start).date()).days > _LONGEST_CLOSURE + 2 * days:
            raise NeverOpenError(str(day))
        left -= calendar.is_workday(day)
    return calendar.at(day, calendar.blocks[-1][1])


def next_at(calendar: Calendar, after: datetime, clock: time, *, workdays: bool = False) -> datetime:
    """The next moment strictly after `after` with that wall-clock time, on working days if asked."""
    day = calendar.local(after).date()
    while True:
        moment = calendar.at(day, clock)
        if moment > after and (not workdays or calendar.is_workday(day)):
            return moment
        day += timedelta(days=1)
