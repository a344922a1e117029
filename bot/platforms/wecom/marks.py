"""What must outlive a restart, in the desk's database: values under a name, and permits that work once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.clock import Clock
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

T = TypeVar("T")

_OURS = "wecom"
_LIVES = timedelta(hours=72)  # a response_code's life (path 94888)


class Marks(Protocol):
    """Named values."""

    async def get(self, name: str) -> str | None:
        """The value; None: never set. Raises storage's Unavailable."""

    async def set(self, name: str, value: str) -> None:
        """Returns after the commit. Raises storage's Unavailable."""

    async def keep(self, chat: str, subject: str, code: str) -> None:
        """WeCom gave a permit about the subject; the same one again changes nothing."""

    async def permit(self, chat: str, subject: str) -> str | None:
        """The newest permit that has neither been used nor become too old."""

    async def spend(self, chat: str, code: str) -> None:
        """The permit has been used, or does not work any more."""


class StoredMarks(Marks):
    """Marks beside the guard against doing an update twice."""

    def __init__(self, writer: Writer, clock: Clock | None = None) -> None:
        self._writer = writer
        self._clock = clock or Clock()

    async def get(self, name: str) -> str | None:
        """The value; None: never set."""
        return await self._unit(lambda uow: uow.seen.mark(name))

    async def set(self, name: str, value: str) -> None:
        """Returns after the commit."""
        await self._unit(lambda uow: uow.seen.set_mark(name, value))

    async def keep(self, chat: str, subject: str, code: str) -> None:
        """Returns after the commit."""
        now = self._clock.now()
        await self._unit(lambda uow: uow.permits.keep(_OURS, chat, subject, code, now))

    async def permit(self, chat: str, subject: str) -> str | None:
        """The newest permit."""
        since = self._clock.now() - _LIVES
        return await self._unit(lambda uow: uow.permits.newest(_OURS, chat, subject, since))

    async def spend(self, chat: str, code: str) -> None:
        """Returns after the commit."""
        await self._unit(lambda uow: uow.permits.spend(_OURS, chat, code))

    async def _unit(self, work: Callable[[UnitOfWork], T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(work))
