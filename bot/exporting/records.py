"""Tickets, journal, clocks and feedback of some months as XLSX, CSV or JSON Lines, row by row."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from bot.archiving.cells import for_csv
from bot.archiving.page import Page
from bot.archiving.sheets import EXPORTED, Row, Sheet
from bot.archiving.tables import form, forms
from bot.archiving.voice import Voice
from bot.archiving.workbook import Book
from storage.bundles import Bundle


class Out(Protocol):
    """Takes rows; files are there once it is done."""

    voice: Voice  # who speaks in the rows

    def add(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """More rows of one table."""

    def done(self) -> list[str]:
        """Nothing more comes; returns the names of the files."""


class Xlsx:
    """One workbook, of all tables or of some."""

    def __init__(self, room: Path, stem: str, voice: Voice, sheets: Sequence[Sheet] = EXPORTED) -> None:
        self.voice, self._file, self._sheets = voice, room / f"{stem}.xlsx", sheets
        self._book = Book(room, forms(sheets, voice), voice.site.name)

    def add(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """More rows of one table."""
        if sheet in self._sheets:
            self._book.add(sheet.name, rows)

    def done(self) -> list[str]:
        """Nothing more comes."""
        self._book.save(self._file)
        return [self._file.name]


class Csv:
    """A file for each table, with a mark by which Excel knows its letters (BOM)."""

    def __init__(self, room: Path, stem: str, voice: Voice) -> None:
        self.voice, self._stack = voice, ExitStack()
        self._names = {sheet.name: f"{stem}-{sheet.name}.csv" for sheet in EXPORTED}
        self._out = {
            sheet.name: csv.writer(
                self._stack.enter_context(
                    (room / self._names[sheet.name]).open("w", encoding="utf-8-sig", newline="")
                )
            )
            for sheet in EXPORTED
        }
        for sheet in EXPORTED:
            self._out[sheet.name].writerow(form(sheet.name, sheet.columns, voice).headings)

    def add(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """More rows of one table."""
        self._out[sheet.name].writerows(map(for_csv, row) for row in rows)

    def done(self) -> list[str]:
        """Nothing more comes."""
        self._stack.close()
        return list(self._names.values())


class Jsonl:
    """One file; each line names its table, and its columns and the kinds of journal entries in English."""

    def __init__(self, room: Path, stem: str, voice: Voice) -> None:
        self._file = (room / f"{stem}.jsonl").open("w", encoding="utf-8", newline="\n")
        self.voice = replace(voice, coded=True)

    def add(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """More rows of one table; moments with their offset, amounts as exact text."""
        for row in rows:
            record = {"table": sheet.name, **dict(zip(sheet.columns, row, strict=True))}
            self._file.write(json.dumps(record, ensure_ascii=False, default=self._plain) + "\n")

    def done(self) -> list[str]:
        """Nothing more comes."""
        self._file.close()
        return [Path(self._file.name).name]

    def _plain(self, value: object) -> str:
        if isinstance(value, datetime):
            return value.isoformat(timespec="seconds")
        return str(Decimal(str(value)))


FORMATS: Mapping[str, Callable[[Path, str, Voice], Out]] = {"xlsx": Xlsx, "csv": Csv, "jsonl": Jsonl}


def fill(out: Out, pages: Iterable[list[Bundle]], progress: Callable[[int], None]) -> int:
    """Every row of every ticket; returns how many tickets there were."""
    count = 0
    for page in pages:
        if shown := [one for one in page if not one.ticket.drill]:
            count += len(shown)
            columns = Page(shown, out.voice)
            for sheet in EXPORTED:
                out.add(sheet, list(sheet.rows(columns)))
        progress(count)
    return count
