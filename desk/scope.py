"""Of whom a public notice speaks: buildings and units, wherever they stand in its words (S2-34)."""

import re
from dataclasses import dataclass

from desk.people import AreaError, parse_area
from desk.reading import Place

_NUMBER = (
    r"(?:[0-9]{1,3}|[A-Za-z](?![A-Za-z])|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_AND = r"\s?(?:[-–—~～至到、,，和及与與/&]|and|to)\s?"
_MARK = r"\s?(?:[栋棟幢座]|号楼|號樓)"
_LIST = rf"{_NUMBER}(?:(?:{_MARK})?{_AND}{_NUMBER})*"
_SCOPE = re.compile(
    rf"(?P<houses>{_LIST}){_MARK}(?:\s?(?P<units>{_LIST})\s?(?:单元|單元))?"
    rf"|\b(?:buildings?|bldg)\s?(?P<named>{_LIST})(?:,?\s?units?\s?(?P<parts>{_LIST}))?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:全|整个|整個)(?:小区|小區|区|區|园|園)|所有[楼樓][栋棟]?|whole (?:site|estate|compound)",
    re.IGNORECASE,
)
_UNIT_ALONE = re.compile(rf"{_NUMBER}\s?(?:单元|單元)")
_CAUSE = re.compile(r"^(?:原因|因)[:：\s]*")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What was named.

    `places`: "5", or "5-1" of a unit; none: the whole site. `rest`: the other words. `unclear`: a unit of
    nobody knows which building.
    """

    places: tuple[str, ...]
    rest: str
    unclear: str | None = None


def scope(words: str) -> Scope:
    """Whom the words name: `5栋1单元`, `3、5栋`, `3-5栋`, `5栋和6栋`, `building 3 unit 2`, `全小区`."""
    found: set[str] = set()
    for one in _SCOPE.finditer(words):
        found |= _named(one["houses"] or one["named"], _numbers(one["units"] or one["parts"]))
    rest = _WHOLE.sub(" ", _SCOPE.sub(" ", words))
    alone = _UNIT_ALONE.search(rest)
    rest = re.sub(r"^[\s、,，和及与與]+|[\s、,，和及与與]+$", "", re.sub(r"\s+", " ", rest))
    return Scope(
        places=tuple(sorted(found, key=_order)), rest=_CAUSE.sub("", rest).strip(), unclear=alone and alone[0]
    )


def _named(said: str, units: set[str]) -> set[str]:
    """The units are of all that are named, but in 12栋，5栋1单元 of the last."""
    marks = re.findall(_MARK, said)
    if not units or not marks:
        return {f"{house}-{unit}" for house in _numbers(said) for unit in units} or _numbers(said)
    others, mark, last = said.rpartition(marks[-1])
    of = _numbers(re.sub(rf"^{_AND}", "", last))
    return _numbers(others + mark) | {f"{house}-{unit}" for house in of for unit in units}


def covers(places: tuple[str, ...], there: Place) -> bool:
    """Whether a place is among them; of the whole site each is."""
    known = {there.building, f"{there.building}-{there.unit}"} if there.building else set()
    return not places or not known.isdisjoint(places)


def _numbers(said: str | None) -> set[str]:
    if not said:
        return set()
    plain = re.sub(r"[一二三四五六七八九十]+", lambda found: _arabic(found[0]), re.sub(_MARK, "", said))
    listed = re.sub(r"\s?(?:[、，和及与與/&]|and)\s?", ",", re.sub(r"\s?(?:[~～至到]|to)\s?", "-", plain))
    try:
        return set(parse_area(listed))
    except AreaError:
        return set()


def _arabic(said: str) -> str:
    tens, ten, ones = said.partition("十")
    if not ten:
        return str(_DIGITS[said])
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _order(place: str) -> tuple[tuple[int, str], ...]:
    return tuple((len(part), part) for part in place.split("-"))
