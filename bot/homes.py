"""A home as people write it."""

import re
import unicodedata

_BETWEEN = re.compile(r"[-—–\s]|栋|棟|幢|号楼|號樓|座|#|单元|單元")
_HOME = re.compile(r"([0-9A-Za-z]{1,4})-(?:([0-9A-Za-z]{1,4})-)?([0-9A-Za-z]{1,6})")


def parse_home(text: str) -> tuple[str, str, str] | None:
    """(building, unit, room) of "3-2-501" or "3栋2单元501室"; the unit is "" in "3-501"; None: no home."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("室房")
    parts = _HOME.fullmatch("-".join(filter(None, _BETWEEN.split(plain))))
    return spelt(parts[1], parts[2] or "", parts[3]) if parts else None


def spelt(building: str, unit: str, room: str) -> tuple[str, str, str]:
    """A home as the reader spells it: 03-b-501a is 3-B-501A, a room keeps the digits on its door."""
    return (_short(building), _short(unit), room.upper())


def _short(part: str) -> str:
    return (part.lstrip("0") or part).upper()
