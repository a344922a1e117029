"""The ticker: APScheduler looks every few seconds whether something is due; what is due stands in rows."""

import asyncio
import logging
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import MovableClock
from bot.delivery import Delivery
from bot.intake import Desk
from handlers import due
from storage import chain

log = logging.getLogger(__name__)

SECONDS = 2  # between looks; the finest promise of the standard is counted in minutes


class Ticker:
    """Fires what is due, whoever moved the clock."""

    def __init__(self, desk: Desk, delivery: Delivery) -> None:
        self._desk = desk
        self._delivery = delivery
        self._moving = asyncio.Lock()
        self.ticks = self.failed = 0
        self._scheduler = AsyncIOScheduler(
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._scheduler.add_job(self._tick, "interval", seconds=SECONDS)

    def start(self) -> None:
        """Begin to look."""
        self._scheduler.start()

    def stop(self) -> None:
        """Look no more."""
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
            return
        self.ticks += 1
        try:
            await self._fire()
        except Exception:
            self.failed += 1
            log.exception("the ticker stumbled; it looks again in %s s", SECONDS)

    async def _fire(self) -> None:
        while await self._fired(self._desk.clock.now()):
            self._desk.on_commit()
        while await self._linked() == chain.BATCH:
            continue

    async def _linked(self) -> int:
        """The journal's chain is made longer here, beside intake, by a few entries at a time."""
        return await asyncio.wrap_future(self._desk.writer.submit(lambda uow: uow.chain.extend()))

    async def _fired(self, now: datetime) -> int:
        future = self._desk.writer.submit(lambda uow: due.fire(self._desk.tools(uow), now))
        return await asyncio.wrap_future(future)

    async def _next_at(self) -> datetime | None:
        future = self._desk.writer.submit(lambda uow: due.next_at(self._desk.tools(uow)))
        return await asyncio.wrap_future(future)
