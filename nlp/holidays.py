"""Days off around a feast as the site's calendar has them: 中秋连假, 去年国庆假期."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlp.fold import fold
from nlp.periods import Span, span_of

_FEAST = re.compile(
    r"(?:(?:20)?\d\d年的?|去年的?|今年的?)?(?P<name>元旦|春节|过年|清明|五一|端午|中秋|国庆|十一)(?:劳动)?节?的?"
    r"(?:小?长假|连假|假期|假日|放假|黄金周)(?:期间|那几[天日]|那段时间|的时候)*"
)
_DAY = timedelta(days=1)
_LONGEST = 16  # days off in a row


def dated(text: str, today: date, is_workday: Callable[[date], bool]) -> str:
    """The text with each such holiday as the days that it is; what the calendar does not know stays."""
    written, folded = fold(text)
    for found in reversed(list(_FEAST.finditer(folded))):
        feast = span_of(found[0], today) or span_of(f"{found['name']}节", today)
        days = _off(feast, found["name"], is_workday) if feast else None
        if days:
            first, last = days
            spelled = f"{first:%Y年}{first.month}月{first.day}日到{last.month}月{last.day}日"
            written = written[: found.start()] + spelled + written[found.end() :]
    return written


def _off(feast: Span, name: str, is_workday: Callable[[date], bool]) -> tuple[date, date] | None:
    """From the first to the last day off around it; None where it is none."""
    first = last = feast.first + (_DAY if name in ("春节", "过年") else timedelta())  # told from its eve
    if is_workday(first):
        return None
    while not is_workday(first - _DAY) and last - first < _LONGEST * _DAY:
        first -= _DAY
    while not is_workday(last + _DAY) and last - first < _LONGEST * _DAY:
        last += _DAY
    return first, last
