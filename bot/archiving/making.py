"""Making the archive (归档) of a month (S0-41): workbook, journal, photos, manifest; beside a running desk.

It is put together in a directory of its own and gets its name when it is whole, so that nobody takes half
of one for an archive. An archive that is there is never written over: a later one of the month stands
beside it and says what changed.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.archiving import manifest
from bot.archiving.figures import FIGURES, figure_rows
from bot.archiving.sheets import ARCHIVED, JOURNAL
from bot.archiving.tables import CsvTable, Sealed, form, forms
from bot.archiving.voice import Voice
from bot.archiving.workbook import Book
from bot.texts import clean
from desk.archives import Run, differences, figures_of
from desk.figures.month import Month
from handlers.post import filled
from storage.bundles import Bundle
from storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|\0', "_"))
_DUTY = ("at", "text")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be archived, and where."""

    month: Month
    media: Path  # the directory of the photos
    out: Path  # the directory of the archives
    by: int | None = None


@dataclass
class Tally:
    """What is in the archive so far."""

    tickets: int = 0
    photos: int = 0
    missing: list[dict[str, Any]] = field(default_factory=list)


def make(uow: UnitOfWork, order: Order, voice: Voice, progress: Progress = lambda _done, _all: None) -> Run:
    """Write the archive; returns what is to be kept of it. Raises OSError: then nothing is left of it."""
    before = uow.archives.of(voice.site.id, str(order.month.period))
    with _room(order.out) as room:
        count = _Writing(uow, order, voice, room).write(progress)
        figures = figures_of(order.month)
        changes = differences(before[-1].figures, figures) if before else ()
        about = {**_about(order, voice, count), "journal": _seal(uow, voice.site.id)}
        if before:
            about["corrects"] = {
                "manifest": before[-1].manifest,
                "made_at": before[-1].made_at.isoformat(),
                "changes": [vars(one) for one in changes],
            }
        digest = manifest.write(room, about)
        folder = _settle(room, order, voice)
    return Run(
        site=voice.site.id,
        month=str(order.month.period),
        made_at=voice.until,
        by=order.by,
        folder=folder.name,
        manifest=digest,
        tickets=count.tickets,
        photos=count.photos,
        missing=len(count.missing),
        figures=figures,
        changes=changes,
    )


class _Writing:
    """The files of one archive."""

    def __init__(self, uow: UnitOfWork, order: Order, voice: Voice, room: Path) -> None:
        self._uow, self._order, self._voice, self._room = uow, order, voice, room
        zone, period = voice.zone, order.month.period
        self._first, self._last = period.begins(zone), period.ends(zone)
        self._count = Tally()

    def write(self, progress: Progress) -> Tally:
        """All of them."""
        voice, site = self._voice, self._voice.site
        head = f"{site.name} {self._order.month.period}"
        laid = [
            *forms(ARCHIVED, voice),
            form("duty", _DUTY, voice),
            form("figures", FIGURES, voice),
        ]
        book = Book(self._room, laid, head)
        everything = self._uow.figures.count(site.id, self._first, self._last)
        with (
            CsvTable(self._room / f"{JOURNAL.name}.csv", JOURNAL, voice) as journal,
            Sealed(self._room, voice) as sealed,
        ):
            for page in self._uow.bundles.pages(site.id, self._first, self._last):
                for one in page:
                    self._ticket(book, journal, sealed, one)
                progress(self._count.tickets, everything)
        self._others(book)
        book.save(self._room / f"{self._order.month.period}.xlsx")
        return self._count

    def _ticket(self, book: Book, journal: CsvTable, sealed: Sealed, one: Bundle) -> None:
        if one.ticket.drill:
            return
        self._count.tickets += 1
        for sheet in ARCHIVED:
            for row in sheet.rows(one, self._voice):
                book.add(sheet.name, row)
        journal.add(one)
        if one.ticket.discreet:
            sealed.add(one)
        self._photos(one)

    def _photos(self, one: Bundle) -> None:
        folder = self._room / ("sealed/photos" if one.ticket.discreet else "photos")
        for at, photo in enumerate(one.photos, 1):
            name = photo.file or ""
            source = self._order.media / Path(name).name
            if not name or not source.is_file():
                lost = {"ticket": one.ticket.number, "photo": at, "file": name or None}
                self._count.missing.append(lost)
                continue
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / f"{one.ticket.number}-{at}{source.suffix}")
            self._count.photos += 1

    def _others(self, book: Book) -> None:
        """The duty log, and the figures."""
        voice = self._voice
        for at, notice in self._uow.duty_log.between(voice.site.id, self._first, self._last):
            book.add("duty", (voice.at(at), voice.said(filled(notice, voice.names))))
        for row in figure_rows(self._order.month, voice):
            book.add("figures", row)


def _about(order: Order, voice: Voice, count: Tally) -> dict[str, Any]:
    return {
        "site": voice.site.name,
        "month": str(order.month.period),
        "made_at": voice.until.astimezone(voice.zone).isoformat(timespec="seconds"),
        "whole": order.month.whole,
        "tickets": count.tickets,
        "figures": figures_of(order.month),
        "missing_photos": count.missing,
    }


def _seal(uow: UnitOfWork, site: int) -> dict[str, Any] | None:
    """The end of the hash chain: kept outside the database, so that nobody makes it anew unseen (S2-18)."""
    head = uow.chain.head(site)
    return {"entries": head.length, "sha256": head.hash.hex()} if head else None


@contextmanager
def _room(out: Path) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=out, prefix=".making-"))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _settle(room: Path, order: Order, voice: Voice) -> Path:
    """Give it its name: 阳光花园-2026-10, the next one 阳光花园-2026-10-2."""
    name = f"{folder_name(voice.site.name)}-{order.month.period}"
    number = 1
    while True:
        folder = order.out / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
            continue
        room.chmod(0o750)
        room.replace(folder)  # an empty directory may be replaced
        return folder


def folder_name(text: str) -> str:
    """The text as it may stand in the name of a file on any system."""
    return clean.line(text).translate(_UNSAFE).strip(". ") or "_"
