"""A word of a question that was typed by its sound: 会访 for 回访, 漏谁 for 漏水, 超是 for 超时."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from desk.figures.terms import Measure
from nlp.asked_words import Hit, known
from nlp.pinyin import syllable

_SORTS = frozenset({"measure", "state", "stage", "pace", "kind", "topic"})
_LONGEST = 6  # characters
_HAN = re.compile(r"[一-鿿]")
_NUMBERS = frozenset("零一二两三四五六七八九十百半几多")  # 满一年 is no 满意; 多 is one but in 多久
_PLAIN = frozenset("了的没有来到上下在人未不")  # that they have in common says nothing: 吃了 is no 迟了
_OURS = frozenset({"多久", "多快", "要多久", "平均多久"})
_ALIKE = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^n"), "l"), (re.compile("ing$"), "in"))


def respelled(text: str, left: str, found: list[Hit]) -> str | None:
    """The folded text with what was not understood spelled as the word that sounds so; None for none.

    `left`: the text without what was understood; `found`: what that was.
    """
    taken = {at for hit in found if _stays(hit) for at in range(hit.start, hit.end)}
    new = text
    for start, end in _runs(left):
        for first, last in _windows(start, end, len(text)):
            word = _word(text[first:last])
            if word and all(word[at - first] == text[at] for at in taken & set(range(first, last))):
                new = new[:first] + word + new[last:]
                break
    return None if new == text else new


def _stays(hit: Hit) -> bool:
    """Whether it is not read anew: a word of more than one character that says something."""
    return hit.end - hit.start > 1 and hit.sort not in ("filler", "unknown", "much")


def _runs(left: str) -> Iterator[tuple[int, int]]:
    """Where something stands that was not understood."""
    for found in re.finditer(r"[一-鿿]+", left):
        yield found.span()


def _windows(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """The spans that a run lies in, the longest first."""
    for many in range(_LONGEST, max(2, end - start) - 1, -1):
        for first in range(max(0, end - many), min(start, length - many) + 1):
            yield first, first + many


def _word(written: str) -> str | None:
    """The one word of ours that sounds so and has a character in common."""
    if not all(_HAN.match(char) for char in written) or written in _ordinary():
        return None
    sounds = tuple(_sound(char) for char in written)
    if None in sounds:
        return None
    words = {
        frozenset(known()[word]): word
        for word in reversed(_by_sound().get(sounds, ()))
        if set(word) & set(written) - _PLAIN and (word in _OURS or _NUMBERS.isdisjoint(written))
    }
    return next(iter(words.values())) if len(words) == 1 else None


@cache
def _sound(char: str) -> str | None:
    """Without tone, and without what is mixed up most."""
    sound = syllable(char)
    for pattern, plain in _ALIKE:
        sound = pattern.sub(plain, sound) if sound else None
    return sound


@cache
def _by_sound() -> Mapping[tuple[str | None, ...], list[str]]:
    words: dict[tuple[str | None, ...], list[str]] = {}
    for word, meanings in known().items():
        ours = any(sort in _SORTS and value != Measure.DUE for sort, value in meanings)
        if ours and len(word) > 1 and all(_HAN.match(char) for char in word):
            words.setdefault(tuple(_sound(char) for char in word), []).append(word)
    return words


@cache
def _ordinary() -> frozenset[str]:
    """Words that sound like ours and are others'."""
    return frozenset(word for word, meanings in known().items() if ("ordinary", "words") in meanings)
