"""How long something took on average (`平均多久修好`); the slowest are listed."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Self

from desk.clocks import ClockKind
from desk.figures.asking import Query
from desk.figures.facts import WAITED, Matter
from desk.figures.numbers import Counting
from desk.figures.ranking import Ranking
from desk.figures.terms import TIMES, Measure
from desk.notices import Fact, Notice, Word

_MINUTE = 60  # seconds
_LAST = (ClockKind.RESOLVE, ClockKind.ACCEPT)  # of several times the last one counts


class Lasting(Ranking):
    """From the report until the work was done, waiting included; what is not done is told beside it.

    Of solutions also the mean of those that were never suspended: S0-32 and S1-12 let work wait for a reason.
    """

    def __init__(self, query: Query, counting: Counting, start: int = 0) -> None:
        super().__init__(query, counting, start)
        self._pending = 0
        self._at_once = [0, 0]  # of those that never waited: minutes, and how many

    def absorb(self, key: str, other: Self) -> None:
        """The same, and what is not done yet, and what never waited."""
        super().absorb(key, other)
        self._pending += other._pending
        self._at_once = [one + more for one, more in zip(self._at_once, other._at_once, strict=True)]

    def _judged(self, matter: Matter) -> int | None:
        kind = TIMES[self.query.measure]
        found = minutes(matter, kind)
        if found is not None and WAITED not in matter.steps:
            self._at_once = [self._at_once[0] + found, self._at_once[1] + 1]
        self._pending += found is None and bool(matter.promised(kind))
        return found

    def _would_count(self, matter: Matter) -> bool:
        return minutes(matter, TIMES[self.query.measure]) is not None

    def _weight(self, matter: Matter) -> int:
        return minutes(matter, TIMES[self.query.measure]) or 0

    def figure(self) -> Notice:
        """The mean, and of how many."""
        name = Word(f"tally.{self.query.measure}")
        if not self._of:
            return Notice("asked.nothing", {"name": name})
        took, of = self._at_once
        some = self.query.measure is Measure.MEND and 0 < of < self._of
        facts: dict[str, Fact] = {
            "name": name,
            "mean": round(self.top / self._of),
            "of": str(self._of),
            "waited": self._of - of if some else None,
            "at_once": round(took / of) if some else None,
            "pending": self._pending,
            "since": Word("asked.since_hand" if self.query.measure is Measure.TAKE else "asked.since_report"),
        }
        return Notice("asked.mean", facts)

    def _order(self) -> Word | None:
        if not self._in_order:
            return None
        return Word("asked.quick_first" if self.query.best else "asked.slow_first")

    def _standing(self, line: tuple[str, int, int]) -> tuple[float, int, str]:
        """The slowest first, or the quickest."""
        key, took, of = line
        return (took / of * (1 if self.query.best else -1), -of, key)

    def _ranks(self, names: Mapping[int, str]) -> list[Fact]:
        return [
            Notice("asked.rank_mean", {"name": self._named(key, names), "mean": round(took / of), "of": of})
            for key, took, of in self._ranked()
        ]


def minutes(matter: Matter, kind: ClockKind) -> int | None:
    """From the report until it was done, of several times the last, at least one; None: it is not done.

    Of contacts, replies and hands the first counts. Accepting is reckoned from being asked to: whoever has it
    now is not slow because others had it before.
    """
    kept = matter.promised(kind)
    done = sorted(((one.met_at, one) for one in kept if one.met_at), key=itemgetter(0))
    if not done or len(done) < len(kept):
        return None
    end, promise = done[-1 if kind in _LAST else 0]
    since = (kind is ClockKind.ACCEPT and promise.started_at) or matter.opened_at
    return max(1, round((end - since).total_seconds() / _MINUTE))
