"""Floors that a question looks at: one, some from one to another, or all from one on."""

import re
from typing import NamedTuple

_CODED = re.compile(r"(-?\d{1,2})(?:~(-?\d{1,2})?)?")
_BELOW = "-Bb负"  # before the number of a floor below the ground


class Floors(NamedTuple):
    """From the first to the last, both with them; without a last one all that are higher."""

    first: int
    last: int | None

    def take(self, written: str | None) -> bool:
        """Whether a floor as people write it is one of them; one that nobody told is none."""
        level = _level(written)
        return level is not None and self.first <= level and (self.last is None or level <= self.last)

    @property
    def code(self) -> str:
        """As a button carries it: 9, 5~8 or 10~."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first}~{'' if self.last is None else self.last}"


def floors_of(code: str) -> Floors | None:
    """Those that a button carries; None for anything else."""
    found = _CODED.fullmatch(code)
    if not found:
        return None
    first = int(found[1])
    return Floors(first, int(found[2]) if found[2] else None if "~" in code else first)


def _level(written: str | None) -> int | None:
    """6 of 6, -1 of B1."""
    below = bool(written) and str(written)[0] in _BELOW
    number = (written or "")[below:]
    return (-int(number) if below else int(number)) if number.isdecimal() else None
