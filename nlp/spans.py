"""A time span as staff type it: `5-12 9:00`, `5-12 9:00-17:00`, `明天 22:00 到 6:00`, `9点至5-13 8点`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_DATE = (
    r"(?:(?:(?P<y{n}>\d{{4}})\s*[-/.年]\s*)?(?P<m{n}>\d{{1,2}})\s*[-/.月]\s*(?P<d{n}>\d{{1,2}})[日号號]?"
    r"|(?P<w{n}>今天|明天|后天|後天|today|tomorrow))"
)
_TIME = (
    r"(?P<p{n}>上午|早上|下午|晚上|晚)?\s*(?P<h{n}>\d{{1,2}})"
    r"(?:[:：](?P<i{n}>\d{{2}})|[点點时時](?P<half{n}>半)?)(?!\d)"
)
_SPAN = re.compile(
    rf"(?<![\d-])(?:{_DATE.format(n=1)}\s*)?{_TIME.format(n=1)}"
    rf"(?:\s*(?:-|–|—|~|～|至|到|to)\s*(?:{_DATE.format(n=2)}\s*)?{_TIME.format(n=2)})?",
    re.IGNORECASE,
)
_WORDS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "後天": 2}
_LATE = {"下午", "晚上", "晚"}
_NOON, _DAY = 12, 24
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

    Without a day it is today; a day without a year is the next such day, today's included. An end that names
    no day is on the same day, or the day after where it would come before the start.
    """
    found = _SPAN.search(text)
    if found is None:
        return None
    try:
        first = _day(found, 1, now.date()) or now.date()
        start = _at(first, found, 1, now)
        end = None
        if found["h2"]:
            last = _day(found, 2, first)
            end = _at(last or first, found, 2, now)
            if last is None and end <= start:
                afternoon = end + timedelta(hours=_NOON)  # 下午3点到5点, 9点到5点
                end = afternoon if start < afternoon < end + _A_DAY and end.hour < _NOON else end + _A_DAY
    except ValueError:
        return None
    if end is not None and not start < end <= start + _LONGEST:
        return None
    return Span(start=start, end=end, rest=f"{text[: found.start()]} {text[found.end() :]}".strip())


def _day(found: re.Match[str], n: int, today: date) -> date | None:
    if found[f"w{n}"]:
        return today + timedelta(days=_WORDS[found[f"w{n}"].lower()])
    if not found[f"m{n}"]:
        return None
    month, day = int(found[f"m{n}"]), int(found[f"d{n}"])
    if found[f"y{n}"]:
        return date(int(found[f"y{n}"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _at(day: date, found: re.Match[str], n: int, now: datetime) -> datetime:
    hour = int(found[f"h{n}"])
    minute = 30 if found[f"half{n}"] else int(found[f"i{n}"] or 0)
    if found[f"p{n}"] in _LATE and hour < _NOON:
        hour += _NOON
    if hour == _DAY and minute == 0:
        day, hour = day + timedelta(days=1), 0
    return datetime.combine(day, time(hour, minute), now.tzinfo)
