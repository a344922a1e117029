"""Answers to questions about the figures: counted when their letter is delivered, beside the writer."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from bot.clock import Clock
from bot.delivery import Composer
from desk.figures.asking import decode
from desk.figures.terms import By
from desk.notices import Notice
from handlers.asked_sites import replied_by_site
from handlers.figures import replied
from handlers.tools import Book
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork


class Asking:
    """Makes what a letter that only names a question says."""

    def __init__(
        self, reading: Callable[[], AbstractContextManager[UnitOfWork]], clock: Clock, book: Book
    ) -> None:
        self._reading = reading
        self._clock = clock
        self._book = book

    def composers(self) -> Mapping[str, Composer]:
        """By the key of the notice that stands in the letter."""

        async def reply(letter: Letter) -> tuple[Notice, tuple[bytes, ...]]:
            return await asyncio.to_thread(self._reply, letter), ()

        return {"asked.answer": reply}

    def _reply(self, letter: Letter) -> Notice:
        found = decode(str(letter.notice.facts.get("query", "")))
        if found is None:
            return Notice("asked.future")
        with self._reading() as uow:
            site = uow.sites.get(letter.site)
            if found[0].by is By.SITE:
                sites = [uow.sites.get(one) for one in _ids(letter) or [letter.site]]
                reply = replied_by_site(uow, sites, found[0], self._clock.now(), self._book)
                return Notice(
                    reply.key, {**reply.facts, "beside": letter.notice.facts.get("beside")}, reply.buttons
                )
            rule = self._book.standard(site.standard).matters
            calendar = self._book.calendar(site)
            homes = self._book.homes(site)
            now, start = self._clock.now(), found[1]
            reply = replied(uow, site, found[0], now, start, calendar=calendar, rule=rule, homes=homes)
        said = {name: letter.notice.facts.get(name) for name in ("site", "persons", "beside")}
        return Notice(reply.key, {**reply.facts, **said}, reply.buttons)


def _ids(letter: Letter) -> list[int]:
    """The sites that are compared."""
    found = letter.notice.facts.get("sites")
    return [one for one in found if isinstance(one, int)] if isinstance(found, list | tuple) else []
