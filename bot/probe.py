"""Whether anything can be kept: tried, since a process that answers may stand on a full disk.

And whether letters still go out and promises are looked after.
"""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from storage.errors import Trouble, Unavailable
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

PATIENCE = 6.0  # seconds for one small write: longer than SQLite waits for another program; house
LEAST_FREE = 16 << 20  # bytes: a photo, and what the database writes beside itself; house
_MARK = "healthz"


class Probe:
    """Writes one small mark; whoever asks while that is under way waits for the same."""

    def __init__(self, writer: Writer, data: Path, others: Callable[[], str | None]) -> None:
        """`others`: what else stands still, though everything could be kept."""
        self._writer, self._data, self._others = writer, data, others
        self._running: asyncio.Task[str | None] | None = None

    async def trouble(self) -> str | None:
        """Why nothing can be kept, or what stands still; None: all is well."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._tried())
        return await asyncio.shield(self._running)

    async def _tried(self) -> str | None:
        with suppress(OSError):  # the write says more
            if shutil.disk_usage(self._data).free < LEAST_FREE:
                return str(Trouble.FULL)
        try:
            await asyncio.wait_for(asyncio.wrap_future(self._writer.submit(_mark)), PATIENCE)
        except TimeoutError:
            return f"the database has not answered for {PATIENCE:.0f} seconds"
        except Unavailable as error:
            return str(error)
        return self._others()


def _mark(uow: UnitOfWork) -> None:
    uow.seen.set_mark(_MARK, "kept")
