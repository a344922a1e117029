"""The workbook of an archive, its photos, and its sealed part."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.archiving.figures import FIGURES, figure_rows
from bot.archiving.page import Page
from bot.archiving.sheets import ARCHIVED, ARCHIVED_CLOCKS
from bot.archiving.tables import Sealed, form, forms
from bot.archiving.voice import Voice
from bot.archiving.workbook import Book
from desk.figures.month import Count, Month
from desk.filed import in_columns
from desk.ticket import DRILL
from storage.bundles import Bundle
from storage.unit_of_work import UnitOfWork

_DUTY = ("at", "text")


@dataclass
class Tally:
    """What is in the archive so far."""

    tickets: int = 0
    photos: int = 0
    missing: list[dict[str, Any]] = field(default_factory=list)


class Sheets:
    """Everything of one archive but the journal; the month's tickets are counted on the way."""

    def __init__(self, uow: UnitOfWork, figures: Count, voice: Voice, room: Path, media: Path) -> None:
        """`figures`: with the tickets of the year before."""
        self._uow, self._figures, self._voice, self._room, self._media = uow, figures, voice, room, media
        self._period = figures.period
        self._first, self._last = self._period.begins(voice.zone), self._period.ends(voice.zone)
        self._count = Tally()

    def write(self, told: Callable[[int], None]) -> tuple[Month, Tally]:
        """All of it; `told` hears how many tickets are done. Raises OSError."""
        voice, site = self._voice, self._voice.site
        laid = [*forms(ARCHIVED, voice), form("duty", _DUTY, voice), form("figures", FIGURES, voice)]
        book = Book(self._room, laid, f"{site.name} {self._period}")
        pages = self._uow.bundles.pages(
            site.id, self._first, self._last, journal=lambda one: one.discreet, kinds=ARCHIVED_CLOCKS
        )
        done = 0
        with Sealed(self._room, voice) as sealed:
            for page in pages:
                self._page(book, sealed, page)
                done += len(page)
                told(done)
        month = self._figures.month()
        self._others(book, month)
        book.save(self._room / f"{self._period}.xlsx")
        return month, self._count

    def _page(self, book: Book, sealed: Sealed, page: Sequence[Bundle]) -> None:
        tickets, clocks = in_columns([one.ticket for one in page]), [one.clocks for one in page]
        self._figures.add(self._uow.figures.matters(tickets, clocks, self._voice.zone))
        if DRILL not in tickets.source:
            self._tickets(book, sealed, Page(page, self._voice, tickets))
        elif kept := [one for one in page if not one.ticket.drill]:
            self._tickets(book, sealed, Page(kept, self._voice))

    def _tickets(self, book: Book, sealed: Sealed, columns: Page) -> None:
        self._count.tickets += len(columns.bundles)
        for sheet in ARCHIVED:
            book.put(sheet.name, sheet.across(columns))
        for one in columns.bundles:
            if one.ticket.discreet:
                sealed.add(one)
            self._photos(one)

    def _photos(self, one: Bundle) -> None:
        if not one.photos:
            return
        folder = self._room / ("sealed/photos" if one.ticket.discreet else "photos")
        for at, photo in enumerate(one.photos, 1):
            name = photo.file or ""
            source = self._media / Path(name).name
            if not name or not source.is_file():
                lost = {"ticket": one.ticket.number, "photo": at, "file": name or None}
                self._count.missing.append(lost)
                continue
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / f"{one.ticket.number}-{at}{source.suffix}")
            self._count.photos += 1

    def _others(self, book: Book, month: Month) -> None:
        """The duty log, and the figures."""
        voice = self._voice
        log = self._uow.duty_log.between(voice.site.id, self._first, self._last)
        book.add("duty", [(voice.at(at), voice.plain(notice)) for at, notice in log])
        book.add("figures", list(figure_rows(month, voice)))
