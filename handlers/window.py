"""A person's recent lines, in memory only, so that a complaint typed as three lines is read as one.

Nothing of it reaches a disk; a line is forgotten with the first that anybody says
ten minutes later, or at once when it was used.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk.moves.joining import BURST

_LINES = 4  # lines of one person that are read together
_PEOPLE = 5_000  # persons remembered at a time


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line that opened nothing."""

    at: datetime
    text: str
    message: str | None
    photos: tuple[str, ...] = ()


class Window:
    """The last few lines of each person in each chat."""

    def __init__(self) -> None:
        self._lines: OrderedDict[tuple[str, str, str], list[Line]] = OrderedDict()

    def recent(self, who: tuple[str, str, str], now: datetime) -> list[Line]:
        """The lines of (platform, chat, account) that still count, oldest first."""
        return [line for line in self._lines.get(who, ()) if now - line.at <= BURST]

    def remember(self, who: tuple[str, str, str], line: Line) -> None:
        """Keep a line for ten minutes."""
        lines = [*self.recent(who, line.at), line][-_LINES:]
        self._lines[who] = lines
        self._lines.move_to_end(who)
        while len(self._lines) > _PEOPLE or self._oldest() + BURST < line.at:
            self._lines.popitem(last=False)

    def clear(self, who: tuple[str, str, str]) -> None:
        """The lines were used."""
        self._lines.pop(who, None)

    def undo(self, who: tuple[str, str, str]) -> Callable[[], None]:
        """What puts this person's lines back to how they are now: for a unit of work that fails."""
        before = list(self._lines.get(who, ()))

        def put_back() -> None:
            if before:
                self._lines[who] = before
            else:
                self.clear(who)

        return put_back

    def _oldest(self) -> datetime:
        """When whoever has been silent longest last spoke."""
        return next(iter(self._lines.values()))[-1].at
