"""Where a manager's question looks: buildings, and of one its unit."""

import re
from typing import NamedTuple

from desk.figures.floors import Floors
from nlp.asked_words import MOST, beside, blank
from nlp.numerals import number
from nlp.places import place_of

_NAMED = r"(?:号楼|栋楼?|幢|座|#楼?)"
_PLACED = re.compile(
    rf"(?:[a-z]?\d{{1,3}}[a-z]?|[a-z]|[一二三四五六七八九十甲乙丙丁]{{1,3}})\s?{_NAMED}"
    r"|(?:tower|building|block|bldg|blk) ?\w{1,3}"
)
_ENGLISH = re.compile(r"(?:building|block|tower|bldg|blk) ?([a-z]?\d{1,3}[a-z]?|[a-z])\b")
_NO_NAME = re.compile(r"\b(?:building|block|tower)s\b|[哪那每这]一?(?:号楼|栋|幢|座)")
_ROW = re.compile(rf"(?<![\d.\-])(\d{{1,2}})\s?{_NAMED}?\s?(?:到|至|[-~])\s?(\d{{1,2}})\s?{_NAMED}")
_LONGEST = 5  # of a building's name: what a button has room for
_N = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_UNIT = re.compile(rf"(?<![\d.])第?({_N})\s?单元|\bunit ?(\d{{1,2}})\b")
_OF_EACH = re.compile(r"\s?的?[^\W\d_a-z]{2}(?=[和跟与同、,，比])")  # 3栋漏水和5栋漏水


_DOOR = re.compile(
    rf"(?<![\da-z.\-/])(?:(?:[a-z]?\d{{1,3}}[a-z]?|[a-z]|[一二三四五六七八九十甲乙丙丁]{{1,3}})\s?{_NAMED}\s?(?:第?(?:{_N})\s?单元\s?)?"
    rf"(?:(?:{_N})\s?[楼层f](?:之|-)?(?:{_N}|[a-h](?![a-z]))|\d{{3,4}}[a-z]?(?![\d年月]))"
    rf"|(?:{_N})\s?[楼层f]\s?[a-h]\s?[室座]?(?![a-z])"
    r"|(?:[a-h]?\d{1,3}|[a-h])-(?:\d{1,2}-)?\d{3,4}(?![\d\-])|\d{3,4}(?=室|房(?![价贷])))"
    r"\s?(?:号?[室房])?(?:的|那)?个?(?:一?户(?:人家?)?|家|业主|住户|户主)?"
)  # 3栋502, 12楼之3, 3-2-904


class Where(NamedTuple):
    """The places named, and the text without them."""

    buildings: list[str]
    unit: str | None
    rest: str
    room: str | None = None
    level: Floors | None = None  # of the room: 12楼之3


def home_of(text: str) -> Where | None:
    """One door told in a folded text; None where none is, or several are."""
    found = list(_DOOR.finditer(text))
    if len(found) != 1:
        return None
    (door,) = found
    place = place_of(door[0], bare=False)
    if not place.room or (place.building and len(place.building) > _LONGEST):
        return None
    buildings = [place.building] if place.building else []
    level = Floors(int(place.floor), int(place.floor)) if place.floor and place.floor.isdecimal() else None
    return Where(buildings, place.unit, blank(text, *door.span()), place.room, level)


def where(text: str) -> Where:
    """Of a folded text; of several buildings no unit is looked for."""
    found, rest = _buildings(text)
    unit = None
    if len(found) <= 1:
        unit, rest = _numbered(_UNIT, rest)
    return Where(found, unit, rest)


def _numbered(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    found = pattern.search(text)
    if found is None:
        return None, text
    return str(number(next(part for part in found.groups() if part))), blank(text, *found.span())


def _buildings(text: str) -> tuple[list[str], str]:
    """The buildings named, of several those joined by 和 or counted (1-3栋), and the text without them."""
    if row := _ROW.search(text):
        first, last = int(row[1]), int(row[2])
        if first < last < first + MOST:
            return [str(one) for one in range(first, last + 1)], blank(text, *row.span())
    found: list[str] = []
    end = 0
    while len(found) < MOST:
        named, where = _building(text)
        mark = _joined(text, end, where.start()) if found and where else None
        if named is None or (found and mark is None):
            break
        found.append(named)
        if where is None:
            break
        text, end = blank(blank(text, *where.span()), *(mark or (0, 0))), where.end()
    return found, text


def _joined(text: str, end: int, start: int) -> tuple[int, int] | None:
    """Where the 和 between two buildings stands, if need be behind what is asked of the first."""
    if not text[end:start].strip():
        return end, end
    of_each = _OF_EACH.match(text, end, start)
    return beside(text, of_each.end() if of_each else end, start)


def _building(text: str) -> tuple[str | None, re.Match[str] | None]:
    for none in _NO_NAME.finditer(text):
        text = blank(text, *none.span())
    where = _PLACED.search(text)
    first = text if where is None else where[0]  # of several the first
    english = _ENGLISH.search(text)
    named = english[1].upper() if english else place_of(first, bare=False).building
    return (None, None) if named is None or len(named) > _LONGEST else (named, where)
