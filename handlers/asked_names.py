"""Staff whom a question names: by name, in pinyin, as colleagues call them (老张, 陈师傅), or 他."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from desk.figures.asking import Query
from desk.people import Person
from nlp.asked_words import blank
from nlp.fold import fold
from nlp.pinyin import written as spelling

_BETWEEN = re.compile(r"(?<=\s\s)(?:[和跟与與、,，&]|and)(?=\s\s)")
_WHICH = re.compile("哪[个個](?=[更比]?[较較]?[快慢])")  # of two persons it is who
_LATIN = re.compile(r"[a-z]{3}")
_HIM = re.compile(r"(?<!其)[他她](?!们|家)|\b(?:he|she|him|her|his)\b")
_TITLE = "师傅|师父|姐|哥|经理|主管|主任|队长|班长|工(?![单程作时地期人种具况会])"
_CALLED = r"[老小阿]{0}(?![区板孩])|(?<![上本每这下一两几天号]){0}(?:{1})"


class Named(NamedTuple):
    """Whom it names, and the words without them."""

    persons: list[Person]
    rest: str
    either: bool = False  # one of them is meant, and nobody knows which
    him: bool = False  # 他
    home: Query | None = None  # the one that 他 lives in


def named(words: str, staff: Sequence[Person]) -> Named:
    """As they stand in a row; the longest name wins, in pinyin only where it is nobody else's too."""
    folded, where = fold(words), {}
    spelled = Counter(spelling(one.name) for one in staff) if _LATIN.search(folded.text) else Counter()
    written, rest = folded
    for one in sorted(staff, key=lambda one: -len(one.name)):
        name = re.escape(fold(one.name).text)
        latin = spelling(one.name) if spelled else None
        found = re.search(name, rest) if name else None
        if found is None and latin and spelled[latin] == 1:
            found = latin.search(rest)
        if found:
            where[found.start()] = one
            rest, written = blank(rest, *found.span()), blank(written, *found.span())
    if not where:
        return _called(written, rest, staff)
    rest = _BETWEEN.sub(" ", written)
    return Named(
        [where[at] for at in sorted(where)], _WHICH.sub("谁", rest) if where.keys() - {min(where)} else rest
    )


def _called(written: str, rest: str, staff: Sequence[Person]) -> Named:
    """By the surname alone, with what colleagues put before or behind it."""
    for surname in dict.fromkeys(fold(one.name).text[:1] for one in staff if one.name):
        found = re.search(_CALLED.format(re.escape(surname), _TITLE), rest)
        if found:
            meant = [one for one in staff if fold(one.name).text.startswith(surname)]
            return Named(meant, blank(written, *found.span()), either=len(meant) > 1)
    him = _HIM.search(rest)
    return Named([], blank(written, *him.span()) if him else written, him=him is not None)
