"""A workbook's cells: rows by the names of their columns, and what is wrong in them, by place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

Value = str | date


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

    def wrong(self, name: str, key: str, /, **facts: object) -> Problem:
        """The problem in that column of this row."""
        return Problem(
            sheet=self.sheet, row=self.number, column=self.columns.get(name, ""), key=key, facts=facts
        )


def sheets(file: Path) -> dict[str, list[tuple[Value | None, ...]]]:
    """Every sheet's rows, by its title; raises NoWorkbookError, OSError."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise NoWorkbookError(file.name) from error
    try:
        return {
            sheet.title.strip(): [tuple(map(_plain, row)) for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    finally:
        book.close()


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
    head = [str(cell or "").strip().lower() for cell in cells[0]]
    places = {
        name: next((at for at, title in enumerate(head) if title in titles), None)
        for name, titles in headings.items()
    }
    absent = [name for name in needed if places[name] is None]
    for name in absent:
        facts = {"column": headings[name][0]}
        problems.append(Problem(sheet=sheet, row=1, column="", key="import.no_column", facts=facts))
    if absent:
        return
    letters = {name: get_column_letter(at + 1) for name, at in places.items() if at is not None}
    for number, line in enumerate(cells[1:], 2):
        values = {name: line[at] for name, at in places.items() if at is not None and at < len(line)}
        filled = {name: value for name, value in values.items() if value not in (None, "")}
        if filled:
            yield Row(sheet=sheet, number=number, values=filled, columns=letters)


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
