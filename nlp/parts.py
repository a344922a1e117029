"""Parts of a month that somebody asks about: `月初`, `上月底三天`, `第一周`, `1号到15号`, `上个月25号`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlp.days import WEEK, Days, back, month, months, of_day, quarter, week, weekday
from nlp.numerals import number

_THIS, _LAST, _BEFORE_LAST = (
    r"(?:本|这个?|当|今个?|呢个?)月(?:份)?",
    r"上一?个?月(?:份)?",
    r"上上一?个?月(?:份)?",
)
_NAMED = (
    r"(?:(?:20\d\d|(?<!\d)2\d(?=年)|去年|今年)\s?年?的?)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?"
)
_NEAR = rf"(?:{_BEFORE_LAST}|{_THIS}|{_LAST})"
_MONTH = rf"(?P<month>{_NEAR}|{_NAMED})的?"
_TO = r"\s?(?:到|至|[-~—])\s?"
_FEW = r"(?P<few>\d|[一两二三四五六七八九十])"
_WRITTEN = re.compile(r"(20\d\d|2\d(?=年)|去年|今年)?\s?年?的?(\d{1,2}|[一二三四五六七八九十]{1,2})月")
_MIDDLE = 15
_TENTH, _TWENTIETH = 10, 20  # where its three parts (旬) end
_DAY = timedelta(days=1)
_COUNTED = {"two": 2, "three": 3, "four": 4}

_Found = re.Match[str]


def _month_of(found: _Found, today: date) -> Days | None:
    """The month named; none is this one."""
    written = found["month"]
    if not written:
        return month(today, 0)
    if named := _WRITTEN.match(written):
        one = number(named[2]) or 0
        return months(named[1], one, one, today)
    return month(today, 2 if written.startswith("上上") else 1 if written.startswith("上") else 0)


def _third(found: _Found, today: date) -> Days | None:
    """10月上旬, 本月中旬, 月初, 上个月底."""
    told = _month_of(found, today)
    if told is None:
        return None
    first, last = told
    tenth, twentieth = first.replace(day=_TENTH), first.replace(day=_TWENTIETH)
    if found["third"] in "上初":
        return first, tenth
    return (tenth + _DAY, twentieth) if found["third"].startswith("中") else (twentieth + _DAY, last)


def _half(found: _Found, today: date) -> Days | None:
    """上半月 is until the fifteenth."""
    told = _month_of(found, today)
    if told is None:
        return None
    middle = told[0].replace(day=_MIDDLE)
    return (told[0], middle) if found["half"] == "上" else (middle + _DAY, told[1])


def _ago(found: _Found, today: date) -> Days:
    """前三天, 上两周, 前两个月: whole ones that are over."""
    many, unit = _few(found), found["unit"]
    if unit == "天":
        return today - many * _DAY, today - _DAY
    if unit == "月":
        return month(today, many)[0], month(today, 1)[1]
    return week(today, many)[0], week(today, 1)[1]


def _first_days(found: _Found, today: date) -> Days | None:
    told = _month_of(found, today)
    return (told[0], told[0] + (_few(found) - 1) * _DAY) if told else None


def _last_days(found: _Found, today: date) -> Days | None:
    told = _month_of(found, today)
    return (told[1] - (_few(found) - 1) * _DAY, told[1]) if told else None


def _nth_week(found: _Found, today: date) -> Days | None:
    """Of seven days each from the first on, as a month's picture has them."""
    told = _month_of(found, today)
    if told is None:
        return None
    begins = told[0] + (_few(found) - 1) * WEEK * _DAY
    return (begins, min(told[1], begins + (WEEK - 1) * _DAY)) if begins <= told[1] else None


def _last_week(found: _Found, today: date) -> Days | None:
    told = _month_of(found, today)
    return (told[1] - (WEEK - 1) * _DAY, told[1]) if told else None


def _few(found: _Found) -> int:
    return number(found["few"]) or 1


def _between_dates(found: _Found, today: date) -> Days | None:
    """1号到15号: without a month this one's, or the last one's where that has not begun."""
    told = _month_of(found, today)
    if told is None:
        return None
    begins, ends = int(found["first"]), int(found["last"])
    first, last = told if found["month"] or begins <= today.day else month(today, 1)
    return (first.replace(day=begins), first.replace(day=ends)) if 0 < begins < ends <= last.day else None


def _date(found: _Found, today: date) -> Days | None:
    """上个月25号; without a month the latest such day."""
    told = _month_of(found, today)
    if told is None:
        return None
    day = int(found["day"])
    first, last = told if found["month"] or day <= today.day else month(today, 1)
    return (first.replace(day=day),) * 2 if 0 < day <= last.day else None


