"""A span of days that somebody asks about: `上个月`, `本周`, `最近7天`, `10月`, `11月3日`, `last week`."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from nlp.days import (
    DAYS,
    MONTHS,
    QUARTER,
    WEEK,
    Days,
    back,
    english_weekday,
    month,
    on,
    quarter,
    week,
    weekday,
    weekend,
    year,
    year_before,
)
from nlp.numerals import number

COUNTED = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = r"(?:(20\d\d|去年|今年)\s*[年\-/.]?\s*的?)?"
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_HALF = 182  # days of half a year


class Span(NamedTuple):
    """The days, both inclusive, and where they stand in the text."""

    first: date
    last: date
    start: int
    end: int


_Found = re.Match[str]
UNITS = {"天": 1, "日": 1, "day": 1, "周": 7, "星": 7, "礼": 7, "week": 7, "月": 30, "month": 30}


def _last(found: _Found, today: date) -> Days:
    unit = next(days for name, days in UNITS.items() if found[2].startswith(name))
    return back(today, (number(found[1]) or 1) * unit)


def _named_month(found: _Found, today: date) -> Days | None:
    month = number(found[2]) or 0
    return _months(found[1], month, month, today)


def _third(found: _Found, today: date) -> Days | None:
    """10月上旬, 本月中旬, 上个月下旬."""
    told = span_of(found["month"], today)
    if told is None:
        return None
    first = {"上": 1, "中": 11, "下": 21}[found["third"]]
    last = told.last if found["third"] == "下" else told.first.replace(day=first + 9)
    return told.first.replace(day=first), last


def _feast(year: str | None, last: tuple[int, int], today: date) -> Days | None:
    """国庆, 五一: from the first of the month."""
    first = _of_day(year, last[0], 1, today)
    return (first, first.replace(day=last[1])) if first else None


def _october(found: _Found, today: date) -> Days | None:
    return _feast(found[1], (10, 7), today)


def _quarters(found: _Found, today: date) -> Days | None:
    """前三季度."""
    return _months(found[1], 1, (number(found[2]) or 1) * QUARTER, today)


def _months(year: str | None, first: int, last: int, today: date) -> Days | None:
    """From the first to the last month; without a year the latest such months that have begun."""
    if not (1 <= first <= MONTHS and 1 <= last <= MONTHS):
        return None
    over = first > last  # over New Year's
    begins = _year_of(year, today) or today.year - (over or first > today.month)
    return date(begins, first, 1), month(date(begins + over, last, 1), 0)[1]


def _between(found: _Found, today: date) -> Days | None:
    return _months(found[1], number(found[2]) or 0, number(found[3]) or 0, today)


def _between_days(found: _Found, today: date) -> Days | None:
    return _span_of_days(*found.groups(), today=today)


def _english_days(found: _Found, today: date) -> Days | None:
    """1 oct to 7 oct, oct 1 to 7."""
    first, month, other_month, other, month_after, last, last_month = found.groups()
    begins = _ENGLISH.index((month or other_month)[:3]) + 1
    ends = month_after or last_month
    end_month = f"{_ENGLISH.index(ends[:3]) + 1}" if ends else None
    return _span_of_days(None, f"{begins}", first or other, end_month, last, today=today)


def _span_of_days(
    year: str | None, month: str, first: str, other: str | None, last: str, *, today: date
) -> Days | None:
    begins = _of_day(year, number(month) or 0, number(first) or 0, today)
    if begins is None:
        return None
    there = number(other or month) or 0, number(last) or 0
    ends = _of_day(f"{begins.year + (there < (begins.month, begins.day))}", *there, today)
    return (begins, ends) if ends else None


def _part_of_year(found: _Found, today: date) -> Days | None:
    """上半年, 第三季度."""
    if found[2] in ("上", "下"):
        first, months = (1 if found[2] == "上" else 7), 6
    else:
        first, months = (number(found[2]) or 1) * QUARTER - 2, QUARTER
    return _months(found[1], first, first + months - 1, today)


def _year_of(written: str | None, today: date) -> int | None:
    if written in ("今年", "去年"):
        return today.year - (written == "去年")
    return int(written) if written else None


def _english_month(found: _Found, today: date) -> Days:
    named = _ENGLISH.index(found[1][:3]) + 1
    year = int(found[2]) if found[2] else today.year - (named > today.month)
    return month(date(year, named, 1), 0)


def _english_day(found: _Found, today: date) -> Days | None:
    month = _ENGLISH.index((found[2] or found[3])[:3]) + 1
    told = _of_day(None, month, int(found[1] or found[4]), today)
    return on(told, 0) if told else None


def _named_day(found: _Found, today: date) -> Days | None:
    told = _of_day(found[1], number(found[2]) or 0, number(found[3]) or 0, today)
    return on(told, 0) if told else None


def _of_day(year: str | None, month: int, day: int, today: date) -> date | None:
    """That day; without a year the latest such day that is not in the future."""
    try:
        this = date(_year_of(year, today) or today.year, month, day)
        return this if year or this <= today else this.replace(year=this.year - 1)
    except ValueError:
        return None


_THIS, _LAST = r"(?:本|这个?|当|今个?|呢个?)", r"上一?个?"
_M, _TO = r"(\d{1,2}|[一二三四五六七八九十]{1,2})", r"\s?(?:到|至|[-~—])\s?"
_E, _D = rf"({'|'.join(_ENGLISH)})[a-z]*", r"(\d{1,2})(?:st|nd|rd|th)?"
_TILL = r" ?(?:to|until|till|and|-|through) ?"
_WAYS: tuple[tuple[str, Callable[[_Found, date], Days | None]], ...] = (
    (rf"(?P<month>(?:{_THIS}|{_LAST}|{_YEAR}{_M})月(?:份)?)(?P<third>上|中|下)旬", _third),
    (r"截[至止]到?(?:今天|今日|现在|目前)", lambda _, today: (today.replace(day=1), today)),
    (r"截[至止]到?(?:昨天|昨日)", lambda _, today: (on(today, 1)[0].replace(day=1), on(today, 1)[0])),
    (r"今天|今日|今(?=晚|早)|today(?:'?s)?\b", lambda _, today: on(today, 0)),
    (r"昨天|昨日|寻日|琴日|[昨寻琴](?=晚|夜|早)|yesterday(?:'?s)?\b", lambda _, today: on(today, 1)),
    (r"明天|明日|tomorrow", lambda _, today: on(today, -1)),
    (r"大后天", lambda _, today: on(today, -3)),
    (r"后天|后日", lambda _, today: on(today, -2)),
    (r"大前天", lambda _, today: on(today, 3)),
    (r"前天|前日", lambda _, today: on(today, 2)),
    (rf"{_THIS}(?:周|星期|礼拜)末|this weekend", lambda _, today: weekend(today, 0)),
    (rf"{_LAST}(?:周|星期|礼拜)末|last weekend", lambda _, today: weekend(today, 1)),
    (
        rf"({_THIS}|{_LAST}|下一?个?)?(?<![每几一二三四五六日到至])(?:周|星期|礼拜)([一二三四五六日天])(?!到(?!期)|[至周六气])",
        weekday,
    ),
    (rf"\b(?:(last|this|next) |on )?({'|'.join(DAYS)})day\b", english_weekday),
    (r"上上个?(?:周|星期|礼拜)", lambda _, today: week(today, 2)),
    (rf"{_THIS}(?:周|星期|礼拜)|this week", lambda _, today: week(today, 0)),
    (rf"{_LAST}(?:周|星期|礼拜)|last week", lambda _, today: week(today, 1)),
    (r"下一?个?(?:周|星期|礼拜)|next week", lambda _, today: week(today, -1)),
    (r"下一?个?月(?:份)?|next month", lambda _, today: month(today, -1)),
    (r"上上个?月", lambda _, today: month(today, 2)),
    (rf"{_THIS}月(?:份)?|this month", lambda _, today: month(today, 0)),
    (rf"{_LAST}月(?:份)?|last month", lambda _, today: month(today, 1)),
    (rf"{_THIS}季度?|this quarter", lambda _, today: quarter(today, 0)),
    (rf"{_LAST}季度?|last quarter", lambda _, today: quarter(today, 1)),
    (
        r"年初(?:到|至)(?:现在|今天?|目前)|今年(?:以来|到现在|到目前)|(?:year to date|ytd|so far this year)",
        lambda _, today: year(today, 0),
    ),
    (rf"{_YEAR}前([二三2-3])个?季度?", _quarters),
    (
        rf"{_YEAR}国庆(?:节|长假|假期|黄金周)?(?:期间|[七7]天)?",
        lambda found, today: _feast(found[1], (10, 7), today),
    ),
    (rf"{_YEAR}五一(?:节|长假|假期)?(?:期间)?", lambda found, today: _feast(found[1], (5, 5), today)),
    (r"(?:最近|近|过去)(?:这)?一?年(?!级)", lambda _, today: back(today, 365)),
    (r"(?:最近|近|过去)半年", lambda _, today: back(today, _HALF)),
    (rf"{_YEAR}(上|下)半年", _part_of_year),
    (rf"{_YEAR}第?([1-4一二三四])季度?", _part_of_year),
    (r"(20\d\d)? ?\bq([1-4])\b", _part_of_year),
    (rf"{_YEAR}{_M}月(\d{{1,2}})[日号]?{_TO}(?:{_M}月)?(\d{{1,2}})[日号]", _between_days),
    (
        rf"(?<![\d.])()(\d{{1,2}})[./](\d{{1,2}}){_TO}(?:(\d{{1,2}})[./])(\d{{1,2}})(?![\d.])[日号]?",
        _between_days,
    ),
    (rf"(?<!\d){_YEAR}{_M}月?(?:份)?{_TO}{_M}月(?:份)?", _between),
    (rf"{_YEAR}{_M}月(\d{{1,2}})[日号]", _named_day),
    (rf"{_YEAR}{_M}月(?:份)?", _named_month),
    (r"去年(?:的?同期|同月|这个?时候)", lambda _, today: year_before(today)),
    (r"今年|this year|本年", lambda _, today: year(today, 0)),
    (r"去年|last ye?a?r|上年", lambda _, today: year(today, 1)),
    (rf"(?:最近|近|过去|这){COUNTED}个?(天|日|周|星期|礼拜|月)(?:以?内)?", _last),
    (r"(?:last|past) (\d{1,3}) (day|week|month)s?", _last),
    (rf"\b(?:between |from )?(?:{_D} {_E}|{_E} {_D}){_TILL}(?:{_E} )?{_D}(?: {_E})?\b", _english_days),
    (rf"\b(?:on )?(?:{_D} {_E}|{_E} {_D})\b(?! ?\d{{4}})", _english_day),
    (r"(?<!\d)(20\d\d)[-/.](\d{1,2})(?![\d\-/.])", _named_month),
    (rf"\b(?:in )?({'|'.join(_ENGLISH)})[a-z]*\b(?: (20\d\d))?", _english_month),
    (r"这[几两]天|these days", lambda _, today: back(today, WEEK)),
    (r"最近|近期|近来|[呢近]排|recently|lately", lambda _, today: back(today, 30)),
)
_PATTERNS = tuple((re.compile(pattern), days) for pattern, days in _WAYS)


def span_of(text: str, today: date) -> Span | None:
    """The first span of days named in a folded text, reckoned from `today`; None where there is none.

    A month or a day without a year is the latest such one that is not in the future.
    """
    for pattern, days in _PATTERNS:
        found = pattern.search(text)
        told = days(found, today) if found else None
        if found and told:
            return Span(*told, *found.span())
    return None
