"""What must outlive a restart: short values under a name, in the desk's database."""

import asyncio
from typing import Protocol

from storage.writer import Writer


class Marks(Protocol):
    """Named values."""

    async def get(self, name: str) -> str | None:
        """The value; None: never set. Raises storage's Unavailable."""

    async def set(self, name: str, value: str) -> None:
        """Returns after the commit. Raises storage's Unavailable."""


class StoredMarks(Marks):
    """Marks beside the guard against doing an update twice."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def get(self, name: str) -> str | None:
        """The value; None: never set."""
        return await asyncio.wrap_future(self._writer.submit(lambda uow: uow.seen.mark(name)))

    async def set(self, name: str, value: str) -> None:
        """Returns after the commit."""
        await asyncio.wrap_future(self._writer.submit(lambda uow: uow.seen.set_mark(name, value)))
