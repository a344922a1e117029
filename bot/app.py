"""The composition root: builds everything, nothing else does."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import learned
from bot.alone import alone
from bot.archiving.archivist import Archivist
from bot.asking import Asking
from bot.book import keep_standards, load_book
from bot.calendars import Hand
from bot.clock import Clock
from bot.couriers import Couriers, Target
from bot.delivery import Composer, Delivery, Linker
from bot.exporting.clerk import Clerk
from bot.intake import Desk
from bot.media import Media
from bot.monthly import Monthly
from bot.platforms.base import Platform
from bot.texts.render import Texts
from bot.ticker import Ticker
from handlers import daily
from nlp.reader import Reader
from storage import schema
from storage.engine import open_engine
from storage.lease import Lease
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

log = logging.getLogger(__name__)

PARTS = frozenset({"intake", "delivery", "ticker"})


@dataclass(frozen=True, kw_only=True)
class Store:
    """The open database: its one writer, and a way to look beside it."""

    url: str
    writer: Writer
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    lease: Callable[[str], Lease]


def keep_loaded() -> None:
    """What this process has loaded stays: no collection of garbage needs to walk the dictionaries again."""
    gc.collect()
    gc.freeze()


def open_store(url: str) -> Store:
    """Open the database and bring it to the newest schema."""
    engine = open_engine(url)
    schema.upgrade(engine)
    return Store(
        url=url,
        writer=Writer(engine),
        reading=lambda: schema.reading(engine),
        lease=lambda name: Lease(engine, name),
    )


@dataclass
class App:
    """The running desk."""

    store: Store
    desk: Desk
    media: Media
    delivery: Delivery
    couriers: Couriers
    ticker: Ticker
    platforms: Mapping[str, Platform]
    _delivering: asyncio.Task[None] | None = field(default=None, init=False)

    def trouble(self) -> str | None:
        """What stands still of what is to go on for ever; None: nothing."""
        ended = self._delivering is not None and self._delivering.done()
        if ended or self.delivery.pulse.still:
            return "nothing is delivered any more: the log says why, begin the desk again"
        return "the ticker stands still: the log says why" if self.ticker.pulse.still else None

    @asynccontextmanager
    async def running(self, only: frozenset[str] = PARTS) -> AsyncIterator[None]:
        """Take in, deliver and tick while the context is open; then finish what was begun."""
        await self._arm()
        if "delivery" in only:
            lease = self.store.lease("delivery")  # two senders would say everything twice
            self._delivering = asyncio.create_task(alone(lease, self._deliver))
            self._delivering.add_done_callback(_told)
        if "ticker" in only:
            self.ticker.start()
        if "intake" in only:
            for platform in self.platforms.values():
                await platform.start(self.desk.take)
        try:
            yield
        finally:
            if "ticker" in only:
                self.ticker.stop()
            delivering, self._delivering = self._delivering, None
            if delivering:
                delivering.cancel()
                await asyncio.wait([delivering])
                await self.delivery.stop()
            for platform in self.platforms.values():
                await platform.stop()
            await asyncio.to_thread(self.store.writer.close)

    async def _deliver(self) -> None:
        """Side by side; where one breaks, all end."""
        async with asyncio.TaskGroup() as group:
            for part in (self.delivery.run(), self.media.run(), self.couriers.run()):
                group.create_task(part)

    async def _arm(self) -> None:
        now = self.desk.clock.now()
        book = self.desk.book

        def arm(uow: UnitOfWork) -> None:
            keep_standards(uow, book)
            for site in uow.sites.all():
                daily.arm(self.desk.tools(uow), site, now)

        await asyncio.wrap_future(self.store.writer.submit(arm))


def _told(delivering: asyncio.Task[None]) -> None:
    if not delivering.cancelled():
        log.error("nothing is delivered any more", exc_info=delivering.exception())


def build(
    store: Store,
    data: Path,
    clock: Clock,
    platforms: Sequence[Platform],
    reader: Reader | None = None,
    *,
    by_hand: Mapping[str, Hand] | None = None,
    targets: Sequence[Target] = (),
    linker: Linker | None = None,
) -> App:
    """A desk over that database and those platforms; photos go below `data`.

    `by_hand`: the hours and days that sites set themselves, by the site's name; `targets`: their webhooks;
    `linker`: gives letters a page, where there are some.
    """
    desk = Desk(store.writer, reader or learned.reader(data), load_book(by_hand, data), Texts.load(), clock)
    named = {platform.name: platform for platform in platforms}
    media = Media(data / "media", desk, named)
    delivery = Delivery(desk, named, media, _composers(store, desk, data, named), linker)
    return App(
        store=store,
        desk=desk,
        media=media,
        delivery=delivery,
        couriers=Couriers(desk, targets),
        ticker=Ticker(desk, delivery, store.reading),
        platforms=named,
    )


def _composers(
    store: Store, desk: Desk, data: Path, platforms: Mapping[str, Platform]
) -> Mapping[str, Composer]:
    """What is worked out beside the writer when a letter that asks for it goes out."""
    monthly = Monthly(store.reading, desk.texts, desk.clock, desk.book)
    archivist = Archivist(
        reading=store.reading,
        writer=store.writer,
        data=data,
        texts=desk.texts,
        clock=desk.clock,
        book=desk.book,
        url=store.url,
    )
    asking = Asking(store.reading, desk.clock, desk.book)
    clerk = Clerk(
        reading=store.reading,
        writer=store.writer,
        data=data,
        texts=desk.texts,
        clock=desk.clock,
        platforms=platforms,
        archive=archivist.composers()["archived.month"],
    )
    return {
        **monthly.composers(),
        **archivist.composers(),
        **asking.composers(),
        **clerk.composers(),
    }
