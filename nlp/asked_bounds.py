"""A bound in a question: `低于90%`, `超过3单`, `没到九成`, `10单以上`, `more than 5`, `超过2天`."""

import re
from typing import NamedTuple

from desk.figures.bounds import Bound, Unit
from nlp.numerals import number

_NUMBER = r"(?:百分之)?(?:\d{1,4}(?:\.\d)?|[一二两三四五六七八九十百]{1,4})"
_UNITS: tuple[tuple[str, Unit, int], ...] = (
    (r"%|个百分点|percent", Unit.PERCENT, 1),
    (r"成(?![功了立])", Unit.PERCENT, 10),
    (r"个?小时|个?钟头|个钟|hours?", Unit.MINUTES, 60),
    (r"分钟|minutes?", Unit.MINUTES, 1),
    (r"天|日|days?", Unit.MINUTES, 1440),
    (r"个?周|个?星期|个?礼拜|weeks?", Unit.MINUTES, 10_080),
    (r"单|件|起|宗|次|回|条|张|个(?![月周星礼季])|tickets?|times", Unit.TICKETS, 1),
)
_UNIT = rf"(?:{'|'.join(pattern for pattern, *_ in _UNITS)})"
_LESS = (
    r"(?<!有)没有?(?:达?到|过)|未过|未达?到|达不到|未达|没达|不到|不足|不满|不及|低于|低过|[少小]于|below|under"
    r"|(?:less|fewer|lower) than"
)
_BEFORE = (
    ("l", r"不低于|不少于|不小于|至少|at least|no less than"),
    ("m", r"不超过|(?<!有)没有?超过|未超过|不高于|不多于|至多|no more than|at most|up to"),
    ("u", _LESS),
    ("o", r"超过|超出|高于|多于|多过|大于|高过|超|more than|higher than|over|above|exceed(?:s|ing)?"),
    (
        "l",
        r"达到了?|有没有达?到|到了?(?=\s?(?:百分之|\d{1,3}(?:\.\d)?\s?%|[一二三四五六七八九]成))|reach(?:es|ed)?",
    ),
)
_AFTER = (("l", r"(?:及|或)?以上|往上| or more| and above|\+"), ("m", r"(?:及|或)?以下| or (?:less|fewer)"))
_WRONG = "逾期|超时|超期|差评|不满意|二次投诉|重复投诉|群体投诉"
_ENDS = r"(?=\s*(?:$|[,，。?？!]|的|吗|了)|\s[a-z])"  # where no unit follows
_NONE = (("m", rf"(?<!有)(?P<number>没有?|零|无)(?P<unit>)(?={_WRONG})"),)  # 哪几栋没有逾期
_MOST = 999_999  # what a button has room for


class Told(NamedTuple):
    """A bound, and where it stands; `plain`: no unit was told."""

    bound: Bound
    start: int
    end: int
    plain: bool = False


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    some = rf"(?P<number>{_NUMBER})\s?(?:(?P<unit>{_UNIT})|{_ENDS})"
    before = [(sign, rf"(?:{words})\s?{some}(?!以上|以下)") for sign, words in _BEFORE]
    after = [(sign, rf"(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})?(?:{words})") for sign, words in _AFTER]
    whole = ("l", r"(?P<number>100)\s?(?P<unit>%)")
    return [(sign, re.compile(pattern)) for sign, pattern in (*before, *after, whole, *_NONE)]


_PATTERNS = _patterns()


def bound_in(text: str) -> Told | None:
    """The bound told in a folded text; None where there is none.

    以上 and 以下 take the number itself in, 超过 and 不到 do not (民法典 §1259).
    """
    for sign, pattern in _PATTERNS:
        found = pattern.search(text)
        amount = _amount(found["number"]) if found else None
        if found and amount is not None:
            percent = found["number"].startswith("百分之")
            unit, times = (Unit.PERCENT, 1) if percent else _unit(found["unit"])
            tenths = round(amount * times * 10)
            if tenths > _MOST:
                return None
            return Told(Bound(sign, tenths, unit), *found.span(), not (found["unit"] or percent))
    return None


def _amount(written: str) -> float | None:
    plain = written.removeprefix("百分之")
    if plain[0] in "没零无":
        return 0
    return float(plain) if plain[0].isdigit() else number(plain)


def _unit(written: str | None) -> tuple[Unit, int]:
    for pattern, unit, times in _UNITS:
        if written and re.fullmatch(pattern, written):
            return unit, times
    return Unit.TICKETS, 1
