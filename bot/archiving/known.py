"""What is made of one thing is remembered for the next that is equal: files say the same very often."""

from collections.abc import Callable
from typing import TypeVar

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")
_REMEMBERED = 1_000  # so few that a processor has them at hand


class Known(dict[_Thing, _Made]):
    """What `make` makes of the latest thousand things."""

    def __init__(self, make: Callable[[_Thing], _Made]) -> None:
        self._make = make

    def __missing__(self, thing: _Thing) -> _Made:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[thing] = self._make(thing)
        return found
