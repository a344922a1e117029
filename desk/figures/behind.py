"""Which tickets stand behind each number of a month: counted once, opened as often as somebody taps."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from desk.clocks import ClockKind
from desk.figures.facts import Matter, Verdict
from desk.figures.month import REPEAT_DAYS
from desk.figures.numbers import CHAPTERS, Counting, numbers_of, repeat_of
from desk.figures.period import Period


@dataclass(slots=True)
class Behind:
    """What stands behind one number."""

    kept: int = 0  # of them solved in time
    of: int = 0  # of those due
    hidden: int = 0  # counted, never named (S4-28)
    places: "array[int]" = field(default_factory=lambda: array("L"))  # of the others, in the month's tickets

    @property
    def count(self) -> int:
        """How many tickets."""
        return len(self.places) + self.hidden


class Standing:
    """Takes the tickets of a month and knows which of them stand behind which number."""

    def __init__(self, period: Period, counting: Counting, zone: ZoneInfo) -> None:
        """`zone`: the site's."""
        self.period, self.counting = period, counting
        self._since = min(counting.until, period.ends(zone)) - timedelta(days=REPEAT_DAYS)
        self.first = min(period.begins(zone), self._since)  # what repeats may have begun before the month
        self.lines: dict[str, dict[str, Behind]] = {name: {} for name in CHAPTERS}
        self._matters: list[Matter] = []

    def add(self, matters: Iterable[Matter]) -> None:
        """Count these too."""
        for matter in matters:
            if numbers := self._of(matter):
                self._add(matter, numbers)

    def listed(self, behind: Behind, start: int, most: int) -> Sequence[Matter]:
        """The tickets behind a number that may be named, from the `start`-th on."""
        return [self._matters[place] for place in behind.places[start : start + most]]

    def _add(self, matter: Matter, numbers: list[tuple[str, str]]) -> None:
        solved = matter.verdicts(self.counting.until).get(ClockKind.RESOLVE)
        kept, due = solved is Verdict.KEPT, solved in (Verdict.KEPT, Verdict.LATE)
        for chapter, value in numbers:
            behind = self.lines[chapter].setdefault(value, Behind())
            behind.kept += kept
            behind.of += due
            if matter.hidden:
                behind.hidden += 1
            else:
                behind.places.append(len(self._matters))
        if not matter.hidden:  # without what only counting needs
            self._matters.append(matter._replace(promises=(), steps=frozenset(), keywords=()))

    def _of(self, matter: Matter) -> list[tuple[str, str]]:
        opened, found = matter.opened_at, list[tuple[str, str]]()
        if Period(opened.year, opened.month) == self.period:
            found += numbers_of(matter, self.counting)
        place = repeat_of(matter)
        if place and opened >= self._since:
            found.append(("repeat", place))
        return found
