"""A span of days that somebody asks about: `上个月`, `本周`, `最近7天`, `10月`, `11月3日`, `last week`."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from nlp.days import (
    DAYS,
    QUARTER,
    WEEK,
    Days,
    as_far,
    back,
    english_weekday,
    month,
    months,
    of_day,
    on,
    quarter,
    season,
    span_of_days,
    week,
    weekday,
    weekend,
    year,
    year_before,
)
from nlp.english_months import ENGLISH_MONTHS
from nlp.feasts import FEASTS
from nlp.numerals import number
from nlp.parts import PARTS

COUNTED = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = r"(?:(20\d\d|(?<!\d)2\d(?=年)|去年|今年)\s*[年\-/.]?\s*的?)?"


class Span(NamedTuple):
    """The days, both inclusive, and where they stand in the text."""

    first: date
    last: date
    start: int
    end: int


_Found = re.Match[str]
_SPELLED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
UNITS = {"天": 1, "日": 1, "day": 1, "周": 7, "星": 7, "礼": 7, "week": 7, "月": 30, "month": 30}


def _last(found: _Found, today: date) -> Days:
    unit = next(days for name, days in UNITS.items() if found[2].startswith(name))
    return back(today, (_SPELLED.get(found[1]) or number(found[1]) or 1) * unit)


def _whole_year(found: _Found, today: date) -> Days:
    return year(today, today.year - int(found[1] or found[2]))


def _named_month(found: _Found, today: date) -> Days | None:
    month = number(found[2]) or 0
    return months(found[1], month, month, today)


def _quarters(found: _Found, today: date) -> Days | None:
    """前三季度."""
    return months(found[1], 1, (number(found[2]) or 1) * QUARTER, today)


def _between_days(found: _Found, today: date) -> Days | None:
    return span_of_days(*found.groups(), today=today)


def _part_of_year(found: _Found, today: date) -> Days | None:
    """上半年, 第三季度."""
    if found[2] in ("上", "下"):
        first, many = (1 if found[2] == "上" else 7), 6
    else:
        first, many = (number(found[2]) or 1) * QUARTER - 2, QUARTER
    return months(found[1], first, first + many - 1, today)


def _quarter(written: str) -> tuple[int, int]:
    """Its first and its last month."""
    last = int(written) * QUARTER
    return last - QUARTER + 1, last


def _named_day(found: _Found, today: date) -> Days | None:
    told = of_day(found[1], number(found[2]) or 0, number(found[3]) or 0, today)
    return on(told, 0) if told else None


_THIS, _LAST = r"(?:本|这个?|当|今个?|呢个?)", r"上一?个?"
_BEFORE_LAST = r"(?:上上|再上一?)个?"
_M, _TO = r"(\d{1,2}|[一二三四五六七八九十]{1,2})", r"\s?(?:到|至|[-~—])\s?"
_D = r"(\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_NEXT = r"(?<!一)下一?个?"  # 查一下周末几单
_NO_TOWER = "(?!\\s?[楼院])"  # 10月12号楼 names no day
_WAYS: tuple[tuple[str, Callable[[_Found, date], Days | None]], ...] = (
    *PARTS,
    *FEASTS,
    ENGLISH_MONTHS[0],
    (r"截[至止]到?(?:今天|今日|现在|目前)", lambda _, today: (today.replace(day=1), today)),
    (r"截[至止]到?(?:昨天|昨日)", lambda _, today: (on(today, 1)[0].replace(day=1), on(today, 1)[0])),
    (r"今天|今日|今(?=晚|早)|today(?:'?s)?\b", lambda _, today: on(today, 0)),
    (r"昨天|昨日|寻日|琴日|[昨寻琴](?=晚|夜|早)|yesterday(?:'?s)?\b", lambda _, today: on(today, 1)),
    (r"明天|明日|tomorrow", lambda _, today: on(today, -1)),
    (r"大后天", lambda _, today: on(today, -3)),
    (r"后天|后日", lambda _, today: on(today, -2)),
    (r"大前天", lambda _, today: on(today, 3)),
    (r"前天|前日|前(?=晚)", lambda _, today: on(today, 2)),
    (
        rf"{_BEFORE_LAST}(?:(?:周|星期|礼拜)末|weekend)|weekend before last",
        lambda _, today: weekend(today, 2),
    ),
    (rf"{_THIS}(?:周|星期|礼拜)末|this weekend", lambda _, today: weekend(today, 0)),
    (
        rf"{_LAST}(?:周|星期|礼拜)六(?:和|、|跟)?(?:(?:周|星期|礼拜))?[日天]",
        lambda _, today: weekend(today, 1),
    ),
    (rf"{_LAST}(?:(?:周|星期|礼拜)末|weekend)|last weekend", lambda _, today: weekend(today, 1)),
    (
        rf"({_BEFORE_LAST}|{_THIS}|{_LAST}|{_NEXT})?(?<![每几一二三四五六日到至])(?:周|星期|礼拜)([一二三四五六日天])(?!到(?!期|现在|目前|今[天日])|[至周六气号栋座幢])",
        weekday,
    ),
    (rf"\b(?:(last|this|next) |on )?({'|'.join(DAYS)})day\b", english_weekday),
    (r"上上个?(?:周|星期|礼拜)|\bweek before last\b", lambda _, today: week(today, 2)),
    (rf"{_THIS}(?:周|星期|礼拜)|this ?(?:week|wk)\b", lambda _, today: week(today, 0)),
    (rf"{_LAST}(?:周|星期|礼拜)|last ?(?:week|wk)\b", lambda _, today: week(today, 1)),
    (rf"{_NEXT}(?:周|星期|礼拜)|next week", lambda _, today: week(today, -1)),
    (rf"{_NEXT}月(?:份)?|next month", lambda _, today: month(today, -1)),
    (r"上上个?月|\bmonth before last\b", lambda _, today: month(today, 2)),
    (rf"{_THIS}月(?:份)?|this ?(?:month|mth|mnth)\b", lambda _, today: month(today, 0)),
    (
        rf"{_LAST}月(?:份)?(?:的?同期|的?这个?时候)|same (?:time|days|period) last month",
        lambda _, today: as_far(today, 1),
    ),
    (rf"{_LAST}月(?:份)?|last ?(?:month|mth|mnth)\b", lambda _, today: month(today, 1)),
    (rf"{_THIS}季度?|this quarter", lambda _, today: quarter(today, 0)),
    (rf"{_LAST}季度?|last quarter", lambda _, today: quarter(today, 1)),
    (
        r"年初(?:到|至)(?:现在|今天?|目前)|今年(?:以来|到现在|到目前)|(?:year to date|ytd|so far this year)",
        lambda _, today: year(today, 0),
    ),
    (rf"{_YEAR}前([两二三2-3])个?季度?", _quarters),
    (r"(?:最近|近|过去|这)(?:这)?一?年(?![级初底末])", lambda _, today: back(today, 365)),
    (rf"{_YEAR}(上|下)半年", _part_of_year),
    (rf"{_YEAR}第?([1-4一二三四])季度?", _part_of_year),
    (r"(20\d\d)? ?\bq([1-4])(?![\da-z])(?! ?20\d\d)", _part_of_year),
    (r"\bq([1-4]) ?(20\d\d)\b", lambda found, today: months(found[2], *_quarter(found[1]), today)),
    (rf"{_YEAR}{_M}月{_D}[日号]?{_TO}(?:{_M}月)?{_D}[日号]{_NO_TOWER}", _between_days),
    (
        rf"(?<![\d.])()(\d{{1,2}})[./](\d{{1,2}}){_TO}(?:(\d{{1,2}})[./])(\d{{1,2}})(?![\d.])[日号]?",
        _between_days,
    ),
    (rf"{_YEAR}{_M}月{_D}[日号]{_NO_TOWER}", _named_day),
    (r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d\-/.])", _named_day),
    (rf"{_YEAR}{_M}月(?:份)?", _named_month),
    (r"(?:入|开(?=春))(?P<season>[春夏秋冬])(?:以来|之?后)?", season),
    (r"去年(?:的?同期|同月|这个?时候)|(?:this|same) time last year", lambda _, today: year_before(today)),
    (r"(20\d\d)年(?!度|的?\d{1,2}月)(?:全年|一整年|整年)?|\b(?:in|during|year|for) (20\d\d)\b", _whole_year),
    (r"今年|this ye?a?r|本年|(?<!去年)全年", lambda _, today: year(today, 0)),
    (r"前年|the year before last", lambda _, today: year(today, 2)),
    (
        r"(?:最近|近|过去)([两二三2-3])年",
        lambda found, today: back(today, 365 * (number(found[1]) or 1)),
    ),
    (r"去年|last ye?a?r|上年", lambda _, today: year(today, 1)),
    (rf"(?:最近|近|过去|这){COUNTED}个?(天|日|周|星期|礼拜|月)(?:以?内)?", _last),
    (rf"(?:last|past) (\d{{1,3}}|{'|'.join(_SPELLED)}) (day|week|month)s?", _last),
    *ENGLISH_MONTHS,
    (r"(?<!\d)(20\d\d)[-/.](\d{1,2})(?![\d\-/.])", _named_month),
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
