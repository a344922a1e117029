"""Taking updates in: one unit of work each, acknowledged after the commit.

An update that cannot be handled is set aside as it came and reported; it never blocks those behind it.
When nothing can be committed (disk full, database away) the platform is told to deliver again.
"""

import asyncio
import itertools
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from bot.clock import Clock
from bot.measures import Histogram
from bot.platforms.base import Answer
from bot.platforms.characters import storable
from bot.texts.render import Texts
from handlers import router
from handlers.incoming import Incoming, Kind
from handlers.listening import ASKS
from handlers.tools import Book, Toast, Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.errors import Unavailable
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

log = logging.getLogger(__name__)


class Desk:
    """The handlers with everything they need, ready to be given units of work."""

    def __init__(self, writer: Writer, reader: Reader, book: Book, texts: Texts, clock: Clock) -> None:
        self.writer = writer
        self.texts = texts
        self.clock = clock
        self.on_commit: Callable[[], None] = lambda: None  # the delivery is woken here
        self._reader = reader
        self.book = book
        self._window = Window()
        self.taken = Histogram()  # seconds from an update's arrival to its commit

    def tools(self, uow: UnitOfWork) -> Tools:
        """What a handler is given for one unit of work."""
        return Tools(uow=uow, reader=self._reader, book=self.book, window=self._window)

    async def take(self, batch: Sequence[Incoming]) -> list[Answer | None]:
        """Carry out a batch in order; returns after the commit. Raises storage's Unavailable."""
        began = time.monotonic()
        now = self.clock.now()
        batch = [_storable(incoming) for incoming in batch]
        futures = [
            self.writer.submit(
                lambda uow, incoming=incoming: router.handle(incoming, self.tools(uow), now),  # type: ignore[misc]
                incoming.chat,
            )
            for incoming in batch
        ]
        await _all_done(futures)
        self.taken.observe(time.monotonic() - began, len(batch))
        self.on_commit()
        return [
            await self._answer(incoming, future.exception() or future.result())
            for incoming, future in zip(batch, futures, strict=True)
        ]

    async def _answer(self, incoming: Incoming, outcome: Toast | BaseException | None) -> Answer | None:
        if isinstance(outcome, Toast):
            rendered = self.texts.render(outcome.notice, outcome.language, outcome.zone)
            return Answer(text=rendered.text, asked=outcome.notice.key.startswith(ASKS))
        if isinstance(outcome, BaseException):
            await self._set_aside(incoming, outcome)
        return None

    async def _set_aside(self, incoming: Incoming, error: BaseException) -> None:
        if not isinstance(error, Exception) or isinstance(error, Unavailable):
            raise error
        log.error("update %s of %s set aside", incoming.update, incoming.platform, exc_info=error)
        why, raw = storable(f"{type(error).__name__}: {error}"), storable(incoming.raw)
        broken = replace(incoming, kind=Kind.BROKEN, text=why, raw=raw)
        now = self.clock.now()
        future = self.writer.submit(lambda uow: router.handle(broken, self.tools(uow), now))
        await asyncio.wrap_future(future)


async def _all_done(futures: Sequence[Future[Any]]) -> None:
    """Wait for all of them, woken once: waking the loop costs more than a line of chatter."""
    loop, done, left = asyncio.get_running_loop(), asyncio.Event(), itertools.count(1)

    def one(_future: Future[Any]) -> None:
        if next(left) == len(futures):  # a count's step is atomic, whichever lane's thread takes it
            loop.call_soon_threadsafe(done.set)

    for future in futures:
        future.add_done_callback(one)
    if futures:
        await done.wait()


def _storable(incoming: Incoming) -> Incoming:
    """The update without the few characters that no database takes."""
    text, title = storable(incoming.text), storable(incoming.title)
    if (text, title) == (incoming.text, incoming.title):
        return incoming
    return replace(incoming, text=text, title=title)
