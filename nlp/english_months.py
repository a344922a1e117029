"""Months and days as English names them: `october`, `dec 2025 to feb 2026`, `1 oct to 7 oct`, `on 3 nov`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlp.days import Days, month, months, of_day, on, span_of_days

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PARTS = {
    "first week": (0, 7),
    "last week": (-7, 0),
    "first half": (0, 15),
    "second half": (15, 31),
    "beginning": (0, 10),
    "start": (0, 10),
    "end": (20, 31),
}  # the days of a month: from, to before; as 月初 and 月底 have them
_Found = re.Match[str]


def _english_days(found: _Found, today: date) -> Days | None:
    """1 oct to 7 oct, oct 1 to 7."""
    first, month, other_month, other, month_after, last, last_month = found.groups()
    begins = _NAMES.index((month or other_month)[:3]) + 1
    ends = month_after or last_month
    end_month = f"{_NAMES.index(ends[:3]) + 1}" if ends else None
    return span_of_days(None, f"{begins}", first or other, end_month, last, today=today)


def _part(found: _Found, today: date) -> Days | None:
    """First week of november, second half of last month, end of october."""
    which, named = found[1], found[2]
    if named in ("this", "last"):
        first, last = month(today, 1 if named == "last" else 0)
    else:
        one = _NAMES.index(named[:3]) + 1
        told = months(found[3], one, one, today)
        if told is None:
            return None
        first, last = told
    begins, ends = _PARTS[which]
    if begins < 0:
        return last + timedelta(days=begins + 1), last
    return first + timedelta(days=begins), min(last, first + timedelta(days=ends - 1))


def _months(found: _Found, today: date) -> Days | None:
    """Dec 2025 to feb 2026, july to september."""
    first, year, last, other = found.groups()
    one, two = _NAMES.index(first[:3]) + 1, _NAMES.index(last[:3]) + 1
    if other and not year:
        year = str(int(other) - (one > two))
    if not other:
        return months(year, one, two, today)
    ends = months(other, two, two, today)
    begins = months(year, one, one, today)
    return (begins[0], ends[1]) if begins and ends and begins[0] <= ends[0] else None


def _english_month(found: _Found, today: date) -> Days:
    named = _NAMES.index(found[1][:3]) + 1
    year = int(found[2]) if found[2] else today.year - (named > today.month)
    return month(date(year, named, 1), 0)


def _english_day(found: _Found, today: date) -> Days | None:
    month = _NAMES.index((found[2] or found[3])[:3]) + 1
    told = of_day(None, month, int(found[1] or found[4]), today)
    return on(told, 0) if told else None


_SHORT = "|".join(_NAMES)
_E, _D = rf"({_SHORT})[a-z]*", r"(\d{1,2})(?:st|nd|rd|th)?"
_TILL = r" ?(?:to|until|till|and|-|through) ?"
_FROM, _OF = r"\b(?:between |from )?", r"(?: (20\d\d))?"
_PART_OF = (
    rf"\b(?:the )?({'|'.join(_PARTS)}) of (?:the )?"
    rf"((?:this|last)(?= month)|(?:{_SHORT})[a-z]*)(?: month)?{_OF}\b"
)
ENGLISH_MONTHS: tuple[tuple[str, Callable[[_Found, date], Days | None]], ...] = (
    (_PART_OF, _part),
    (
        rf"{_FROM}{_E}{_OF}{_TILL.replace('and|', '')}{_E}\b(?! \d\d?\b){_OF}",
        _months,
    ),
    (rf"{_FROM}(?:{_D} {_E}|{_E} {_D}){_TILL}(?:{_E} )?{_D}(?: {_E})?\b", _english_days),
    (rf"\b(?:on )?(?:{_D} {_E}|{_E} {_D})\b(?! ?\d{{4}})", _english_day),
    (rf"\b(?:in )?({'|'.join(_NAMES)})[a-z]*\b(?: (20\d\d))?", _english_month),
)
