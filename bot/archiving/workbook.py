"""A workbook (XLSX) of any length in bounded memory, laid out to be printed like the paper forms.

openpyxl makes it with styles, frozen headings, filters and print set-up around one sample row a sheet. The
rows themselves wait in files as XML and are put in the sample's place: a cell that goes through openpyxl
takes ten times as long.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any

from bot.archiving.cells import Cell, Column, for_xml, serial
from bot.archiving.forms import Form, height, is_moment, lines
from bot.archiving.known import Known

MOST = 1_048_575  # rows of a sheet below its heading (ECMA-376); more go on in a further sheet
_ROW = "\1"  # where the row's number comes; `for_xml` leaves no such character in a text
_HERE = _ROW.encode()
_BUFFER = 1 << 18  # bytes
_SAMPLE = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_WRITTEN = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")
_EXTENT = re.compile(rb'<dimension ref="[^"]*"')


class _Part:
    """The rows of one sheet, as they are written."""

    def __init__(
        self, form: Form, title: str, file: Path, letters: Sequence[str], styles: Sequence[int]
    ) -> None:
        self.form, self.title, self.file, self.letters = form, title, file, letters
        self.rows = 0
        self.out = file.open("wb", buffering=_BUFFER)
        self._makes = [_maker(*one, styles) for one in zip(form.columns, letters, strict=True)]
        self._lines = [(at, Known(partial(lines, room=room))) for at, room in form.free]
        self._talls = Known(_tall)

    def add(self, columns: Sequence[Column]) -> None:
        """Column by column: a call for each cell would take longest."""
        rows = len(columns[0])
        squares = zip(*(make(column) for make, column in zip(self._makes, columns, strict=True)), strict=True)
        highs = [map(known.__getitem__, columns[at]) for at, known in self._lines]
        talls = map(self._talls.__getitem__, map(max, repeat(1), *highs) if highs else repeat(1, rows))
        numbers = range(self.rows + 2, self.rows + 2 + rows)
        self.rows += rows
        self.out.writelines(map(_row, numbers, talls, map(b"".join, squares)))


def _row(number: int, tall: bytes, squares: bytes) -> bytes:
    return (b'<row r="%b"%b>%b</row>' % (_HERE, tall, squares)).replace(_HERE, b"%d" % number)


def _tall(high: int) -> bytes:
    return b' ht="%r" customHeight="1"' % height(high) if high > 1 else b""


def _maker(column: str, letter: str, styles: Sequence[int]) -> Callable[[Iterable[Any]], Iterable[bytes]]:
    """What makes XML of a column's cells; numbers of tickets and moments hardly come twice."""
    text, number, moment, amount = styles
    if column == "number":
        return partial(map, _cell(letter, number, "><v>%d</v>").__mod__)
    if is_moment(column):
        return partial(_moments, _cell(letter, moment, "><v>%.9f</v>"))
    return partial(map, Known(partial(_square, letter, text, number, amount)).__getitem__)


def _cell(letter: str, style: int, content: str) -> bytes:
    return f'<c r="{letter}{_ROW}" s="{style}"{content}</c>'.encode()


def _moments(cell: bytes, column: Iterable[datetime | None]) -> list[bytes]:
    return [cell % serial(moment) if moment else b"" for moment in column]


def _square(letter: str, text: int, number: int, amount: int, cell: Cell) -> bytes:
    """A cell as XML; nothing for an empty one."""
    if cell is None or cell == "":
        return b""
    if isinstance(cell, str):
        blanks = "" if cell == " ".join(cell.split()) else ' xml:space="preserve"'
        return _cell(letter, text, f' t="inlineStr"><is><t{blanks}>{for_xml(cell)}</t></is>')
    return _cell(letter, amount if isinstance(cell, Decimal) else number, f"><v>{cell}</v>")


class Book:
    """A workbook that is being written; its rows wait in `room` until it is saved."""

    def __init__(self, room: Path, forms: Sequence[Form], head: str, most: int = MOST) -> None:
        """`head` stands above each printed page beside the sheet's title."""
        from bot.archiving import layout  # noqa: PLC0415  # only who writes a workbook waits for openpyxl

        self._room, self._head, self._most, self._layout = room, head, most, layout
        self._book, self._styles = layout.blank(forms[0].language)
        self._parts = {form.name: [self._part(form, 1)] for form in forms}

    def add(self, name: str, rows: Sequence[Sequence[Cell]]) -> None:
        """More rows of a sheet."""
        self.put(name, list(zip(*rows, strict=True)))

    def put(self, name: str, columns: Sequence[Column]) -> None:
        """The same as columns; none where there are no rows."""
        if not columns:
            return
        part = self._parts[name][-1]
        room = self._most - part.rows
        if len(columns[0]) <= room:
            part.add(columns)
            return
        part.add([column[:room] for column in columns])
        self._parts[name].append(self._part(part.form, len(self._parts[name]) + 1))
        self.put(name, [column[room:] for column in columns])

    def rows(self, name: str) -> int:
        """How many rows a sheet has so far."""
        return sum(part.rows for part in self._parts[name])

    def save(self, file: Path) -> None:
        """Write the workbook; raises OSError. Nothing can be added any more."""
        parts = [part for some in self._parts.values() for part in some]
        for part in parts:
            part.out.close()
            self._lay_out(part)
        skeleton = io.BytesIO()
        self._book.save(skeleton)
        names = {f"xl/worksheets/sheet{at}.xml": part for at, part in enumerate(parts, 1)}
        with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(file, "w") as target:
            for name in source.namelist():
                _copy(source.read(name), names.get(name), name, target)
        for part in parts:
            part.file.unlink()

    def _part(self, form: Form, number: int) -> _Part:
        title = form.title if number == 1 else f"{form.title} {number}"
        file, letters = self._room / f".{form.name}-{number}.part", self._layout.letters(len(form.columns))
        return _Part(form, title, file, letters, self._styles)

    def _lay_out(self, part: _Part) -> None:
        sheet = self._book.create_sheet(part.title)
        self._layout.heading(sheet, part.form, part.rows, self._head)
        self._layout.styled(sheet, part.form.language)


def _copy(content: bytes, part: _Part | None, name: str, target: zipfile.ZipFile) -> None:
    """Without the moment of writing: the same rows make the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    if part is None:
        target.writestr(entry, _WRITTEN.sub(b"", content))
        return
    extent = b'<dimension ref="A1:%s%d"' % (part.letters[-1].encode(), part.rows + 1)
    content = _EXTENT.sub(extent, content, count=1)
    found = _SAMPLE.search(content)
    assert found is not None  # noqa: S101  # `_lay_out` put it there
    entry._compresslevel = 1  # type: ignore[attr-defined]  # noqa: SLF001  # ZipInfo has no other way before 3.13
    with target.open(entry, "w", force_zip64=True) as out, part.file.open("rb") as rows:
        out.write(content[: found.start()])
        shutil.copyfileobj(rows, out, 1 << 20)
        out.write(content[found.end() :])
