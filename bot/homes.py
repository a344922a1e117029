"""A home as people write it."""

import re

_HOME = re.compile(r"([0-9A-Za-z]{1,4})-(?:([0-9A-Za-z]{1,4})-)?([0-9A-Za-z]{1,6})")


def parse_home(text: str) -> tuple[str, str, str] | None:
    """(building, unit, room) of "3-2-501"; the unit is "" in "3-501"; None for anything else."""
    parts = _HOME.fullmatch(text.strip())
    return spelt(parts[1], parts[2] or "", parts[3]) if parts else None


def spelt(building: str, unit: str, room: str) -> tuple[str, str, str]:
    """A home as the reader spells it: 03-b-501a is 3-B-501A, a room keeps the digits on its door."""
    return (_short(building), _short(unit), room.upper())


def _short(part: str) -> str:
    return (part.lstrip("0") or part).upper()
