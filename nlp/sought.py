"""Patterns that are tried only where they can match."""

import re
from collections.abc import Iterable

DIGITS = "0123456789"


class Sought:
    """A pattern none of whose matches in a folded text is without one of the characters `signs`.

    Looking for one of some characters costs a tenth of looking for most patterns, and most texts have none.
    `more`: what stands after that character in every match (a pattern).
    """

    def __init__(self, signs: str, pattern: str, more: str = "") -> None:
        self.signs = signs
        self._sign = re.compile(f"[{re.escape(signs)}]{more}")
        self.pattern = re.compile(pattern)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match."""
        return self.pattern.search(text, start) if self._sign.search(text, start) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Every match."""
        return self.pattern.finditer(text) if self._sign.search(text) else ()
