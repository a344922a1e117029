"""How long something took on average (`平均多久修好`); the slowest are listed."""

from collections.abc import Mapping
from heapq import heappush, heappushpop

from desk.clocks import ClockKind
from desk.figures.asking import TIMES, Query
from desk.figures.facts import Matter
from desk.figures.numbers import Counting
from desk.figures.replying import LISTED, Reply, ticket_line
from desk.notices import Fact, Notice, Word

_MINUTE = 60  # seconds


class Lasting(Reply):
    """From the report until the work was done, waiting included; what is not done is told beside it."""

    def __init__(self, query: Query, counting: Counting, start: int = 0) -> None:
        super().__init__(query, counting, start)
        self._pending = 0
        self._slowest: list[tuple[int, int, Matter]] = []

    def _judged(self, matter: Matter) -> int | None:
        kind = TIMES[self.query.measure]
        found = minutes(matter, kind)
        self._pending += found is None and any(one.kind is kind for one in matter.promises)
        return found

    def _list(self, matter: Matter) -> None:
        if matter.hidden:
            self._hidden += 1
            return
        self._behind += 1
        one = (minutes(matter, TIMES[self.query.measure]) or 0, -matter.number, matter)
        full = len(self._slowest) >= self._start + LISTED
        (heappushpop if full else heappush)(self._slowest, one)

    def notice(self, names: Mapping[int, str], against: Notice | None = None) -> Notice:
        """The answer, its list from the slowest on."""
        listed = sorted(self._slowest, reverse=True)[self._start :]
        self._shown = [matter for _, _, matter in listed]
        found = super().notice(names, against)
        lines = [Notice("asked.took", {"line": ticket_line(one), "took": took}) for took, _, one in listed]
        return Notice(found.key, {**found.facts, "lines": lines}, found.buttons)

    def figure(self) -> Notice:
        """The mean, and of how many."""
        name = Word(f"tally.{self.query.measure}")
        if not self._of:
            return Notice("asked.nothing", {"name": name})
        facts: dict[str, Fact] = {"name": name, "mean": round(self.top / self._of), "of": str(self._of)}
        return Notice("asked.mean", {**facts, "pending": self._pending})

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

    Of contacts, replies and hands the first counts.
    """
    met = [one.met_at for one in matter.promises if one.kind is kind]
    done = [one for one in met if one is not None]
    if not done or len(done) < len(met):
        return None
    end = max(done) if kind is ClockKind.RESOLVE else min(done)
    return max(1, round((end - matter.opened_at).total_seconds() / _MINUTE))
