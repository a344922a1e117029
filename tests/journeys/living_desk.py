"""A running desk in a thread of the test: its clock is moved by hand, and its book can be looked into."""

import asyncio
import threading
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot.app import App
from bot.clock import MovableClock
from bot.platforms.telegram.client import Account
from bot.platforms.telegram.patience import Timing
from bot.platforms.telegram.platform import TelegramPlatform
from desk.ticket import Ticket
from nlp.reader import Reader
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram


class LivingDesk(ABC):
    """Runs while the context is open, with whatever platforms `_serve` gives it."""

    def __init__(self, data: Path, reader: Reader, now: datetime) -> None:
        self._data, self._reader = data, reader
        self.clock = MovableClock(now)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._ready = threading.Event()
        self._app: App | None = None

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        await self._serve()

    @abstractmethod
    async def _serve(self) -> None:
        """Run the desk from `_ready` until `_stop`."""

    @abstractmethod
    def _move_in(self) -> None:
        """The people join, as an administrator would have them do."""

    @abstractmethod
    def settle(self) -> None:
        """Until all that was said is handled and every letter delivered."""

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        self._move_in()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the desk does not stop"

    def advance(self, span: timedelta) -> None:
        assert self._app is not None
        moving = self._app.ticker.advance(self.clock, self.clock.now() + span)
        asyncio.run_coroutine_threadsafe(moving, self._loop).result(PATIENCE)

    def tickets(self) -> list[Ticket]:
        """All tickets as they stand, once everything is settled."""
        assert self._app is not None
        self.settle()
        with self._app.store.reading() as uow:
            return uow.tickets.of(1)

    def photos(self, ticket: int) -> int:
        """How many photos a ticket has."""
        assert self._app is not None
        with self._app.store.reading() as uow:
            return len(uow.photos.of(ticket))


def telegram_platform(fake: FakeTelegram) -> TelegramPlatform:
    """A bot on the fake, which has no limits that it would have to keep to."""
    account = Account(token=fake.token, base_url=fake.base_url, base_file_url=fake.base_file_url)
    return TelegramPlatform(account=account, timing=Timing(pace=0))
