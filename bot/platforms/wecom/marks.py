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

    async def permit(self, chat: str, subject: str, letter: str = "") -> str | None:
        """The newest permit that has neither been used nor become too old; the letter is about to use it."""

    async def spend(self, chat: str, code: str, letter: str = "") -> None:
        """The permit has been used, by the letter, or does not work any more."""

    async def begun(self, chat: str, letter: str) -> str | None:
        """The permit that the letter was about to use; "": it has used one; None: neither."""


def using(letter: str) -> str:
    """What a permit stands under that the letter uses, beside the card's own subject; "" when it is spent."""
    return f"by {letter}"


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

    async def permit(self, chat: str, subject: str, letter: str = "") -> str | None:
        """The newest permit; returns after the commit."""
        now = self._clock.now()

        def take(uow: UnitOfWork) -> str | None:
            code = uow.permits.newest(_OURS, chat, subject, now - _LIVES)
            if code and letter:
                uow.permits.keep(_OURS, chat, using(letter), code, now)
            return code

        return await self._unit(take)

    async def spend(self, chat: str, code: str, letter: str = "") -> None:
        """Returns after the commit."""
        now = self._clock.now()

        def end(uow: UnitOfWork) -> None:
            uow.permits.spend(_OURS, chat, code)
            if letter:
                uow.permits.keep(_OURS, chat, using(letter), "", now)

        await self._unit(end)

    async def begun(self, chat: str, letter: str) -> str | None:
        """The permit that the letter was about to use, "" or None."""
        since = self._clock.now() - _LIVES
        return await self._unit(lambda uow: uow.permits.newest(_OURS, chat, using(letter), since))

    async def _unit(self, work: Callable[[UnitOfWork], T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(work))
