"""Days of the week that a question is about: `每周一`, `上个月的礼拜天`, `on sundays`."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from nlp.asked_words import blank
from nlp.days import DAYS

_CHINESE = "一二三四五六日"
_EVERY = r"(?:(?P<every>每个?|逢)|(?<![上下这本个]))"
_NAMED = re.compile(
    rf"{_EVERY}(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?![一二三四五六日](?!号?[楼栋座幢])|[至到周均气号栋座幢])"
    rf"|\b(?:on )?(?P<each>every |each )?(?P<english>{'|'.join(DAYS)})day(?P<plural>s)?\b"
)
_AND = re.compile(r"\s*(?:和|、|跟|与|及|或|还有|还是|定|and|or|,|，)\s*")


def weekdays_in(text: str, spanned: Callable[[str], bool]) -> tuple[tuple[int, ...] | None, str]:
    """Those in a folded text, and the text without them; None where they are single days or none.

    `spanned`: whether a text names a span of which there can be several.
    """
    found = list(_NAMED.finditer(text))
    rest = text
    for one in found:
        rest = blank(rest, *one.span())
    often = any(one["every"] or one["each"] or one["plural"] for one in found)
    if not found or not (often or spanned(rest) or _compared(found, text)):
        return None, text
    for start, end in _between(found, text):
        rest = blank(rest, start, end)
    return tuple(sorted({_day(one) for one in found})), rest


def _compared(found: list[re.Match[str]], text: str) -> bool:
    """星期天和星期六哪天多."""
    return len(found) > 1 and any(
        word in text for word in ("哪天", "哪一天", "which day", "还是", "定周", "定星", "定礼")
    )


def _day(found: re.Match[str]) -> int:
    if found["english"]:
        return DAYS.index(found["english"])
    return _CHINESE.index("日" if found["day"] == "天" else found["day"])


def _between(found: list[re.Match[str]], text: str) -> Iterator[tuple[int, int]]:
    """What joins them."""
    for one, other in pairwise(found):
        if _AND.fullmatch(text, one.end(), other.start()):
            yield one.end(), other.start()
