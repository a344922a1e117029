"""A bound that lines of a comparison are held against: below 90 %, more than 3 tickets (`超过3单的楼`)."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import NamedTuple

from desk.figures.terms import ENDS, PROMISES, STARS, TIMELESS, TIMES, Measure

_HOLDS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {"u": lt, "m": le, "o": gt, "l": ge}
_CODED = re.compile(r"([umol])(\d{1,6})([ptm])")
_TENTHS = 10


class Unit(StrEnum):
    """What is counted."""

    PERCENT = "p"
    TICKETS = "t"
    MINUTES = "m"


class Bound(NamedTuple):
    """Under, at most, over, at least; so many tenths of a unit."""

    sign: str  # of `_HOLDS`
    tenths: int
    unit: Unit

    def holds(self, top: int, of: int) -> bool:
        """Whether that is so of a numerator and its denominator, of tickets of the first alone."""
        if self.unit is Unit.TICKETS or not of:
            value = Fraction(top)
        else:
            value = Fraction(top * (100 if self.unit is Unit.PERCENT else 1), of)
        return _HOLDS[self.sign](value, Fraction(self.tenths, _TENTHS))

    @property
    def number(self) -> str:
        """95 or 99.5."""
        return f"{self.tenths / _TENTHS:g}"

    @property
    def code(self) -> str:
        """As a button carries it."""
        return f"{self.sign}{self.tenths}{self.unit}"


def bound_of(code: str) -> Bound | None:
    """That which a button carries; None for anything else."""
    found = _CODED.fullmatch(code)
    return Bound(found[1], int(found[2]), Unit(found[3])) if found else None


def measured_in(measure: Measure, *, lines: bool) -> frozenset[Unit]:
    """In which units lines of it can be held against a bound, or without lines all of it and each ticket."""
    if measure in TIMES:
        return frozenset({Unit.MINUTES})
    if not lines and (measure is Measure.LATE or measure in TIMELESS):
        return frozenset(Unit)
    if measure is Measure.COUNT or measure in ENDS:
        return frozenset({Unit.TICKETS})
    shares = (*PROMISES, *STARS, Measure.DONE)
    both = measure in (Measure.LATE, Measure.UNHAPPY, Measure.DONE) or measure not in shares
    return frozenset({Unit.PERCENT, Unit.TICKETS} if both else {Unit.PERCENT})
