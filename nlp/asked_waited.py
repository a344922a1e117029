"""For how long something has waited, as a manager asks: `超过三天没处理`."""

import re
from typing import NamedTuple

from nlp.days import LONGEST
from nlp.numerals import number
from nlp.periods import COUNTED, UNITS

_LONG = r"(天|日|周|星期|礼拜|个月|小时|钟头)"
_OLDER = re.compile(
    rf"(?:超过|超|过了|大于){COUNTED}个?{_LONG}|(?<![近去这前上\d]){COUNTED}个?{_LONG}(?:以上|多了?(?![少久])|(?=还?[没未]))"
    r"|(?:more than|over|older than|longer than) (\d{1,3}|an?) (hour|day|week|month)s?(?: (?:old|ago))?"
)
_HOURS = ("小时", "钟头", "hour")
_DAY = 24  # hours


class Waited(NamedTuple):
    """For how many days something has waited, and where that stands in the text."""

    days: int
    start: int
    end: int


def older(text: str) -> Waited | None:
    """`超过三天`, `一周以上`, `more than 3 days`, hours that make days; None where there is none."""
    found = _OLDER.search(text)
    if found is None:
        return None
    count, unit = (part for part in found.groups() if part)
    many = number(count) or 1
    if unit in _HOURS:
        return None if many % _DAY else Waited(many // _DAY, *found.span())
    days = next(days for name, days in UNITS.items() if name in unit)
    return Waited(min(many * days, LONGEST), *found.span())
