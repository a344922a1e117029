"""The sheet 价目: what paid services cost, all of it or nothing and every error at once (S2-35)."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.importing.cells import Problem, Row, rows, sheets
from bot.importing.template import head
from bot.terminal import say
from desk.money import Currency, Money, MoneyError, parse_money
from desk.prices import ITEM, UNITS, Wanted, folded

SHEET = "价目"
HEADINGS = {
    "item": ("项目", "項目", "服务项目", "服務項目", "item"),
    "unit": ("单位", "單位", "unit"),
    "price": ("单价", "單價", "价格", "價格", "收费", "收費", "price"),
    "note": ("说明", "說明", "备注", "備註", "note"),
}
NEEDED = ("item", "unit", "price")
_SHEETS = (SHEET, "價目", "prices")
_NOTE = 60  # characters of a remark
_USUAL = "次 个 把 套 米 平方米 台 处 扇 小时 项".split()  # offered in the template
_ROWS = 500


def read(file: Path, currency: Currency) -> tuple[list[Wanted], list[Problem]]:
    """What the sheet says, and all that is wrong in it; raises NoWorkbookError, OSError."""
    cells = sheets(file)
    problems: list[Problem] = []
    sheet = next((name for name in cells if name.lower() in _SHEETS), None)
    if sheet is None:
        facts = {"sheet": SHEET}
        return [], [Problem(sheet=file.name, row=1, column="", key="import.prices_sheet", facts=facts)]
    listed = _listed(list(rows(sheet, cells[sheet], HEADINGS, NEEDED, problems)), currency, problems)
    if not listed and not problems:
        problems.append(Problem(sheet=sheet, row=1, column="", key="import.no_rows"))
    return listed, problems


def _listed(lines: Sequence[Row], currency: Currency, problems: list[Problem]) -> list[Wanted]:
    found: list[Wanted] = []
    seen: dict[str, int] = {}
    for row in lines:
        name = row.text("item")
        if not 0 < len(name) <= ITEM:
            problems.append(row.wrong("item", "import.item", most=ITEM))
        elif folded(name) in seen:
            problems.append(row.wrong("item", "import.item_twice", name=name, row=seen[folded(name)]))
        seen.setdefault(folded(name), row.number)
        unit, amount = _unit(row, problems), _amount(row, currency, problems)
        found.append(Wanted(item=name, unit=unit, amount=amount, note=row.text("note")[:_NOTE]))
    return found


def _unit(row: Row, problems: list[Problem]) -> str:
    unit = row.text("unit")
    if unit not in UNITS:
        problems.append(row.wrong("unit", "import.price_unit", value=unit[:20], units="、".join(_USUAL)))
    return unit


def _amount(row: Row, currency: Currency, problems: list[Problem]) -> Money:
    """The cell's number as Excel keeps it, digit by digit; a date or a word is none."""
    text = row.text("price") if isinstance(row.values.get("price", ""), str) else "-"
    try:
        return parse_money(_plain(text), currency)
    except MoneyError as error:
        problems.append(row.wrong("price", f"import.price_{error.why}", value=row.text("price")[:20]))
        return Money(minor=0, currency=currency)


def _plain(text: str) -> str:
    """1e-05 and 1.5E+7, as spreadsheets write small and large numbers, in plain digits."""
    try:
        return f"{Decimal(text):f}" if "e" in text.lower() and len(text) < _NOTE else text
    except ArithmeticError:
        return text


def write(file: Path) -> None:
    """Write an empty list to `file`, with what may stand in each column; raises OSError."""
    book = Workbook()
    sheet = book.active if isinstance(book.active, Worksheet) else book.create_sheet()
    sheet.title = SHEET
    head(sheet, [titles[0] for titles in HEADINGS.values()])
    choice = DataValidation(type="list", formula1=f'"{",".join(_USUAL)}"', allow_blank=True)
    choice.showErrorMessage = False  # other units are known too
    sheet.add_data_validation(choice)
    choice.add(f"B2:B{_ROWS}")
    notes = book.create_sheet("说明")
    notes.column_dimensions["A"].width = 100
    for line in say("import.prices_notes").strip().splitlines():
        notes.append([line])
    book.save(file)
