"""Tables of an archive as CSV files, and how each table is headed."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.archiving.cells import for_csv
from bot.archiving.forms import Form
from bot.archiving.page import Page
from bot.archiving.sheets import JOURNAL, REGISTER, Sheet
from bot.archiving.voice import Voice

if TYPE_CHECKING:
    from storage.bundles import Bundle


def forms(sheets: Sequence[Sheet], voice: Voice) -> list[Form]:
    """How these sheets are headed."""
    return [form(sheet.name, sheet.columns, voice) for sheet in sheets]


def form(name: str, columns: Sequence[str], voice: Voice) -> Form:
    """How one sheet is headed."""
    headings = voice.word(f"columns.{name}").split(",")
    return Form(
        name=name,
        title=voice.word(f"sheet.{name}"),
        columns=columns,
        headings=headings,
        language=voice.language,
    )


class CsvTable:
    """One CSV file of a sheet's rows."""

    def __init__(self, file: Path, sheet: Sheet, voice: Voice) -> None:
        self._sheet, self._voice = sheet, voice
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("w", encoding="utf-8-sig", newline="")
        self._out = csv.writer(self._file)
        self._out.writerow(form(sheet.name, sheet.columns, voice).headings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, one: "Bundle") -> None:
        """A ticket's rows."""
        self._out.writerows(map(for_csv, row) for row in self._sheet.rows(Page([one], self._voice)))

    def write(self, lines: bytes) -> None:
        """Rows that are lines in UTF-8 already."""
        self._file.flush()
        self._file.buffer.write(lines)


class Sealed:
    """What is about somebody's conduct: for heads alone; made once there is something."""

    def __init__(self, room: Path, voice: Voice) -> None:
        self._folder, self._voice = room / "sealed", voice.unsealed()
        self._tables: list[CsvTable] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for table in self._tables:
            table.__exit__()

    def add(self, one: "Bundle") -> None:
        """A ticket with its journal."""
        if not self._tables:
            self._tables = [
                CsvTable(self._folder / f"{sheet.name}.csv", sheet, self._voice)
                for sheet in (REGISTER, JOURNAL)
            ]
        for table in self._tables:
            table.add(one)
