"""The ticker: APScheduler looks every few seconds whether something is due; what is due stands in rows."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import MovableClock
from bot.delivery import Delivery
from bot.intake import Desk
from bot.pulse import Pulse
from handlers import daily, due
from storage import chain
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

SECONDS = 2  # between looks; the finest promise of the standard is counted in minutes


class Ticker:
    """Fires what is due, whoever moved the clock."""

    def __init__(
        self, desk: Desk, delivery: Delivery, reading: Callable[[], AbstractContextManager[UnitOfWork]]
    ) -> None:
        """`reading`: a look beside the writer, in which long counts are done."""
        self._desk = desk
        self._reading = reading
        self._delivery = delivery
        self._moving = asyncio.Lock()
        self.ticks = self.failed = 0
        self.pulse = Pulse()
        self._scheduler = AsyncIOScheduler(
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._scheduler.add_job(self._tick, "interval", seconds=SECONDS)

    def start(self) -> None:
        """Begin to look."""
        self.pulse.begin()
        self._scheduler.start()

    def stop(self) -> None:
        """Look no more."""
        self.pulse.end()
        self._scheduler.shutdown(wait=False)

    async def advance(self, clock: MovableClock, target: datetime) -> None:
        """Put the clock forward to `target`, stopping at each moment when something is due on the way.

        Returns once everything that fell due has fired and been delivered.
        """
        async with self._moving:
            await self._delivery.settle()
            while (moment := await self._next_at()) is not None and moment <= target:
                clock.advance_to(moment)
                await self._fire()
                await self._delivery.settle()
            clock.advance_to(target)
            await self._fire()
            await self._delivery.settle()

    async def _tick(self) -> None:
        if self._moving.locked():
            self.pulse.beat()
            return
        self.ticks += 1
        try:
            await self._fire()
        except asyncio.CancelledError:
            return  # the desk stops: what is due stands in rows, and nothing has gone wrong
        except Exception:
            self.failed += 1
            log.exception("the ticker stumbled; it looks again in %s s", SECONDS)

    async def _fire(self) -> None:
        now = self._desk.clock.now()
        prepared = await asyncio.to_thread(self._prepared, now)
        while await self._fired(now, prepared):
            self._desk.on_commit()
            now, prepared = self._desk.clock.now(), {}
        while await self._linked() == chain.BATCH:
            continue

    async def _linked(self) -> int:
        """The journal's chain is made longer here, beside intake, by a few entries at a time."""
        return await asyncio.wrap_future(self._desk.writer.submit(lambda uow: uow.chain.extend()))

    def _prepared(self, now: datetime) -> daily.Prepared:
        with self._reading() as uow:
            return daily.prepare(uow, self._desk.book, now)

    async def _fired(self, now: datetime, prepared: daily.Prepared) -> int:
        future = self._desk.writer.submit(lambda uow: due.fire(self._desk.tools(uow), now, prepared))
        done = await asyncio.wrap_future(future)
        self.pulse.beat()
        return done

    async def _next_at(self) -> datetime | None:
        future = self._desk.writer.submit(lambda uow: due.next_at(self._desk.tools(uow)))
        return await asyncio.wrap_future(future)