def _week_between(found: _Found, today: date) -> Days | None:
    """上周三到周五; without a week the latest that are over."""
    first, last = weekday(found, today)[0], "一二三四五六日".find("日" if found[3] == "天" else found[3])
    ends = week(first, 0)[0] + last * _DAY
    if not found[1] and ends > today:  # 周三到周五 on a Thursday: those that are over
        first, ends = first - WEEK * _DAY, ends - WEEK * _DAY
    return (first, ends) if first <= ends else None


def _from_month(found: _Found, today: date) -> Days | None:
    """去年12月到今年2月, 9月到11月."""
    first, last = number(found[2]) or 0, number(found[4]) or 0
    if found[3] is None:
        return months(found[1], first, last, today)
    begins, ends = months(found[1], first, first, today), months(found[3], last, last, today)
    if begins is None or ends is None:
        return None
    since = begins[0] if found[1] or begins[0] <= ends[0] else begins[0].replace(year=begins[0].year - 1)
    return (since, ends[1]) if since <= ends[0] else None


def _from_day(found: _Found, today: date) -> Days | None:
    """2025年12月25日到2026年1月5日."""
    year, one, first, other_year, other, last = found.groups()
    begins = of_day(year, number(one) or 0, number(first) or 0, today)
    ends = of_day(other_year, number(other) or 0, number(last) or 0, today)
    return (begins, ends) if begins and ends and begins <= ends else None


def _quarters(found: _Found, today: date) -> Days:
    """最近两个季度 has the running one, 过去两个季度 and last two quarters have not."""
    many = _COUNTED.get(found["few"]) or _few(found)
    running = "近" in found[0]
    return quarter(today, many - running)[0], today if running else quarter(today, 1)[1]


_D = r"(\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_ISO = r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})"
_YEAR = r"(?:(20\d\d|(?<!\d)2\d(?=年)|去年|今年)\s*[年\-/.]?\s*的?)"
_M = r"(\d{1,2}|[一二三四五六七八九十]{1,2})"
_WEEK, _WEEKS = r"(?:周|星期|礼拜)", r"(?:个?周|个?星期|个?礼拜)"

PARTS: tuple[tuple[str, Callable[[_Found, date], Days | None]], ...] = (
    (rf"{_MONTH}(?P<third>上|中|下)旬", _third),
    (rf"{_MONTH}(?:的?(?:前|头)|初的?){_FEW}天", _first_days),
    (rf"{_MONTH}(?:的?最?后|[底末]的?(?:最后)?){_FEW}天", _last_days),
    (rf"{_MONTH}(?P<third>初|底|末)", _third),
    (rf"(?:{_MONTH})?(?P<half>[上下])半个?月", _half),
    (r"(?P<month>)(?<![个这本上下\d年])月(?P<third>初|中旬?|底|末)", _third),
    (rf"(?:{_MONTH})?(?<!年)第(?P<few>[一二三四五1-5]){_WEEKS}", _nth_week),
    (rf"{_MONTH}最[后末]一?{_WEEKS}", _last_week),
    (rf"{_YEAR}?{_M}月{_D}[日号]?{_TO}{_YEAR}{_M}月{_D}[日号]?", _from_day),
    (rf"{_ISO}{_TO}{_ISO}(?!\d)", _from_day),
    (
        rf"(?:(?P<month>{_NEAR})的?|(?<![\d月]))(?P<first>\d{{1,2}})[号日]?{_TO}(?P<last>\d{{1,2}})[号日](?!楼|院|线)",
        _between_dates,
    ),
    (rf"(?P<month>{_NEAR})的?(?P<day>\d{{1,2}})[号日](?!楼|院)", _date),
    (
        r"(?P<month>)(?<![\d月])(?P<day>\d{1,2})[号日](?=以后|之后|以来|起|至今|开始|到(?:现在|今天|目前))",
        _date,
    ),
    (
        rf"(上一?个?|本|这个?)?(?<![每几]){_WEEK}(?!一[到至]周?五)([一二三四五六日天])(?:到|至|[-~]){_WEEK}?([一二三四五六日天])",
        _week_between,
    ),
    (rf"(?<!\d){_YEAR}?{_M}月?(?:份)?{_TO}{_YEAR}?{_M}月(?:份)?(?!\s?\d{{1,2}}[日号](?!楼))", _from_month),
    (
        r"(?<![月周])(?:前|上)(?P<few>[两二三四五六七八九十]|\d{1,2})(?:个(?=[周星礼月])|(?=[天周星礼]))(?P<unit>天|周|星期|礼拜|月)",
        _ago,
    ),
    (r"(?:最近|近)(?P<few>[两二三四2-4])个?季度?", _quarters),
    (r"过去(?P<few>[两二三四2-4])个?季度?", _quarters),
    (r"\b(?:last|past|previous) (?P<few>two|three|four|[2-4]) quarters\b", _quarters),
    (r"(?:最近|近|过去|这)半年(?:以?内|来|里)?|半年(?:以?内|来|里)", lambda _, today: back(today, 182)),
)
