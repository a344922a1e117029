"""Earlier days that those asked about are compared with: `比上个月多吗`, `同比`, `than last week`."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from desk.figures.asking import Against

_THAN = r"(?:比起?|跟|和|与|同|较|相比|对比)\s?"
_BESIDE = r"(?:的?同期|同月|同一?个?月|这个月|这个?时候)?(?:相?比较?|对比)?"
_ENGLISH = (
    r"(?:compared (?:with|to)|than|versus|vs\.?|against|over|from) (?:the same (?:time|month|week|days?) )?"
)
_WAYS = (
    (Against.YEAR, rf"{_THAN}(?:上一年|去年){_BESIDE}|同比|year (?:on|over) year|{_ENGLISH}last year"),
    (Against.MONTH, rf"{_THAN}(?:上个?月|前一?个?月){_BESIDE}|{_ENGLISH}last month"),
    (Against.WEEK, rf"{_THAN}上一?个?(?:周|星期|礼拜){_BESIDE}|{_ENGLISH}last week"),
    (Against.DAY, rf"{_THAN}(?:昨天|昨日|前一天){_BESIDE}|{_ENGLISH}yesterday"),
    (None, r"环比|month (?:on|over) month|week (?:on|over) week"),
)
_PATTERNS = [(against, re.compile(pattern)) for against, pattern in _WAYS]
_AFTER = re.compile(
    r"\s*更?(?:多|少|高|低|好|差|快|慢|上涨|下降|上升|增加|减少|提高|增长|涨|降|变化)?"
    r"(?:了|还是少|还是多)?(?:多少|几单|几个|一些|些|一点|点)?(?:没有|没|吗|吧|呢)?"
)
_MORE = re.compile(
    r"是不是|是否|\b(?:more|fewer|less|higher|lower|better|worse|faster|slower|up|down|changed?)\b"
)
_A_WEEK = 7


class Compared(NamedTuple):
    """How far back, the first of the days that are meant where none are named, and the other words."""

    against: Against | None  # None: as long as what is asked about
    since: date
    rest: str

    def fitting(self, first: date, last: date) -> Against:
        """How far back for these days."""
        if self.against or first.day == 1:
            return self.against or Against.MONTH
        days = (last - first).days + 1
        return Against.DAY if days == 1 else Against.WEEK if days <= _A_WEEK else Against.MONTH


def compared(text: str, today: date) -> Compared | None:
    """Out of folded words; None where nothing is compared with earlier days."""
    for against, pattern in _PATTERNS:
        if found := pattern.search(text):
            after = _AFTER.match(text, found.end())
            rest = _blank(text, found.start(), after.end() if after else found.end())
            for more in list(_MORE.finditer(rest)):
                rest = _blank(rest, *more.span())
            return Compared(against, _since(against, today), rest)
    return None


def _since(against: Against | None, today: date) -> date:
    if against is Against.DAY:
        return today
    return today - timedelta(days=today.weekday()) if against is Against.WEEK else today.replace(day=1)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
