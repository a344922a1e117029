"""Cells of files that people open in a spreadsheet: text is text, whatever it begins with."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from bot.texts import clean

Cell: TypeAlias = "str | int | Decimal | datetime | None"
Column: TypeAlias = Sequence[Cell]

LONGEST = 32_767  # characters of one cell (ECMA-376, Excel's limits)
_STARTS = tuple(
    "=+-@\t\r＝＋－＠"
)  # what spreadsheets take for a formula in a CSV file (OWASP, CSV injection)
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x000D_ in a workbook would be read as that character
_NO_XML = re.compile("[\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text without anything invisible, not longer than a cell takes."""
    if text.isprintable() and 2 * len(text) <= LONGEST:
        return text
    plain = clean.clipped(_NO_XML.sub("", clean.lines(text)), LONGEST)
    return plain if _units(plain) <= LONGEST else clean.clipped(plain, LONGEST // 2)


def _units(text: str) -> int:
    """How long Excel finds it: an emoji is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def for_csv(cell: Cell) -> str | int | Decimal | None:
    """A cell of a CSV file; a text that a spreadsheet would run has an apostrophe before it."""
    if isinstance(cell, str):
        text = cleaned(cell)
        return f"'{text}" if text.startswith(_STARTS) else text
    return cell.isoformat(" ", "seconds") if isinstance(cell, datetime) else cell


def for_xml(text: str) -> str:
    """A text as it stands between the tags of a workbook."""
    plain = cleaned(text)
    if "_x" in plain:
        plain = _ESCAPED.sub("_x005F_", plain)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # day 0 of workbooks that count from 1900, on any wall
_DAY = 86_400


def serial(moment: datetime) -> float:
    """A moment as workbooks count it: days since their day 0."""
    gone = moment - _ZERO
    return gone.days + gone.seconds / _DAY
