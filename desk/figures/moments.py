"""Which moments of its days a question asks about: hours, days of the week, when the site works."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.hours import Calendar, is_open

WEEKEND = (5, 6)  # Monday is 0
WEEKDAYS = (0, 1, 2, 3, 4)
_WEEK = 7  # days
_DAY_LONG = 24  # hours
_CODED = re.compile(r"(\d{4})?([sw]|d[0-7][0-9a-f])?([kr])?([oc])?")
_SETS = {"s": WEEKEND, "w": WEEKDAYS}
_WORKDAY_SIGN, _OPEN_SIGN = {None: "", True: "k", False: "r"}, {None: "", True: "o", False: "c"}
_WORKDAY, _OPEN = ({sign: one for one, sign in signs.items()} for signs in (_WORKDAY_SIGN, _OPEN_SIGN))


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Of the site's clock and calendar; what is None narrows nothing."""

    hours: tuple[int, int] | None = None  # the latter excluded; (22, 6) is a night
    weekdays: tuple[int, ...] | None = None  # Monday is 0
    workday: bool | None = None  # on the site's working days, or on the others
    open: bool | None = None  # in the site's working hours, or outside of them (S4-22)

    def __bool__(self) -> bool:
        return self != _ALL

    def take(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether a moment, on the site's clock, is one of them."""
        return (
            (self.hours is None or self._hourly(moment.hour))
            and self.on(moment.date(), calendar)
            and (self.open is None or self.open is is_open(calendar, moment))
        )

    def on(self, day: date, calendar: Calendar) -> bool:
        """Whether any moment of that day is."""
        return (self.weekdays is None or day.weekday() in self.weekdays) and (
            self.workday is None or self.workday is calendar.is_workday(day)
        )

    def _hourly(self, hour: int) -> bool:
        first, last = self.hours or (0, _DAY_LONG)
        return first <= hour < last if first < last else hour >= first or hour < last

    @property
    def overnight(self) -> timedelta:
        """How far they reach into the next morning."""
        first, last = self.hours or (0, 0)
        return timedelta(hours=last if first > last else 0)

    @property
    def code(self) -> str:
        """As a button carries it."""
        hours = "{:02}{:02}".format(*self.hours) if self.hours else ""
        named = next((sign for sign, one in _SETS.items() if one == self.weekdays), None)
        days = named or (f"d{sum(1 << day for day in self.weekdays):02x}" if self.weekdays else "")
        return hours + days + _WORKDAY_SIGN[self.workday] + _OPEN_SIGN[self.open]


_ALL = Moments()


def moments_of(code: str) -> Moments:
    """Those that a button carries; all for anything else."""
    found = _CODED.fullmatch(code)
    if not found:
        return _ALL
    days = found[2] or ""
    return Moments(
        hours=_hours(found[1] or ""),
        weekdays=_SETS.get(days) or _days(days[1:]),
        workday=_WORKDAY.get(found[3] or ""),
        open=_OPEN.get(found[4] or ""),
    )


def _days(written: str) -> tuple[int, ...] | None:
    mask = int(written or "0", 16)
    return tuple(day for day in range(_WEEK) if mask >> day & 1) or None


def _hours(written: str) -> tuple[int, int] | None:
    first, last = int(written[:2] or 0), int(written[2:] or 0)
    return (first, last) if written and first < _DAY_LONG >= last != first else None
