"""What grew most (`什么投诉涨得最多`): lines of a comparison beside what they had in earlier days (S1-07)."""

from collections.abc import Mapping
from datetime import date

from desk.figures.asking import Query
from desk.figures.numbers import Counting
from desk.figures.replying import Reply
from desk.notices import Fact, Notice, Word


class Growing(Reply):
    """The line that grew most stands first; where the earlier days have no full record, the longest."""

    def __init__(self, query: Query, counting: Counting, start: int = 0) -> None:
        super().__init__(query, counting, start)
        self._before: dict[str, int] = {}

    def against(self, earlier: Reply, since: date) -> Notice:
        """The same, and of each line what it had."""
        if earlier.query.first >= since:
            self._before = {key: top for key, (top, _) in earlier.groups.items()}
            for key in self._before:
                self.groups.setdefault(key, [0, 0])
        return super().against(earlier, since)

    def _lines(self) -> list[tuple[str, int, int]]:
        if not self._before:
            return super()._lines()
        return sorted(((key, top, of) for key, (top, of) in self.groups.items()), key=self._standing)

    def _standing(self, line: tuple[str, int, int]) -> tuple[float, int, str]:
        key, top, of = line
        return (self._before.get(key, 0) - top, -of, key) if self._before else super()._standing(line)

    def _order(self) -> Word | None:
        return Word("asked.grown_first") if self._before and self._in_order else None

    def _ranks(self, names: Mapping[int, str]) -> list[Fact]:
        if not self._before:
            return super()._ranks(names)
        return [
            Notice(
                "asked.rank_grew",
                {"name": self._named(key, names), "count": str(top), "before": str(self._before.get(key, 0))},
            )
            for key, top, _ in self._ranked()
        ]
