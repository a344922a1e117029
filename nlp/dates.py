"""A day or a moment that somebody was asked for: `明天`, `3天后`, `11-25`, `周五下午三点`, `明天15:00`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from nlp.fold import fold
from nlp.moments import named
from nlp.numerals import number

_N = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_AHEAD = re.compile(rf"(?:过|等)?{_N}个?(天|日|周|星期|礼拜)(?:之|以)?后")
_DATED = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})(?!\d)")
_WORKDAYS = re.compile(r"工作日(?:之|以)?后")  # which they are, only the calendar knows
_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was named: a moment, or only a day (`timed` is False) where no hour was."""

    at: datetime
    timed: bool


def said(text: str, now: datetime) -> Said | None:
    """The day or moment named in a text, reckoned from `now` (aware); None where none can be."""
    try:
        return _wished(text, now)
    except ValueError:
        return None


def impossible(text: str, now: datetime) -> bool:
    """Whether a day or an hour is named that does not exist: `2月30日`, `25点`."""
    try:
        _wished(text, now)
    except ValueError:
        return True
    return False


def _wished(text: str, now: datetime) -> Said | None:
    """Asked for a time, one says no more than that: the word that makes a wish of it is put before it."""
    folded = _spelled(fold(text).text, now)
    wish = None if _WORKDAYS.search(folded) else named(fold(f"约{folded}上门"), now)
    if wish is None or (start := wish.start or wish.end) is None:
        return None
    vague = wish.start is not None and wish.end is not None and wish.end - wish.start > timedelta(hours=1)
    return Said(at=start, timed=not vague)


def _spelled(text: str, now: datetime) -> str:
    """With `3天后` and `11-25` told as a month and a day."""
    ahead = _AHEAD.search(text)
    if ahead:
        days = (number(ahead[1]) or 0) * (_WEEK if ahead[2] not in "天日" else 1)
        day = now + timedelta(days=days)
        text = f"{text[: ahead.start()]}{day.month}月{day.day}日{text[ahead.end() :]}"
    return _DATED.sub(r"\1月\2日", text)
