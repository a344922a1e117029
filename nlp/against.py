"""Earlier days that those asked about are compared with: `比上个月多吗`, `同比`, `than last week`."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from desk.figures.terms import Against
from nlp.numerals import number
from nlp.periods import span_of

_THAN = r"(?:比起?|跟|和|与|同|较|相比|对比)\s?"
_BESIDE = r"(?:的?同期|同月|同一?个?月|这个月|这个?时候)?(?:相?比较?|对比)?"
_HELD = r"(?:的?同期|同月|这个?时候)(?:的?数据)?(?:相?比较?|对比)"  # 去年同期对比
_N = r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?"
_MONTHS = re.compile(
    rf"{_N}\s?(?:(?:对比|相比|比起?|较)\s?{_N}|[和跟与同]\s?{_N}\s?(?:相?比较?|对比))"
)  # 10月比9月, 9月和10月比
_ENGLISH = (
    r"(?:compared? (?:with|to)|with|than|versus|vs\.?|against|over|from|since|(?:up|down) on)"
    r" (?:the same (?:time|month|week|days?) )?"
)
_FEASTS = "春节|过年|清明|五一|端午|中秋|国庆|元旦|十一"
_WHOLE = rf"(?!的?(?:[上下]半年|第?[一二三四1-4]季|{_FEASTS}|\d{{1,2}}月\d))"  # 跟去年春节: each
_YEARLY = "同比|year (?:on|over) year"
_ROSE = "(?:掉|涨|跌|降|上涨|下降|上升|下滑|降低|提高|增加|减少|变多|变少|降下来|少下来|下来)"
_OFTEN = "(?<=投诉|报修)[多少]了(?:没有?(?=$|[\\s,，。?？!啊呀])|吗)"  # 保洁投诉少了没
_FIGURE = re.compile(
    "率|满意|[差好]?评|投诉|报修|单|逾期|超时|complain|repair|ticket|rat(?:e|ing)|satisf|overdue|late"
)
_GREW = "(?:涨|升|增长|增加|上升|[增涨]幅)得?最(?:多|快|大|厉害)"
_WAYS = (
    (
        Against.YEAR,
        rf"{_THAN}(?:上一年|去年{_WHOLE}){_BESIDE}(?:{_N})?|去年{_HELD}|{_YEARLY}|{_ENGLISH}last y(?:ea)?r",
    ),
    (Against.MONTH, rf"{_THAN}(?:上个?月|前一?个?月){_BESIDE}|上个?月{_HELD}|{_ENGLISH}last month"),
    (Against.WEEK, rf"{_THAN}上一?个?(?:周|星期|礼拜){_BESIDE}|{_ENGLISH}last week"),
    (Against.DAY, rf"{_THAN}(?:昨天|昨日|前一天){_BESIDE}|{_ENGLISH}yesterday"),
    (
        None,
        rf"{_GREW}|环比|month (?:on|over) month|week (?:on|over) week",
    ),
)
_SWAPPED = tuple(
    (against, re.compile(rf"{before}\s?[和跟与同]\s?(?={now}\s?(?:的.{{0,4}})?(?:相比|比较?|对比))"))
    for against, before, now in (
        (Against.YEAR, "去年", "今年"),
        (Against.MONTH, "上个?月", "(?:这个?|本)月"),
        (Against.WEEK, "上个?(?:周|星期|礼拜)", "(?:这个?|本)(?:周|星期|礼拜)"),
        (Against.DAY, "昨[天日]", "今[天日]"),
    )
)  # 上周和这周比
_SWAP_END = re.compile(r"(?:相比|对比|比)较?(?!例)")
_LOOSELY = re.compile(  # said of other things too: 外墙砖有没有掉
    rf"(?:有没有|有冇|是不是|是否){_ROSE}|{_ROSE}(?:[了下]?来?没有?(?=$|[\s,，。?？!啊呀])|了没有?|了吗|了多少|得?了?[这那]么[多快厉高低]害?)"
    rf"|{_OFTEN}"
    r"|\b(?:gone|go|come|came) (?:up|down)\b|\bfallen\b"
    r"|\b(?:jump(?:ed)?|drop(?:ped)?|rise|rose|spiked?|surged?)\b"
)
_PATTERNS = [(against, re.compile(pattern)) for against, pattern in _WAYS]
_CHANGED = "(?:多|少|高|低|好|差|争|快|慢|上涨|下降|上升|增加|减少|提高|增长|涨|降|变化|变多|变少|变好|变差)"
_AFTER = re.compile(
    rf"\s*更?{_CHANGED}?(?:了?(?:还是|定)[少多]了?|了)?(?:多少|几多|几单|几个|一些|些|一点|点)?(?:没有|没|吗|吧|呢)?"
)
_MORE = re.compile(
    rf"是?{_CHANGED}了?(?:还是|没|定){_CHANGED}?了?|{_CHANGED}了?(?:多少|吗)|是不是|是否|有没有|有什么变化"
    r"|\b(?:more|fewer|less|higher|lower|better|worse|faster|slower|up|down|changed?)\b"
)
_SAME = re.compile("同|月|year (?:on|over)|the same")  # 比去年 is of the year, 比去年同期 of this month
_ALSO = "和跟与同w"  # 前天和昨天几单 asks for both, with last week only where it is compared
_COMPARING = re.compile(
    "比|compar|较|多了|少了|多吗|少吗|多还是少|多定少|涨|降|升|增|减|差多少|[争差][几多]少?|变化|快|慢|好|高|低"
)
_LITERAL = re.compile(r"(?:上一?个?(?:月|周|星期|礼拜)|昨天|昨日|last (?:month|week)|yesterday)(?!的?同)")
_A_WEEK = 7
_LONG = timedelta(days=200)  # from New Year on: it is compared with the year before
_A_YEAR = 12  # months


class Compared(NamedTuple):
    """How far back, the first of the days that are meant where none are named, and the other words."""

    against: Against | None  # None: as long as what is asked about
    since: date
    rest: str

    def fitting(self, first: date, last: date) -> Against:
        """How far back for these days."""
        if self.against or first.day == 1:
            whole = first.month == 1 and last - first > _LONG
            return self.against or (Against.YEAR if whole else Against.MONTH)
        days = (last - first).days + 1
        return Against.DAY if days == 1 else Against.WEEK if days <= _A_WEEK else Against.MONTH


def compared(text: str, today: date) -> Compared | None:
    """Out of folded words; None where nothing is compared with earlier days."""
    for back, pattern in _SWAPPED:
        found = pattern.search(text)
        end = _SWAP_END.search(text, found.end()) if found else None
        if found and end:
            rest = _blank(_blank(text, *end.span()), *found.span())
            return Compared(back, _since(back, today), without_more(rest))
    for against, pattern in _PATTERNS:
        found = pattern.search(text)
        if found and (found[0][0] not in _ALSO or _COMPARING.search(text)) and not _elsewhere(found, today):
            rest = _blank(text, found.start(), _after(text, found.end()))
            yearly = against is Against.YEAR and not _SAME.search(found[0])
            since = today.replace(month=1, day=1) if yearly else _since(against, today)
            return Compared(against, since, without_more(rest))
    loosely = _LOOSELY.search(text) if _FIGURE.search(text) else None
    if loosely:
        return Compared(None, _since(None, today), without_more(_blank(text, *loosely.span())))
    return _months(text, today)


def _elsewhere(found: re.Match[str], today: date) -> bool:
    """上上个月和上个月比: it is not this month that is compared with the last, so each is asked about."""
    if not _LITERAL.search(found[0]):
        return False
    before = span_of(found.string[: found.start()], today)
    return before is not None and before.last < today


def _months(text: str, today: date) -> Compared | None:
    """Of a month and the one before, the later is asked about (10月比9月); others are asked about each."""
    found = _MONTHS.search(text)
    if found is None:
        return None
    second = 2 if found[2] else 3
    one, other = number(found[1]) or 0, number(found[second]) or 0
    end = _after(text, found.end())
    if one == other % _A_YEAR + 1:
        rest = _blank(text, text.index("月", found.end(1)) + 1, end)
    elif other == one % _A_YEAR + 1:
        rest = _blank(_blank(text, found.start(), found.start(second)), found.end(second) + 1, end)
    else:
        return None
    return Compared(Against.MONTH, _since(Against.MONTH, today), without_more(rest))


def _after(text: str, end: int) -> int:
    after = _AFTER.match(text, end)
    return after.end() if after else end


def without_more(text: str) -> str:
    """The text without what says that one is more than the other."""
    for more in list(_MORE.finditer(text)):
        text = _blank(text, *more.span())
    return text


def _since(against: Against | None, today: date) -> date:
    if against is Against.DAY:
        return today
    return today - timedelta(days=today.weekday()) if against is Against.WEEK else today.replace(day=1)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
