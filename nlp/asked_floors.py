"""Which floors a question looks at: `10楼以上`, `5到8楼`, `低楼层(1-3楼)`, `above the 10th floor`."""

import re
from collections.abc import Callable

from desk.figures.floors import Floors
from nlp.asked_words import blank
from nlp.numerals import number

_N = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_CLEAR = r"(?<![\d.a-z\-哪每边])(?<![一二三四五六七八九十](?=[一二三四五六七八九十]))"
_LEVEL = r"\s?[楼层](?![栋道梯长])"
_TH = r"(\d{1,2})(?:st|nd|rd|th)?"
_HEIGHT = r"(?:[低中高]楼?层的?\s?)?\(?"  # 低楼层(1-3楼): what it says in words it says in numbers
_ABOVE, _BELOW = "(?:及|或|含|和|包括)?以", "(?:不足|不到|低于|小于)"


def _up(first: int) -> Floors:
    return Floors(first, None)


_WAYS: tuple[tuple[re.Pattern[str], Callable[..., Floors]], ...] = (
    (
        re.compile(rf"{_HEIGHT}{_CLEAR}第?{_N}[楼层]?\s?(?:到|至|[-~])\s?{_N}{_LEVEL}\)?"),
        lambda first, last: Floors(min(first, last), max(first, last)),
    ),
    (
        re.compile(
            rf"\b(?:between )?floors? {_TH} ?(?:to|-|through|and) ?{_TH}\b|\b{_TH} ?(?:to|-) ?{_TH} floors?\b"
        ),
        lambda first, last: Floors(min(first, last), max(first, last)),
    ),
    # 以上 and 以下 take the number itself in, 超过 does not (民法典 §1259)
    (re.compile(rf"{_HEIGHT}{_CLEAR}{_N}{_LEVEL}(?:{_ABOVE}上|往上|起)\)?"), _up),
    (re.compile(rf"{_HEIGHT}{_CLEAR}{_N}{_LEVEL}(?:{_ABOVE}下|往下)\)?"), lambda last: Floors(1, last)),
    (re.compile(rf"(?:超过|高于|大于|高过){_N}{_LEVEL}"), lambda last: _up(last + 1)),
    (re.compile(rf"{_BELOW}{_N}{_LEVEL}"), lambda first: Floors(1, first - 1)),
    (re.compile(rf"\b(?:floors? )?{_TH}(?: floor|/f)? (?:and|or) (?:above|up|higher)\b"), _up),
    (
        re.compile(rf"\b(?:above|over) (?:the )?(?:floors? {_TH}|{_TH}(?: floor|/f))\b"),
        lambda last: _up(last + 1),
    ),
    (
        re.compile(rf"\b(?:below|under) (?:the )?(?:floors? {_TH}|{_TH}(?: floor|/f))\b"),
        lambda first: Floors(1, first - 1),
    ),
    (re.compile(rf"(?:负|地下)第?{_N}{_LEVEL}|\bb(\d)[楼层]"), lambda depth: Floors(-depth, -depth)),
    (
        re.compile(
            rf"{_CLEAR}{_N}\s?[楼层](?!以上|以下|及以|往[上下]|[栋道梯长到至\-]|[上下](?![午班周个星礼旬半月季上两一]))"
        ),
        lambda one: Floors(one, one),
    ),
    (re.compile(rf"\b{_TH}(?: floor|/f)\b|\bfloor {_TH}\b"), lambda one: Floors(one, one)),
)


def floors_in(text: str) -> tuple[Floors | None, str]:
    """The floors told in a folded text, and the text without them."""
    for pattern, made in _WAYS:
        found = pattern.search(text)
        numbers = [number(part) or 0 for part in found.groups() if part] if found else []
        if found and all(numbers):
            return made(*numbers), blank(text, *found.span())
    return None, text
