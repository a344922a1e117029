"""A workbook's cells: rows by the names of their columns, and what is wrong in them, by place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

Value = str | date


_CHINESE = re.compile(r"[\u4e00-\u9fff ]+")
_ABOVE = 5  # rows among which the heading is


class NoWorkbookError(ValueError):
    """The file is no XLSX workbook."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in one cell, as a text key of the terminal with its facts."""

    sheet: str
    row: int
    column: str  # its letter; "" for the row as a whole
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row that has something in it: texts without blanks around them, and dates."""

    sheet: str
    number: int
    values: Mapping[str, Value]  # by column name; a column without anything is not there
    columns: Mapping[str, str]  # letters by column name

    def text(self, name: str) -> str:
        """What stands there, as text; "" for nothing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else value.isoformat()

    def name(self, column: str) -> str:
        """A person's name there: 王　强, spread to the width of three characters, is 王强."""
        text = " ".join(self.text(column).split())
        return text.replace(" ", "") if _CHINESE.fullmatch(text) else text

    def wrong(self, name: str, key: str, /, **facts: object) -> Problem:
        """The problem in that column of this row."""
        return Problem(
            sheet=self.sheet, row=self.number, column=self.columns.get(name, ""), key=key, facts=facts
        )


def sheets(file: Path) -> dict[str, list[tuple[Value | None, ...]]]:
    """Every sheet's rows, by its title; raises NoWorkbookError, OSError."""
    try:
        book = load_workbook(file, data_only=True)  # whole: read by rows it does not tell what is merged
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise NoWorkbookError(file.name) from error
    return {sheet.title.strip(): _filled(sheet) for sheet in book.worksheets}


def _filled(sheet: Worksheet) -> list[tuple[Value | None, ...]]:
    """The sheet's rows; what stands in merged cells holds for each of them, as people mean it."""
    lines = [list(map(_plain, row)) for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        for row in lines[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1 : merged.max_col] = [lines[merged.min_row - 1][merged.min_col - 1]] * (
                merged.max_col - merged.min_col + 1
            )
    return list(map(tuple, lines))


def rows(
    sheet: str,
    cells: list[tuple[Value | None, ...]],
    headings: Mapping[str, tuple[str, ...]],
    needed: tuple[str, ...],
    problems: list[Problem],
) -> Iterator[Row]:
    """The rows below the heading; a needed column that is not there is a problem of the heading."""
    if not any(cell for line in cells for cell in line):
        return  # an empty sheet says nothing, and that is allowed
    top, places = _heading(cells, headings, needed)
    absent = [name for name in needed if places[name] is None]
    for name in absent:
        facts = {"column": headings[name][0]}
        problems.append(Problem(sheet=sheet, row=top, column="", key="import.no_column", facts=facts))
    if absent:
        return
    letters = {name: get_column_letter(at + 1) for name, at in places.items() if at is not None}
    for number, line in enumerate(cells[top:], top + 1):
        values = {name: line[at] for name, at in places.items() if at is not None and at < len(line)}
        filled = {name: value for name, value in values.items() if value not in (None, "")}
        if filled:
            yield Row(sheet=sheet, number=number, values=filled, columns=letters)


def fits(
    cells: list[tuple[Value | None, ...]], headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> bool:
    """Whether the sheet has the needed columns, whatever it is called."""
    return bool(cells) and all(_heading(cells, headings, needed)[1][name] is not None for name in needed)


def unused(
    cells: list[tuple[Value | None, ...]], headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> list[str]:
    """Titles of columns that nothing is taken from."""
    if not cells:
        return []
    top, places = _heading(cells, headings, needed)
    used = set(places.values())
    return [str(cell) for at, cell in enumerate(cells[top - 1]) if cell and at not in used]


def _heading(
    cells: list[tuple[Value | None, ...]], headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> tuple[int, dict[str, int | None]]:
    """The number of the row of headings and where each column is; above it may stand what the sheet is."""
    found = [(number, _places(line, headings)) for number, line in enumerate(cells[:_ABOVE], 1)]
    whole = (one for one in found if all(one[1][name] is not None for name in needed))
    return next(whole, found[0])


def _places(line: tuple[Value | None, ...], headings: Mapping[str, tuple[str, ...]]) -> dict[str, int | None]:
    head = ["".join(str(cell or "").split()).lower() for cell in line]
    return {
        name: next((at for at, title in enumerate(head) if title in titles), None)
        for name, titles in headings.items()
    }


def _plain(value: object) -> Value | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
