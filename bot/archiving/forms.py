"""How a sheet is headed, how wide its columns are, and how high a row is by its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

_MOMENTS = 15.5  # "2026-10-31 22:59"
_FREE = {
    "text": 36,
    "result": 26,
    "opinion": 24,
    "items": 34,
    "rule": 24,
    "reason": 20,
    "numbers": 66,
    "name": 22,
    "area": 10,
    "reporter": 10,
    "topic": 9,
    "source": 9,
}  # columns of any words: wrapped, and the row as high as they need
_NARROW = {
    **dict.fromkeys(("building", "unit", "attitude", "outcome", "round", "photos", "households"), 5.5),
    **dict.fromkeys(("number", "kind", "class", "urgency", "version", "currency", "in_time", "mode"), 7),
    "phone": 13,
}
_KEYS = {("journal", "kind"): 16, ("journal", "text"): 64}  # words of seven characters; the rest of a page
_USUAL = 8.5
_SHORT, _LETTERS = 10, 1.35  # columns of single words, and how much wider they are in English
_WORDS_ALONE = 110  # characters: a sheet whose only words are its last column
_LOG = ("at", "text")
LINE = 14.0  # points
_TALLEST = 409.0  # points of a row (Excel's limits)


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a sheet is headed."""

    name: str
    title: str  # at most 31 characters, none of []:*?/\
    columns: Sequence[str]
    headings: Sequence[str]
    language: str = "zh_CN"

    @cached_property
    def widths(self) -> list[float]:
        """Of its columns, in characters."""
        found = [_KEYS.get((self.name, column)) or _width(column) for column in self.columns]
        if self.language == "en":
            found = [_spelt(*one) for one in zip(found, self.headings, strict=True)]
        return [found[0], _WORDS_ALONE] if tuple(self.columns) == _LOG else found

    @cached_property
    def free(self) -> list[tuple[int, int]]:
        """The places of the columns with words, and how many characters fit on a line there."""
        wide = zip(self.columns, self.widths, strict=True)
        return [(at, int(width)) for at, (column, width) in enumerate(wide) if column in _FREE]


def is_moment(column: str) -> bool:
    """Whether a column has moments."""
    return column == "at" or column.endswith("_at")


def _width(column: str) -> float:
    if is_moment(column):
        return _MOMENTS
    return _FREE.get(column) or _NARROW.get(column) or _USUAL


def _spelt(width: float, heading: str) -> float:
    """Wide enough for words in letters, which are longer than in characters, and are not to be broken."""
    usual = width * _LETTERS if width <= _SHORT else width
    return max(usual, max(map(len, heading.split())) + 1.5)


def height(lines: int) -> float:
    """Points that a row of so many lines needs."""
    return min(LINE * lines, _TALLEST)


def lines(cell: object, room: int) -> int:
    """How many lines a cell needs where so many characters fit on one."""
    if not isinstance(cell, str) or (2 * len(cell) <= room and "\n" not in cell):
        return 1
    return sum(max(1, ceil(_long(line) / room)) for line in cell.split("\n"))


def _long(text: str) -> float:
    """Chinese characters are as wide as two others, and have three bytes where those have one."""
    return (len(text.encode(errors="replace")) + len(text)) / 2
