"""The duty roster (值班表): who is on duty from when to when; days as people write them; swaps (换班)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from desk.hours import Calendar

_DAY = timedelta(days=1)
_FAR = timedelta(days=183)  # house: a day without its year is meant to come within half a year
_NEAR = {
    "今天": 0, "今日": 0, "today": 0,
    "明天": 1, "明日": 1, "tomorrow": 1,
    "后天": 2, "後天": 2,
    "昨天": -1, "昨日": -1, "yesterday": -1,
}  # fmt: skip
_WRITTEN = re.compile(
    r"(?:(20\d\d)\s*[-/.年])?\s*(1[0-2]|0?[1-9])\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号號]?"
)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """How a standard has duty done."""

    starts: time = time(8, 30)  # to the same time of the next day (S2-07)
    answer: timedelta = timedelta(minutes=5)  # for 收到; house: S2-10 prints no number


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One person's duty; `next_at` is when something is owed for it, None when nothing is."""

    id: int
    site: int
    person: int
    starts_at: datetime
    ends_at: datetime
    step: int = 0  # how many steps of its handover have been taken
    next_at: datetime | None = None
    handed_at: datetime | None = None  # 交班
    taken_at: datetime | None = None  # 接班, by the officer of the next one
    confirmed_at: datetime | None = None  # a head has confirmed its log (S2-22)
    confirmed_by: int | None = None


class SwapState(StrEnum):
    """The life of a swap (S2-13)."""

    ASKED = "asked"  # the colleague is asked
    AGREED = "agreed"  # a head is asked
    APPROVED = "approved"
    DECLINED = "declined"  # by the colleague
    REFUSED = "refused"  # by a head, or since the roster has changed meanwhile


@dataclass(frozen=True, kw_only=True)
class Swap:
    """One officer asks a colleague to do one shift."""

    id: int
    site: int
    shift: int
    asker: int
    colleague: int
    state: SwapState
    asked_at: datetime
    decided_by: int | None = None


def span(calendar: Calendar, duty: Duty, day: date) -> tuple[datetime, datetime]:
    """When the shift of that day begins and ends, in UTC (8:30 to 8:30: S2-07)."""
    return calendar.at(day, duty.starts), calendar.at(day + _DAY, duty.starts)


def parse_day(words: str, today: date) -> tuple[date | None, str]:
    """The day that `words` begin with ("11-22", "11月22日", "2026/11/22", "明天"), and the words behind it.

    Without a year it is the next such day within half a year. None: the words begin with no such day.
    """
    text = words.strip()
    for word, days in _NEAR.items():
        if text.lower().startswith(word):
            return today + days * _DAY, text[len(word) :].strip()
    found = _WRITTEN.match(text)
    if found is None:
        return None, text
    year, month, day = found.groups()
    years = (int(year),) if year else (today.year, today.year + 1)
    for wanted in (_date(one, int(month), int(day)) for one in years):
        if wanted and (year or today <= wanted <= today + _FAR):
            return wanted, text[found.end() :].strip()
    return None, text


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def missing(calendar: Calendar, duty: Duty, shifts: Iterable[Shift], month: date) -> list[date]:
    """The days of the month of `month` on which nobody has duty."""
    covered = {shift.starts_at.astimezone(UTC) for shift in shifts}
    day = month.replace(day=1)
    days = []
    while day.month == month.month:
        if span(calendar, duty, day)[0] not in covered:
            days.append(day)
        day += _DAY
    return days


def next_month(today: date) -> date:
    """The first day of the month after that of `today`."""
    return (today.replace(day=1) + 32 * _DAY).replace(day=1)


def parse_duty(data: Mapping[str, object], errors: list[str]) -> Duty:
    """The `duty` table of a standard; what is wrong in it is added to `errors`."""
    if unknown := sorted(set(data) - {"starts", "answer"}):
        errors.append(f"duty: unknown keys {', '.join(unknown)}: allowed are starts, answer")
    starts, answer = data.get("starts", Duty.starts), data.get("answer", 5)
    if not isinstance(starts, time):
        errors.append(f"duty: starts is {starts!r}: it must be a time, as 08:30:00")
        starts = Duty.starts
    if not isinstance(answer, int) or isinstance(answer, bool) or answer < 1:
        errors.append(f"duty: answer (minutes) is {answer!r}: it must be a whole number from 1 up")
        answer = 5
    return Duty(starts=starts, answer=timedelta(minutes=answer))
