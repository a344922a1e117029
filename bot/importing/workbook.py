"""A workbook, read: people and days, or every error in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.importing import duty, people
from bot.importing.cells import Problem, Row, Value, fits, rows, sheets, unused
from bot.importing.duty import Planned
from bot.importing.people import Listed
from desk.manners import NO_TITLES, Titles


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What the two sheets say; either may be absent."""

    listed: list[Listed]
    planned: list[Planned]
    problems: list[Problem]
    unused: Sequence[str] = ()  # columns that nothing is taken from
    unread: frozenset[str] = frozenset()  # names in rows with errors: they may be anybody


def read(file: Path, today: date, titles: Titles = NO_TITLES) -> Contents:
    """The workbook's contents with all that is wrong in them; raises NoWorkbookError, OSError.

    `titles` are the site's own words for roles (C16).
    """
    cells = _named(sheets(file))
    problems: list[Problem] = []
    if people.SHEET not in cells and duty.SHEET not in cells:
        facts = {"people": people.SHEET, "duty": duty.SHEET}
        problems.append(Problem(sheet=file.name, row=1, column="", key="import.no_sheet", facts=facts))

    def of(sheet: str, headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> list[Row]:
        return list(rows(sheet, cells[sheet], headings, needed, problems)) if sheet in cells else []

    lines = of(people.SHEET, people.HEADINGS, people.NEEDED)
    listed = people.people(lines, problems, titles)
    unread = frozenset(row.name("name") for row in lines) - {one.name for one in listed}
    planned = duty.days(of(duty.SHEET, duty.HEADINGS, duty.NEEDED), today, problems)
    left = unused(cells.get(people.SHEET, []), people.HEADINGS, people.NEEDED)
    return Contents(listed=listed, planned=planned, problems=problems, unused=left, unread=unread)


def _named(cells: dict[str, list[tuple[Value | None, ...]]]) -> dict[str, list[tuple[Value | None, ...]]]:
    """A single sheet is what its headings say: other programs name it after the file it came from."""
    if len(cells) == 1:
        [only] = cells.values()
        for one in (duty, people):
            if fits(only, one.HEADINGS, one.NEEDED):
                return {one.SHEET: only}
    return cells
