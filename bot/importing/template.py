"""An empty workbook to fill in, with what may stand in each column."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.importing import duty, people
from bot.terminal import say

_ROWS = 2000  # rows that offer the list of roles


def write(file: Path, first: date) -> None:
    """Write the template to `file`; its roster begins on `first` and has a month; raises OSError."""
    book = Workbook()
    staff = book.active if isinstance(book.active, Worksheet) else book.create_sheet()
    staff.title = people.SHEET
    head(staff, [titles[0] for titles in people.HEADINGS.values()])
    roles = ",".join(words.split()[0] for words in people.ROLES.values())
    choice = DataValidation(type="list", formula1=f'"{roles}"', allow_blank=True)
    staff.add_data_validation(choice)
    choice.add(f"B2:B{_ROWS}")
    for row in staff[f"D2:D{_ROWS}"]:
        row[0].number_format = "@"  # or Excel reads 3-2-50 as a date
    roster = book.create_sheet(duty.SHEET)
    head(roster, [titles[0] for titles in duty.HEADINGS.values()])
    day = first
    while day.month == first.month:
        roster.append([day, None])
        day += timedelta(days=1)
    notes = book.create_sheet("说明")
    notes.column_dimensions["A"].width = 100
    for line in say("import.notes").strip().splitlines():
        notes.append([line])
    book.save(file)


def head(sheet: Worksheet, titles: list[str]) -> None:
    """The heading, bold, and in sight while one scrolls."""
    sheet.append(titles)
    sheet.freeze_panes = "A2"
    for at, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 18
