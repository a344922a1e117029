"""A time span as staff type it: `5-12 9:00`, `5-12 9:00-17:00`, `明天 22:00 到 6:00`, `9点至5-13 8点`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_WEEKDAY = r"(?:周|週|星期|礼拜|禮拜)"
_DATE = (
    r"(?:(?:(?P<y{n}>\d{{4}})\s?\s?[-/.年]\s?\s?)?(?P<m{n}>\d{{1,2}})\s?\s?[-/.月]\s?\s?(?P<d{n}>\d{{1,2}})[日号號]?"
    r"|(?P<a{n}>\d{{1,2}})[日号號](?![楼樓院线線门門车車梯])"
    r"|(?P<w{n}>大[后後]天|今[天日]|[明听聽][天日]|[后後]天|[今明听聽](?=[早晚])|today|tomorrow)"
    rf"|(?<!下)(?P<x{{n}}>[这這本下])?[个個]?{_WEEKDAY}(?P<k{{n}}>[一二三四五六日天]))"
    rf"(?:\s?\s?[（(]{_WEEKDAY}[一二三四五六日天][)）])?"
)
_TIME = (
    r"(?P<p{n}>凌晨|上午|早上|早|中午|下午|傍晚|晚上|夜里|晚)?\s?\s?(?P<h{n}>\d{{1,2}})"
    r"(?:[:：](?P<i{n}>\d{{2}})|[点點时時](?:(?P<half{n}>半)|(?P<j{n}>\d{{1,2}})分?)?|(?=\s?\s?[ap]m))(?:\s?\s?(?P<s{n}>[ap]m))?(?!\d)"
)
_SPAN = re.compile(
    rf"(?<![\d-])(?:{_DATE.format(n=1)}\s?\s?)?{_TIME.format(n=1)}"
    rf"(?:\s?\s?(?:-|–|—|~|～|至|到|to)\s?\s?(?:{_DATE.format(n=2)}\s?\s?)?{_TIME.format(n=2)})?",
    re.IGNORECASE,
)
_NAMES_A_DAY = re.compile(
    rf"\d[日号號](?![楼樓院线線门門车車梯])|{_WEEKDAY}[一二三四五六日天末1-7]|[明后後昨听聽][天日早晚]|今[早晚]|morrow|night|国庆|國慶|元旦|春节|春節|除夕|清明|端午|中秋|五一|\d\s*[-/月]\s*\d|[月年][底初末]",
    re.IGNORECASE,
)
_WORDS = {"today": 0, "tomorrow": 1, "今": 0, "明": 1, "听": 1, "聽": 1, "后": 2, "後": 2, "大": 3}
_LATE = {"下午", "傍晚", "晚上", "夜里", "晚", "pm"}
_EVENING = {"晚上", "夜里", "晚"}
_NOON, _DAY = 12, 24
_SMALL = 5  # hours of the night that follows
_A_DAY = timedelta(days=1)
_LONGEST = timedelta(days=60)  # house: a longer one is a slip of the pen


@dataclass(frozen=True, kw_only=True)
class Span:
    """From when until when (None: not said), and the words beside it."""

    start: datetime
    end: datetime | None
    rest: str


def span_of(text: str, now: datetime) -> Span | None:
    """The first span named in a text, reckoned from `now` (aware); None where there is none that can be.

    Without a day it is today, unless a day is named somewhere else: none is guessed. A day without a year is
    the next such day, today's included. An end that names no day is on the same day, or the day after where
    it would come before the start.
    """
    found = _SPAN.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    try:
        day = _day(found, 1, now.date())
        if day is None and _NAMES_A_DAY.search(rest):
            return None
        start = _at(day or now.date(), found, 1, now)
        end = _end(found, start, day or now.date())
    except ValueError:
        return None
    if end is not None and not start < end <= start + _LONGEST:
        return None
    return Span(start=start, end=end, rest=rest)


def _end(found: re.Match[str], start: datetime, first: date) -> datetime | None:
    if not found["h2"]:
        return None
    last = _day(found, 2, first)
    end = _at(last or first, found, 2, start)
    if last is None and end <= start:
        afternoon = end + timedelta(hours=_NOON)  # 下午3点到5点, 9点到5点, 晚上10点到12点
        return afternoon if start < afternoon < end + _A_DAY and end.hour <= _NOON else end + _A_DAY
    return end


def _day(found: re.Match[str], n: int, today: date) -> date | None:
    if word := found[f"w{n}"]:
        return today + timedelta(days=_WORDS.get(word.lower(), _WORDS.get(word[0], 0)))
    if found[f"k{n}"]:
        return _weekday(found[f"k{n}"], found[f"x{n}"], today)
    if found[f"a{n}"]:
        return _of_month(int(found[f"a{n}"]), today)
    if not found[f"m{n}"]:
        return None
    month, day = int(found[f"m{n}"]), int(found[f"d{n}"])
    if found[f"y{n}"]:
        return date(int(found[f"y{n}"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _weekday(name: str, which: str | None, today: date) -> date:
    """下周三 is next week's; without it the next one, today's included."""
    ahead = "一二三四五六日".index(name.replace("天", "日")) - today.weekday()
    return today + timedelta(days=ahead + 7 * (which == "下" or ahead < 0))


def _of_month(day: int, today: date) -> date:
    """The next day of that number."""
    if day >= today.day:
        return today.replace(day=day)
    return (today.replace(day=1) + timedelta(days=31)).replace(day=day)


def _at(day: date, found: re.Match[str], n: int, now: datetime) -> datetime:
    hour, part = int(found[f"h{n}"]), found[f"p{n}"] or (found[f"s{n}"] or "").lower()
    minute = 30 if found[f"half{n}"] else int(found[f"i{n}"] or found[f"j{n}"] or 0)
    if part in _EVENING and (hour == _NOON or hour < _SMALL):
        day, hour = day + _A_DAY, hour % _NOON  # 晚上12点, 晚上1点
    elif (part in _LATE and hour < _NOON) or (part == "中午" and hour < _NOON - 1):
        hour += _NOON
    elif hour == _NOON and part == "am":
        hour = 0
    elif hour == _DAY and minute == 0:
        day, hour = day + _A_DAY, 0
    return datetime.combine(day, time(hour, minute), now.tzinfo)
