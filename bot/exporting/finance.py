"""A month's paid services for finance: one row a quote, amounts as exact numbers (S2-53, S2-95)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.archiving.forms import Form, height, lines
from bot.archiving.layout import heading
from bot.terminal import say, texts_language
from bot.texts import clean
from bot.texts.render import Texts
from desk.billing import owed
from desk.money import SYMBOL, Currency, Money, total
from desk.moves.deals import why
from desk.notices import Notice, Word
from desk.people import Person, Site
from desk.quotes import Quote, itemised
from desk.ticket import Ticket
from storage.unit_of_work import UnitOfWork

_LONGEST = 2_000  # characters of one cell
_AMOUNTS = 2  # the last columns
_COLUMNS = (
    *("number area building unit door items version state made_by made_at".split()),
    *("decided_by decided_at reason material signed_by signed_at amount owed".split()),
)


@dataclass(frozen=True, kw_only=True)
class Month:
    """What is to be told of one month at one site."""

    site: Site
    first: datetime
    last: datetime
    currency: Currency
    quotes: Sequence[Quote]
    tickets: Mapping[int, Ticket]
    people: Mapping[int, Person]

    @property
    def first_day(self) -> date:
        """The first of it, there."""
        return self.first.astimezone(ZoneInfo(self.site.timezone)).date()

    @property
    def owed(self) -> Money:
        """What goes on the bills."""
        billed = [one.total for one in self.quotes if owed(one, self.first, self.last)]
        return total(billed, self.currency)


def gather(uow: UnitOfWork, site: Site, currency: Currency, first: datetime, last: datetime) -> Month:
    """The quotes sent or signed for from `first` to before `last`, with whom and what they are about."""
    quotes = [one for one in uow.quotes.within(site.id, first, last) if one.currency is currency]
    tickets = {one.ticket: uow.tickets.get(one.ticket) for one in quotes}
    return Month(
        site=site,
        first=first,
        last=last,
        currency=currency,
        quotes=quotes,
        tickets={key: ticket for key, ticket in tickets.items() if ticket},
        people={person.id: person for person in uow.people.of(site.id)},
    )


def write(file: Path, month: Month, texts: Texts) -> None:
    """The workbook; raises OSError. Texts stay texts, whatever they begin with: nobody's formula runs."""
    book = Workbook()
    sheet = book.active if isinstance(book.active, Worksheet) else book.create_sheet()
    sheet.title = say("export.sheet")
    titles = tuple(say("export.columns").split(","))
    form = Form(
        name="finance", title=sheet.title, columns=_COLUMNS, headings=titles, language=texts_language()
    )
    heading(sheet, form, len(month.quotes), f"{month.site.name} {month.first_day:%Y-%m}")
    for number, quote in enumerate(month.quotes, 2):
        words = _texts(month, quote, texts)
        _fill(sheet, number, words, _amounts(month, quote))
        needed = [lines(word, int(width)) for word, width in zip(words, form.widths, strict=False)]
        sheet.row_dimensions[number].height = height(max(needed))
    last = sheet.max_row + 1
    blank = len(titles) - _AMOUNTS - 1
    _fill(sheet, last, [say("export.total"), *[""] * blank], (None, month.owed))
    for cell in sheet[last]:
        cell.font = Font(bold=True)
    book.save(file)


def _fill(sheet: Worksheet, row: int, words: Sequence[str], amounts: Sequence[Money | None]) -> None:
    for column, text in enumerate(words, 1):
        cell = sheet.cell(row=row, column=column)
        if isinstance(cell, Cell) and text:
            cell.value = clean.clipped(clean.lines(text), _LONGEST)
            cell.data_type = "s"  # also where it begins with =
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, amount in enumerate(amounts, len(words) + 1):
        if amount is not None:
            cell = sheet.cell(row=row, column=column, value=amount.decimal)
            cell.number_format = f'"{SYMBOL[amount.currency]}"#,##0.00'


def _amounts(month: Month, quote: Quote) -> tuple[Money | None, Money | None]:
    """What was quoted, and what is to be billed this month."""
    return quote.total, quote.total if owed(quote, month.first, month.last) else None


def _texts(month: Month, quote: Quote, texts: Texts) -> list[str]:
    def said(notice: Notice) -> str:
        return texts.render(notice, month.site.language, ZoneInfo(month.site.timezone)).text

    def word(key: Word) -> str:
        return said(Notice(key.key))

    def at(moment: datetime | None) -> str:
        return f"{moment.astimezone(ZoneInfo(month.site.timezone)):%Y-%m-%d %H:%M}" if moment else ""

    def who(key: int | None) -> str:
        person = month.people.get(key or 0)
        return person.name if person else ""

    ticket = month.tickets[quote.ticket]
    home = ticket.place if ticket.place.room else month.people.get(ticket.reporter)
    reason = why(quote.reason or "")
    return [
        f"#{ticket.number}",
        ticket.place.area or ticket.topic or "",
        (home and home.building) or "",
        (home and home.unit) or "",
        (home and home.room) or "",
        itemised(quote),
        str(quote.version),
        word(Word(f"quotestate.{quote.state}")),
        who(quote.made_by),
        at(quote.made_at),
        who(quote.decided_by),
        at(quote.decided_at),
        word(reason) if isinstance(reason, Word) else reason,
        word(Word(f"material.{quote.material}")) if quote.material else "",
        who(quote.signed_by),
        at(quote.signed_at),
    ]
