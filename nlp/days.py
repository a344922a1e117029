"""Spans of days reckoned from today: months, weeks, quarters, days of the week."""

import re
from datetime import date, timedelta

from desk.figures.terms import By
from nlp.numerals import number

Days = tuple[date, date]  # the first and the last
DAYS = "mon tues wednes thurs fri satur sun".split()
LONGEST = 1100  # days looked back at most: retention is three years (S0-41)
MONTHS = 12
QUARTER = 3  # months
WEEK = 7
_SOON = timedelta(days=60)
_CENTURY = 2000  # of a year told by two digits
_WHOLE = 45  # days of which a part of a month or week is left out


def month(today: date, back: int) -> Days:
    """So many months ago."""
    count = today.year * MONTHS + today.month - 1 - back
    first = date(count // MONTHS, count % MONTHS + 1, 1)
    after = date((count + 1) // MONTHS, (count + 1) % MONTHS + 1, 1)
    return first, after - timedelta(days=1)


def week(today: date, back: int) -> Days:
    """Monday to Sunday, so many weeks ago."""
    first = today - timedelta(days=today.weekday() + WEEK * back)
    return first, first + timedelta(days=WEEK - 1)


def weekday(found: re.Match[str], today: date) -> Days:
    """上周五, 周三: without a week the latest such day."""
    day = (number(found[2]) or WEEK) - 1 if found[2] not in "日天" else WEEK - 1
    if found[1]:
        weeks = {"上上": 2, "上": 1, "下": -1}
        back = next((many for word, many in weeks.items() if found[1].startswith(word)), 0)
        return on(week(today, back)[0] + timedelta(days=day), 0)
    return on(today, (today.weekday() - day) % WEEK)


def english_weekday(found: re.Match[str], today: date) -> Days:
    """On friday, last friday: the latest such day that is over or today."""
    day = DAYS.index(found[2])
    if found[1] in ("this", "next"):
        return on(week(today, -1 if found[1] == "next" else 0)[0] + timedelta(days=day), 0)
    back = (today.weekday() - day) % WEEK
    return on(today, back or WEEK if found[1] else back)


def weekend(today: date, back: int) -> Days:
    """Saturday and Sunday."""
    first, last = week(today, back)
    return first + timedelta(days=WEEK - 2), last


def quarter(today: date, back: int) -> Days:
    """So many quarters ago."""
    since = (today.month - 1) % QUARTER + QUARTER * back
    return month(today, since)[0], month(today, since - 2)[1]


def on(today: date, back: int) -> Days:
    """So many days ago."""
    return today - timedelta(days=back), today - timedelta(days=back)


def year(today: date, back: int) -> Days:
    """So many years ago."""
    return date(today.year - back, 1, 1), date(today.year - back, 12, 31)


def year_before(today: date) -> Days:
    """去年同期: of that month as many days as this one has had."""
    return as_far(today, MONTHS)


def season(found: re.Match[str], today: date) -> Days | None:
    """入夏: since the first of June; none shortly before, when some count it as begun."""
    begins = {"春": 3, "夏": 6, "秋": 9, "冬": 12}[found["season"]]
    first = date(today.year, begins, 1)
    if first > today:
        if first - today <= _SOON:
            return None
        first = first.replace(year=today.year - 1)
    return first, today


def as_far(today: date, back: int) -> Days:
    """Of a month so many ago as many days as this one has had."""
    first, last = month(today, back)
    return first, min(last, first + timedelta(days=today.day - 1))


def back(today: date, days: int) -> Days:
    """The last so many, today with them."""
    return today - timedelta(days=max(1, min(days, LONGEST)) - 1), today


def days_back(by: By | None, today: date) -> date:
    """Since when, where no days are named: this month, of months half a year, of weeks two months."""
    if by is By.MONTH:
        return month(today, 5)[0]
    if by is By.WEEK:
        return week(today, 7)[0]
    if by is By.QUARTER:
        return quarter(today, 3)[0]
    return today - timedelta(days=13) if by is By.DATE else today.replace(day=1)


def aligned(by: By | None, first: date, last: date) -> date:
    """The first day of the first whole month or week, where many days are compared by these."""
    if last - first < timedelta(days=_WHOLE):
        return first
    if by is By.MONTH and first.day > 1:
        return month(first, -1)[0]
    if by is By.QUARTER and first != quarter(first, 0)[0]:
        return quarter(first, -1)[0]
    return week(first, -1)[0] if by is By.WEEK and first.weekday() else first


def coming(first: date, last: date, today: date) -> tuple[date, date]:
    """11月30日 as what is still to come means it, where that is soon: else as the past does."""
    if last >= today or (first.month, first.day) == (2, 29) or (last.month, last.day) == (2, 29):
        return first, last
    later = first.replace(year=first.year + 1), last.replace(year=last.year + 1)
    return later if timedelta() <= later[1] - today <= _SOON else (first, last)


def months(year: str | None, first: int, last: int, today: date) -> Days | None:
    """From the first to the last month; without a year the latest such months that have begun."""
    if not (1 <= first <= MONTHS and 1 <= last <= MONTHS):
        return None
    over = first > last  # over New Year's
    begins = year_of(year, today) or today.year - (over or first > today.month)
    return date(begins, first, 1), month(date(begins + over, last, 1), 0)[1]


def year_of(written: str | None, today: date) -> int | None:
    """2025, 去年."""
    if written in ("今年", "去年"):
        return today.year - (written == "去年")
    return int(written) + (_CENTURY if len(written) == 2 else 0) if written else None  # noqa: PLR2004


def of_day(year: str | None, month: int, day: int, today: date) -> date | None:
    """That day; without a year the latest such day that is not in the future."""
    try:
        this = date(year_of(year, today) or today.year, month, day)
        return this if year or this <= today else this.replace(year=this.year - 1)
    except ValueError:
        return None


def span_of_days(
    year: str | None, month: str, first: str, other: str | None, last: str, *, today: date
) -> Days | None:
    """From one day to another; without another month in the same, over New Year's where it must be."""
    begins = of_day(year, number(month) or 0, number(first) or 0, today)
    if begins is None:
        return None
    there = number(other or month) or 0, number(last) or 0
    ends = of_day(f"{begins.year + (there < (begins.month, begins.day))}", *there, today)
    return (begins, ends) if ends else None
