"""What one unit of work has read and need not read again."""

from collections.abc import Hashable
from typing import Any

Tables = frozenset[str]


class Memory:
    """Answers by what was asked; whatever the unit does to a table, all that came from it is forgotten.

    It ends with its unit, so no other process can have made it untrue for long: the next message looks anew.
    """

    def __init__(self) -> None:
        self._known: dict[Tables, dict[Hashable, Any]] = {}

    def of(self, tables: Tables) -> dict[Hashable, Any]:
        """What is known from these tables."""
        return self._known.setdefault(tables, {})

    def clear(self) -> None:
        """Some of what was read was undone."""
        self._known.clear()

    def forget(self, tables: Tables) -> None:
        """These are written to, or rows of theirs locked, for which another unit's change may be awaited."""
        for read, known in self._known.items():
            if not read.isdisjoint(tables):
                known.clear()
