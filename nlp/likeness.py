"""Whether two readings are about the same matter."""

from datetime import timedelta

from desk.reading import Place, Reading

SAME_MATTER = 0.6


def likeness(a: Reading, b: Reading, apart: timedelta) -> float:
    """0…1: how surely `a` and `b`, told `apart` from each other, are one matter of one site."""
    place = _place(a.place, b.place)
    if a.topic is None or b.topic is None or place == 0:
        return 0.0
    topic = 1.0 if a.topic == b.topic else 0.2 if a.category == b.category else 0.0
    return round(topic * place * _time(apart) * (0.8 + 0.2 * _shared(a.keywords, b.keywords)), 3)


def _place(a: Place, b: Place) -> float:
    """1 same place, 0 places that exclude each other."""
    if a.building and b.building and a.building != b.building:
        return 0.0
    if a.unit and b.unit and a.unit != b.unit:
        return 0.1
    if a.area and b.area and a.area != b.area:
        return 0.6
    return 1.0 if a.building == b.building else 0.75


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of keywords in common."""
    return len(set(a) & set(b)) / min(len(a), len(b)) if a and b else 0.0


def _time(apart: timedelta) -> float:
    """Falls from 1 within a day to 0.5 after a week."""
    days = abs(apart) / timedelta(days=1)
    return 1.0 if days <= 1 else max(0.5, 1 - (days - 1) / 12)
