"""Whether two readings are about the same matter."""

from datetime import timedelta

from desk.reading import Place, Reading
from desk.spots import elsewhere, two_of_a_kind

SAME_MATTER = 0.6

_AKIN = (
    {"噪音", "装修"},
    {"供水", "排水", "渗漏"},
    {"保洁", "虫害异味"},
    {"消防", "供电", "燃气"},
    {"安保", "被盗"},
    {"停车", "门禁", "占用通道"},
    {"物业费", "信息公开", "公共收益", "维修资金"},
)
_EVERY_FLOOR = {"供水", "供电", "供暖", "电梯"}  # told of another floor it may be the same
_DAYS_FRESH = 1
_DAYS_FADING = 12


def likeness(a: Reading, b: Reading, apart: timedelta) -> float:
    """0…1: how surely `a` and `b`, told `apart` from each other, are one matter of one site.

    `SAME_MATTER` separates; places that exclude each other give 0, and so does what is no report.
    """
    if a.topic is None or b.topic is None:
        return 0.0
    shared = _shared(a.keywords, b.keywords)
    place = _place(a.place, b.place)
    if a.topic not in _EVERY_FLOOR and _differ(a.place.floor, b.place.floor):
        place *= 0.5
    return round(
        _topic(a.topic, b.topic, a.place, b.place) * place * _time(apart) * (0.85 + 0.15 * shared), 3
    )


def akin(topic: str) -> frozenset[str]:
    """The topics of which a matter may be that is told as this one: itself, and those easily taken for it."""
    return frozenset({topic}).union(*(group for group in _AKIN if topic in group))


def _topic(a: str, b: str, place: Place, other: Place) -> float:
    if a == b:
        return 1.0
    akin = any({a, b} <= group for group in _AKIN)
    near = place.building == other.building and place.building is not None
    return (0.85 if near else 0.6) if akin else 0.0


def _place(a: Place, b: Place) -> float:
    """1 same place, 0 places that exclude each other."""
    if _differ(a.building, b.building):
        return 0.0
    if _differ(a.unit, b.unit):
        return 0.1
    here = a.building is not None and a.building == b.building
    part = 1.0 if here else 0.85 if a.building == b.building else 0.7
    if _differ(a.room, b.room):
        part *= 0.5
    if two_of_a_kind(a.area, b.area):
        return 0.0
    if elsewhere(a.area, b.area):
        part *= 0.8 if here else 0.5
    return part


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of keywords in common."""
    return len(set(a) & set(b)) / min(len(a), len(b)) if a and b else 0.0


def _time(apart: timedelta) -> float:
    """Falls from 1 within a day to 0.5 after a week."""
    days = abs(apart) / timedelta(days=1)
    return 1.0 if days <= _DAYS_FRESH else max(0.5, 1 - (days - _DAYS_FRESH) / _DAYS_FADING)
