"""The days and the deputy that a request for leave names: `11-22 11-25 代班 @小李`, `明天 小李`."""

import re
from datetime import date, timedelta

from desk.errors import Refused
from desk.roster import parse_day

_BETWEEN = re.compile(r"[\s~～—至到-]*")
_DAY_ALONE = re.compile(r"(?=\d{1,2}[日号號])")  # of the month that was named before
_STANDS_IN = re.compile(r"\s*(?:代班|代理|deputy)?\s*", re.IGNORECASE)
_AGO = timedelta(days=60)  # house: who is ill writes it afterwards


def asked(words: str, today: date) -> tuple[date, date, str]:
    """First day, last day and deputy's name; days that are over are left out. Raises Refused without them."""
    first, rest = parse_day(words, today)
    if first is None:
        first, rest = parse_day(words, today - _AGO)
    if first is None:
        raise Refused("leave_form")
    last, rest = _last(_BETWEEN.sub("", rest, count=1), first, today)
    name = _STANDS_IN.sub("", rest, count=1)
    if not name or name[0].isdecimal():
        raise Refused("leave_dates" if parse_day(name, first - _AGO)[0] else "leave_form")
    return max(first, today) if last >= today else first, last, name


def _last(rest: str, first: date, today: date) -> tuple[date, str]:
    """The last day and the words behind it; the first one where no other is named."""
    named = _DAY_ALONE.sub(f"{first.month}月", rest, count=1) if _DAY_ALONE.match(rest) else rest
    for begin in (today, first):
        last, behind = parse_day(named, begin)
        if last is not None:
            return last, behind
    return first, rest
