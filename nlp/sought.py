"""Patterns that are tried only where they can match."""

import re
from collections.abc import Iterable


class Sought:
    """A pattern none of whose matches is without one of `signs` (a class of characters).

    Looking for one of some characters costs a tenth of looking for most patterns, and most texts have none.
    """

    def __init__(self, signs: str, pattern: str) -> None:
        self._signs = re.compile(f"[{signs}]")
        self._pattern = re.compile(pattern)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match."""
        return self._pattern.search(text, start) if self._signs.search(text, start) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Every match."""
        return self._pattern.finditer(text) if self._signs.search(text) else ()
