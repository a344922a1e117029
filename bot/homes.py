"""A home as people write it."""

import re

_HOME = re.compile(r"([0-9A-Za-z]{1,4})-(?:([0-9A-Za-z]{1,4})-)?([0-9A-Za-z]{1,6})")


def parse_home(text: str) -> tuple[str, str, str] | None:
    """(building, unit, room) of "3-2-501"; the unit is "" in "3-501"; None for anything else."""
    parts = _HOME.fullmatch(text.strip())
    return (parts[1], parts[2] or "", parts[3]) if parts else None
