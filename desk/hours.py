"""Working time of a site: opening hours, working days, adding and measuring it.

Moments are aware; results are UTC. A day's opening blocks are local wall-clock times.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Blocks = tuple[tuple[time, time], ...]

OFFICE: Blocks = ((time(8, 30), time(17, 30)),)  # house: S4-22 begins at 8:30, S4-23 ends at 17:30
_SATURDAY = 5
_LONGEST_CLOSURE = 60  # days; a calendar closed for longer is a configuration error
_DAY = timedelta(days=1)


class NeverOpenError(ValueError):
    """The calendar has no opening hours within two months: nothing can fall due in them."""


class BlocksError(ValueError):
    """Opening blocks must stand in order, without overlap; only the last may run past midnight."""


def parse_block(words: str) -> tuple[time, time] | None:
    """One block as people write it ("8:30-12:00"); None for anything else."""
    opens, _, closes = (part.strip() for part in words.replace("–", "-").partition("-"))
    try:
        return time.fromisoformat(opens.zfill(5)), time.fromisoformat(closes.zfill(5))
    except ValueError:
        return None


def weekday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < _SATURDAY


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a site works. A block that closes no later than it opens closes on the next day (S2-07)."""

    zone: ZoneInfo
    blocks: Blocks = OFFICE
    is_workday: Callable[[date], bool] = weekday

    def __post_init__(self) -> None:
        check_blocks(self.blocks)

    def local(self, moment: datetime) -> datetime:
        """The moment on the site's clock."""
        return moment.astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """That wall-clock time of that day, in UTC; where a clock change skips it, that much later."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def opening(self, day: date) -> list[tuple[datetime, datetime]]:
        """That day's blocks as moments, whether or not it is a working day."""
        return [
            (self.at(day, opens), self.at(day if closes > opens else day + _DAY, closes))
            for opens, closes in self.blocks
        ]


def check_blocks(blocks: Blocks) -> None:
    """Raises BlocksError for blocks that no day can have."""
    if not blocks or _overlap(blocks):
        raise BlocksError(str(blocks))


def _overlap(blocks: Blocks) -> bool:
    """Whether blocks overlap or are out of order, also the last one with the next morning's first."""
    *before, (opens, closes) = blocks
    edges = [edge for block in before for edge in block] + [opens]
    if edges != sorted(edges) or any(begin == end for begin, end in before):
        return True
    return blocks[0][0] < closes <= opens


def working_days(calendar: Calendar, first: date) -> Iterator[date]:
    """The site's working days from `first` on; raises NeverOpenError after two months without one."""
    day, closed = first, 0
    while closed <= _LONGEST_CLOSURE:
        if calendar.is_workday(day):
            closed = 0
            yield day
        else:
            closed += 1
        day += _DAY
    raise NeverOpenError(f"no working day between {first} and {day}")


def spans(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The site's opening blocks from `start` on, in order, cut to begin at `start`; never ends."""
    begun = start.astimezone(UTC)
    for day in working_days(
        calendar, calendar.local(start).date() - _DAY
    ):  # yesterday's may run past midnight
        for opens, closes in calendar.opening(day):
            begun = max(begun, opens)
            if (
                closes > begun
            ):  # a clock change may swallow a block, or let it begin before the last one's end
                yield begun, closes
                begun = closes


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the site works at that moment; at the moment of closing it no longer does."""
    today = calendar.local(moment).date()
    return any(
        opens <= moment < closes
        for day in (today - _DAY, today)
        if calendar.is_workday(day)
        for opens, closes in calendar.opening(day)
    )


def working_day(calendar: Calendar, moment: datetime) -> date:
    """The day that the moment belongs to: past midnight, while its last block runs, the day before."""
    today = calendar.local(moment).date()
    night = calendar.opening(today - _DAY) if calendar.is_workday(today - _DAY) else []
    return today - _DAY if any(opens <= moment < closes for opens, closes in night) else today


def add_working(calendar: Calendar, start: datetime, length: timedelta) -> datetime:
    """The moment when `length` (≥ 0) of working time has passed since `start`.

    Where that is a moment of closing, it is that one rather than the next opening.
    """
    left = length
    for begin, end in spans(calendar, start):
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise AssertionError  # spans never ends


def working_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """How much working time lies between two moments; none where `end` is not after `start`."""
    total = timedelta()
    for opens, closes in spans(calendar, start):
        if opens >= end:
            return total
        total += min(closes, end) - opens
    raise AssertionError  # spans never ends


def add_working_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The close of the site's `days`-th (≥ 1) working day after the day of `start`.

    The day itself never counts, so nobody loses an evening: Friday 16:00 + 2 is Tuesday's close, and so is
    Saturday + 2 (S0-32 prints no more than "2个工作日").
    """
    coming = working_days(calendar, working_day(calendar, start) + _DAY)
    for _ in range(days - 1):
        next(coming)
    return calendar.opening(next(coming))[-1][1]


def end_of_work(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The close of the `days`-th working day of which some is still to come (当日 is the first: S2-37)."""
    coming = working_days(calendar, working_day(calendar, start))
    closes = (close for day in coming if (close := calendar.opening(day)[-1][1]) > start)
    for _ in range(days - 1):
        next(closes)
    return next(closes)


def end_of_month(calendar: Calendar, start: datetime, months: int) -> datetime:
    """The close of the last working day of the `months`-th month, this one being the first.

    Where that close has passed, the next month's.
    """
    today = working_day(calendar, start)
    for ahead in range(months, months + 3):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        first, day = date(year, month + 1, 1), date(year, month + 1, 1) - _DAY
        while not calendar.is_workday(day) and first - day < timedelta(days=28):
            day -= _DAY
        if (close := calendar.opening(day)[-1][1]) > start:
            return close
    raise AssertionError  # of three months' ends one is to come


def next_at(calendar: Calendar, after: datetime, clock: time, *, workdays: bool = False) -> datetime:
    """The next moment strictly after `after` with that wall-clock time, on working days if asked."""
    day = calendar.local(after).date()
    if calendar.at(day, clock) <= after:
        day += _DAY
    if workdays:
        day = next(working_days(calendar, day))
    return calendar.at(day, clock)
