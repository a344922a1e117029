"""How sheets look on the screen and on paper: A4 across, the heading on each page, lines around cells."""

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Square
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.archiving.forms import LINE, Form

_LEDGERS = frozenset({"register", "slips"})  # sheets that go over two pages, like a ledger lying open
_KEPT = "A:B"  # columns that stand on the second page too: which ticket it is
_FONTS = {"zh_CN": ("SimSun", 134), "zh_TW": ("PMingLiU", 136)}  # with the charset of Windows for others


def blank(language: str) -> tuple[Workbook, list[int]]:
    """A workbook without sheets, and the numbers of its styles: text, number, moment, amount."""
    book = Workbook()
    book.remove(book.worksheets[0])
    styles = [square.style_id for square in styled(book.create_sheet(), language)]
    book.remove(book.worksheets[0])
    return book, styles


def letters(columns: int) -> list[str]:
    """The names of so many columns, from A on."""
    return [get_column_letter(at) for at in range(1, columns + 1)]


def heading(sheet: Worksheet, form: Form, rows: int, head: str) -> None:
    """The heading of a sheet with that many rows, and how it is printed."""
    sheet.append(list(form.headings))
    for at, width in enumerate(form.widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for square in sheet[1]:
        square.font = _font(form.language, bold=True)
        square.fill = PatternFill("solid", fgColor="E7EEF6")
        square.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[1].height = 2 * LINE + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(form.columns))}{rows + 1}"
    _printed(sheet, form, f"{head} {sheet.title}")


def styled(sheet: Worksheet, language: str) -> list[Square]:
    """A row of one cell a kind: text, number, moment, amount."""
    found = []
    kinds = (("@", None), ("0", "center"), ("yyyy-mm-dd hh:mm", "center"), ("#,##0.00", "right"))
    for at, (form, side) in enumerate(kinds, 1):
        square = sheet.cell(row=2, column=at, value=0)
        assert isinstance(square, Square)  # noqa: S101  # nothing is merged
        square.number_format = form
        square.font = _font(language)
        square.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
        found.append(square)
    return found


def _font(language: str, *, bold: bool = False) -> Font:
    name, charset = _FONTS.get(language, ("Calibri", None))
    return Font(name=name, charset=charset, size=10, bold=bold)


def _printed(sheet: Worksheet, form: Form, head: str) -> None:
    """A4 across, the heading on each page, page numbers; as wide as the page, or as two."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 (ECMA-376, ST_PaperSize)
    sheet.print_options.gridLines = True
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    for line, text in ((sheet.oddHeader, head.replace("&", "&&")), (sheet.oddFooter, "&P / &N")):
        if line is not None:
            line.center.text = text
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if form.name in _LEDGERS:
        sheet.page_setup.fitToWidth = 2
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.print_title_cols = _KEPT
