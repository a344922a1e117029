"""The lines of a comparison: counted, held against a bound, put in their order and told."""

from collections.abc import Mapping

from desk.figures.asking import EVER, Query
from desk.figures.grouping import every, named
from desk.figures.households import BESIDE, homes_of
from desk.figures.numbers import Counting
from desk.figures.terms import ENDS, GOOD_HIGH, SERIES, TIMELESS, By, Measure
from desk.figures.worded import bounded
from desk.homes import per_hundred
from desk.notices import Fact, Notice, Word

RANKED = 10  # lines of a comparison: as many as a phone shows with the figure and some tickets
COUNTED = (
    *(Measure.LATE, Measure.DONE, Measure.SECOND, Measure.GROUP, Measure.UNHAPPY),
    *ENDS,
    *TIMELESS,
)  # 几单 before percent
_MOST = {By.DATE: 14}  # two weeks, in short lines
_WHOLE = 100


class Lines:
    """What is counted, line by line; `top` and `of` are those of all."""

    def __init__(self, query: Query, counting: Counting) -> None:
        self.query, self._counting = query, counting
        self.top = self._of = 0
        self.groups: dict[str, list[int]] = {key: [0, 0] for key in every(query, counting)}

    def _into(self, key: str, found: int) -> None:
        """Count one there."""
        line = self.groups.setdefault(key, [0, 0])
        line[0] += found
        line[1] += 1

    def bounded(self) -> Notice | None:
        """Of how many lines it is so, or whether it is so of all; None: no bound was told."""
        bound = self.query.bound
        if bound is None:
            return None
        told: dict[str, Fact] = {"bound": bounded(bound)}
        if self.query.by:
            return Notice("asked.bounded", {**told, "count": str(len(self._lines())), "of": str(self._many)})
        if not self._of and self.query.measure is not Measure.COUNT:
            return None
        return Notice("asked.holds" if bound.holds(self.top, self._of) else "asked.holds_not", told)

    @property
    def _many(self) -> int:
        """Lines of which it could be so."""
        return sum(self._filled(of) for _, of in self.groups.values())

    def _filled(self, of: int) -> bool:
        """Whether such a line says something: of a day without reports there is a count, and no share."""
        return bool(of) or (self.query.measure is Measure.COUNT and self.query.by in SERIES)

    def _order(self) -> Word | None:
        """Which share stands first, where that has to be said."""
        if self.query.per and self._in_order:
            return Word("asked.per_least_first" if self.query.best else "asked.per_most_first")
        if self._by_time or not self._in_order:
            return None
        if self.query.ranked and self.query.measure not in GOOD_HIGH:
            return Word("asked.few_first" if self.query.best else "asked.most_first")
        if self.query.measure not in GOOD_HIGH:
            return None
        return Word("asked.best_first" if self.query.best else "asked.worst_first")

    @property
    def _in_order(self) -> bool:
        """Whether there are lines of which one stands before another."""
        return len(self._lines()) > 1 and not self._by_time

    @property
    def _by_time(self) -> bool:
        """Whether its lines stand in the order of time."""
        return self.query.by in SERIES and not self.query.ranked

    def _lines(self) -> list[tuple[str, int, int]]:
        """The worst first: the lowest share in time, the most of what went wrong; or the best.

        Days, weeks and months stand in their order. Where there is a bound, those alone of which it is so.
        """
        bound = self.query.bound
        lines = [
            (key, top, of) for key, (top, of) in self.groups.items() if not bound or bound.holds(top, of)
        ]
        if self._by_time:
            return sorted(line for line in lines if self._filled(line[2]))
        if self.query.per:
            lines = [line for line in lines if self._homes(line[0])]
        if self.query.ranked:
            lines = [line for line in lines if self._filled(line[2])]
        every = self.query.best or bound or self.query.measure in GOOD_HIGH  # else only what went wrong
        return sorted((line for line in lines if line[1] or every), key=self._standing)

    def _homes(self, key: str | None = None) -> int | None:
        """How many households that line, or all of it, is held against."""
        return homes_of(self.query, self._counting.homes, key)

    def _homeless(self) -> int | None:
        """Tickets in lines of which the households are not known, where these are in the order."""
        lost = sum(of for key, (_, of) in self.groups.items() if not self._homes(key))
        return lost or None if self.query.per and self.query.by else None

    @property
    def _ranked_most(self) -> int:
        return _MOST.get(self.query.by, RANKED) if self.query.by else RANKED

    def _ranked(self) -> list[tuple[str, int, int]]:
        """As many as are shown: of those in order of time the newest."""
        lines, most, skip = self._lines(), self._ranked_most, self.query.skip
        if self._by_time:
            return lines[: max(0, len(lines) - skip)][-most:]
        return lines[skip : skip + most]

    @property
    def _unranked(self) -> int:
        """How many lines more there are, to be seen by a tap."""
        return max(0, len(self._lines()) - self.query.skip - self._ranked_most)

    def _standing(self, line: tuple[str, int, int]) -> tuple[float, int, str]:
        key, top, of = line
        sign = -1 if self.query.best else 1
        if self.query.measure in GOOD_HIGH:
            return (sign * top / of, -of, key)
        weight = top / of if self.query.share and of else top
        if self.query.per:
            weight = top / (self._homes(key) or 1)
        return (-sign * weight, sign * of, key)

    def _ranks(self, names: Mapping[int, str]) -> list[Fact]:
        return [self._rank(key, self._named(key, names), top, of) for key, top, of in self._ranked()]

    def _rank(self, key: str, name: Fact, top: int, of: int) -> Notice:
        if self.query.measure is Measure.COUNT:
            told = self.query.per or self.query.by in BESIDE
            per = per_hundred(top, self._homes(key)) if told else None
            return Notice("asked.rank_count", {"name": name, "count": str(top), "per": per})
        all_, percent = self._share(top, of)
        facts: dict[str, Fact] = {"name": name, "top": str(top), "of": all_, "percent": percent}
        return Notice("asked.rank_counted" if self.query.measure in COUNTED else "asked.rank", facts)

    def _share(self, top: int, of: int) -> tuple[str | None, str | None]:
        """Denominator and percent; of all that ever was reported none is told."""
        return (None, None) if self.query.first == EVER or not of else (str(of), percent(top, of))

    def _named(self, key: str, names: Mapping[int, str]) -> Fact:
        return named(self.query.by, key, names) if self.query.by else key


def percent(top: int, of: int) -> str:
    """92.3; never 100 for less than all, nor 0 for more than none."""
    share = _WHOLE * top / of
    if 0 < top < of:
        share = min(max(share, 0.1), 99.9)
    return f"{share:.1f}".removesuffix(".0")
