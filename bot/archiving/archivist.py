"""归档 asked for in chat: the archive is made beside the writer when its letter is delivered."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.archiving import journal_seal
from bot.archiving.making import Order, make
from bot.archiving.voice import voice_of
from bot.clock import Clock
from bot.delivery import Composer
from bot.texts.render import Texts
from desk.archives import Run, told
from desk.figures.card import month_name
from desk.figures.month import Month
from desk.figures.period import of, parse
from desk.notices import Fact, Notice, Word
from desk.people import Site
from handlers.figures import month_of
from handlers.tools import Book
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

log = logging.getLogger(__name__)

FOLDER = "archives"  # below the data directory
_SHOWN = 16  # characters of a digest that people compare


class Archivist:
    """Makes the archives that letters ask for, and answers with where they are."""

    def __init__(
        self,
        *,
        reading: Callable[[], AbstractContextManager[UnitOfWork]],
        writer: Writer,
        data: Path,
        texts: Texts,
        clock: Clock,
        book: Book,
        url: str,
    ) -> None:
        """Photos are below `data` in media, archives in archives; `url`: of the database."""
        self._url = url
        self._reading, self._writer, self._data = reading, writer, data
        self._texts, self._clock, self._book = texts, clock, book
        self._one = asyncio.Lock()  # of two rooms that are told of one archive the second finds it made

    def composers(self) -> Mapping[str, Composer]:
        """By the key of the notice that stands in the letter."""

        async def archive(letter: Letter) -> tuple[Notice, tuple[bytes, ...]]:
            async with self._one:
                return await asyncio.to_thread(self._archive, letter), ()

        return {"archived.month": archive}

    def _archive(self, letter: Letter) -> Notice:
        now = self._clock.now()
        with self._reading() as uow:
            site = uow.sites.get(letter.site)
            today = of(now, ZoneInfo(site.timezone))
            period = parse(str(letter.notice.facts.get("month", "")), today) or today
            rule = self._book.standard(site.standard).matters
            runs = uow.archives.of(site.id, str(period))
            done = [run for run in runs if run.made_at >= letter.created_at]
            if done:  # this letter is tried again: it was made then
                month = month_of(uow, site, period, now, rule=rule)
                return self._done(uow, done[-1], site, month, [run for run in runs if run is not done[-1]])
            by = letter.notice.facts.get("by")
            order = Order(
                period=period,
                rule=rule,
                media=self._data / "media",
                out=self._data / FOLDER,
                by=by if isinstance(by, int) else None,
                url=self._url,
            )
            try:
                run, month = make(uow, order, voice_of(uow, site, self._texts, site.language, now))
            except OSError:
                log.exception("the archive of %s cannot be written", period)
                return Notice("archived.failed", {"month": month_name(period), "again": str(period)})
            self._writer.submit(lambda unit: unit.archives.add(run)).result()
            return self._done(uow, run, site, month, runs)

    def _done(self, uow: UnitOfWork, run: Run, site: Site, month: Month, older: list[Run]) -> Notice:
        """Where the archive is, what changed since the one before, and whether the journal holds."""
        changes = told(older[-1], month, run.changes, ()) if older and run.changes else None
        sealed = (self._data / FOLDER / run.folder / "sealed").exists()
        facts: dict[str, Fact] = {
            "site": site.name,
            "month": month_name(month.period),
            "until": None if month.whole else month.until,
            "tickets": str(run.tickets),
            "counted": str(month.total) if month.total != run.tickets else None,
            "again": str(month.period),
            "photos": str(run.photos),
            "missing": run.missing,
            "folder": run.folder,
            "digest": run.manifest[:_SHOWN],
            "sealed": Word("archived.sealed") if sealed else None,
            "changed": changes,
            "older": [one.folder for one in older],
            "broken": journal_seal.told(journal_seal.broken(uow, site)),
        }
        return Notice("archived.done", facts)
