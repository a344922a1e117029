"""The hours of the day that a question is about: `晚上10点以后`, `9点到12点`, `after 10pm`."""

import re
from collections.abc import Callable

from nlp.asked_words import blank
from nlp.numerals import number

Hours = tuple[int, int]  # the latter excluded; (22, 6) is a night
_NOON, _DAY = 12, 24
_NIGHT_ENDS = 6  # 夜间 is from ten to six (噪声污染防治法 §88)
_NIGHT = 22
_EVENING = 18
_MORNING = 10
_PART = r"(凌晨|半夜|深夜|夜里|夜间|夜晚|晚上|晚间|傍晚|早上|早晨|清晨|上午|中午|下午|晚|早)?的?\s?"
_N = r"(\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_SHARP = r"\s?(?:点钟?|时|:00)(?!半|\d|一刻|三刻)"
_TO = r"\s?(?:到|至|[-~—])\s?(?:次日|第二天|隔天|翌日)?的?"
_EN = r"(\d{1,2})(?::00)?\s?(am|pm)"
_AFTERNOON = frozenset({"下午", "傍晚", "pm"})
_ONE = ("下午", "凌晨", "中午", "夜里", "半夜")  # elsewhere 一点 is a little
_SMALL = frozenset("凌晨 半夜 深夜 夜里 夜间".split())
_DARK = frozenset("半夜 深夜 夜里 夜间 夜晚 晚上 晚间 晚".split())


def _hour(part: str | None, written: str) -> int | None:
    hour = number(written)
    if hour is None or not 0 <= hour <= _DAY or (written == "一" and part not in _ONE):
        return None
    if part in ("凌晨", "am") or (part in _DARK and hour == _NOON):
        return hour % _NOON
    dark = part in _DARK and hour >= _NIGHT_ENDS
    later = part in _AFTERNOON or dark or (part == "中午" and hour < _MORNING)
    return hour + _NOON if later and hour < _NOON else hour


def _since(part: str | None, written: str) -> Hours | None:
    first = _hour(part, written)
    if first is None or first == _DAY:
        return None
    if part in _SMALL and first < _NIGHT_ENDS:
        return first, _NIGHT_ENDS  # 凌晨两点以后
    night = first >= _NIGHT or (part in _DARK and first >= _EVENING)
    return first, _NIGHT_ENDS if night else _DAY


def _until(part: str | None, written: str) -> Hours | None:
    last = _hour(part, written)
    return (0, last) if last else None


def _between(part: str | None, written: str, other: str | None, end: str) -> Hours | None:
    first, last = _hour(part, written), _hour(other, end)
    if first is None or last is None or first == _DAY:
        return None
    if other is None:  # 晚上8点到10点, 9点到5点: whichever comes first
        last = min(last, last + _NOON if last < _NOON else last, key=lambda hour: (hour - first - 1) % _DAY)
    return None if first == last else (first, last)


_WAYS: tuple[tuple[re.Pattern[str], Callable[..., Hours | None]], ...] = (
    (
        re.compile(
            rf"(?:(?:夜间|晚上|白天|日间|凌晨|上午|下午)\()?{_PART}{_N}(?:{_SHARP})?{_TO}{_PART}{_N}{_SHARP}\)?"
        ),
        _between,
    ),  # 夜间(22点到次日6点): what it says in words it says in numbers
    (re.compile(rf"{_PART}{_N}{_SHARP}(?:以后|之后|过后|后|起)"), _since),
    (re.compile(rf"{_PART}{_N}{_SHARP}(?:以前|之前|前)"), _until),
    (
        re.compile(rf"\b(?:between |from )?{_EN}{_TO.replace('到', '到|to|and|until|till')}{_EN}\b"),
        lambda first, am, last, pm: _between(am, first, pm, last),
    ),
    (re.compile(rf"\b(?:after|aftr|since|from) {_EN}\b"), lambda hour, part: _since(part, hour)),
    (re.compile(rf"\b(?:before|until|till|by) {_EN}\b"), lambda hour, part: _until(part, hour)),
)


def hours_of(text: str) -> tuple[Hours | None, str]:
    """The hours told in a folded text by the clock, and the text without them; half hours are none."""
    for pattern, made in _WAYS:
        found = pattern.search(text)
        hours = made(*found.groups()) if found else None
        if found and hours:
            return hours, blank(text, *found.span())
    return None, text
