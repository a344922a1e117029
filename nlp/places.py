"""Where it is: building, unit, floor, room, and the words for an area, out of folded text."""

import re

from desk.reading import Place
from nlp.fold import Folded
from nlp.numerals import NUMERAL, number

_N = r"(?:\d{1,4}|[〇零一二两三四五六七八九十廿卅百]{1,5})"
_TOWER = r"(?:号楼|號楼|栋|幢|座|号院?楼|#楼?|棟|橦)"

_DASHED = re.compile(r"(?<![\d.\-:/])(\d{1,3}|[a-h]\d?)[-—#](\d{1,2})[-—](\d{3,4})(?![\d.\-:/年月])")
_PAIR = re.compile(r"(?<![\d.\-:/a-z])(\d{1,2}|[a-h])[-—#](\d{3,4})(?![\d.\-:/%元块年万米])")
_BUILDING = re.compile(
    rf"(?<![\d.a-z])([a-z]?\d{{1,3}}[a-z]?|[a-z]|(?<!第){_N})(?:[-~到至](\d{{1,3}}))?\s?{_TOWER}"
    rf"|(?<![a-z])([a-z])楼|(?<![a-z]){_TOWER}([a-z\d]{{1,2}})(?![a-z])"
)
_BUILDING_BY_UNIT = re.compile(rf"(?<![\d.])({_N})(?:号|楼)(?={_N}(?:单元|门))")
_UNIT = re.compile(rf"([a-z]|{_N})(?:个)?(?:单元|单无|单园|门洞)|(?<=[号栋幢座楼])({_N})(?:门|梯)(?!口)")
_FLOOR = re.compile(
    rf"(?<![\d.a-z])(b?\d{{1,2}}|{_N})\s?(?:层|楼(?!栋|道)|f(?![a-z]))(?!之)|(?<![\d.a-z])(b?\d{{1,2}})/f"
)
_ROOM = re.compile(
    r"(?<![\d.a-z-])(\d{3,4}[a-z]?)\s?(?:室|房(?!价|贷|子)|号房|单位|住户|业主|号?(?=家|的住户))"
    r"|(?<![a-z\d])([a-z])(?:室|单位)(?!里)"
)
_ROOM_AFTER = re.compile(
    r"[\s,，的是]{0,2}(\d{3,4}|[a-h](?![a-z\d])|之\d)(?![\d%元块年天个户点分号秒]|月(?!租))"
)


def place_of(folded: Folded, area: str | None, relation: str | None) -> Place:
    """The place told in a text; `area` and `relation` are the words that the lexicon found."""
    text = folded.text
    dashed = _DASHED.search(text)
    if dashed:
        building, unit, room = dashed.groups()
        return Place(building=_tidy(building), unit=unit, room=room, area=area, relation=relation)
    building, end = _building(text)
    unit, end = _unit(text, end)
    floor, end = _floor(text, end)
    room = _room(text, end)
    if building is None and (pair := _PAIR.search(text)):
        building, room = _tidy(pair[1]), pair[2]
    return Place(building=building, unit=unit, floor=floor, room=room, area=area, relation=relation)


def _tidy(raw: str) -> str:
    value = number(raw)
    return raw.upper() if value is None else str(value)


def _building(text: str) -> tuple[str | None, int]:
    found = _BUILDING_BY_UNIT.search(text) or _BUILDING.search(text)
    if found is None:
        return None, 0
    return _tidy(next(g for g in found.groups() if g)), found.end()


def _unit(text: str, after: int) -> tuple[str | None, int]:
    found = _UNIT.search(text)
    if found is None:
        return None, after
    return _tidy(found[1] or found[2]), max(after, found.end())


def _floor(text: str, after: int) -> tuple[str | None, int]:
    for found in _FLOOR.finditer(text):
        value = _tidy(found[1] or found[2])
        if not value.isdigit() or 0 < int(value) < 100:
            return value, max(after, found.end())
    return None, after


def _room(text: str, after: int) -> str | None:
    if after and (near := _ROOM_AFTER.match(text, after)):
        return near[1].upper()
    found = _ROOM.search(text)
    return None if found is None else (found[1] or found[2]).upper()


__all__ = ["NUMERAL", "place_of"]
