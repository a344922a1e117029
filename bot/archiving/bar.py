"""How far an archive is: the year before, sheets and journal in one bar."""

from collections.abc import Callable

Progress = Callable[[int, int], None]


class Bar:
    """Adds up three works: each ticket of the year before once, each of the month twice."""

    def __init__(self, progress: Progress, tickets: int, written: Callable[[], int]) -> None:
        """`written`: of how many tickets the journal is written."""
        self._progress, self._tickets, self._written = progress, tickets, written
        self._before = self._counted = self._filed = 0

    def counted(self, done: int, everything: int) -> None:
        """So many tickets of the year before, of that many, have been counted."""
        self._counted, self._before = done, everything
        self.told(self._written())

    def filed(self, done: int) -> None:
        """So many stand in the sheets."""
        self._filed = done
        self.told(self._written())

    def told(self, written: int) -> None:
        """The journal of so many is written."""
        self._progress(self._counted + self._filed + written, self._before + 2 * self._tickets)
