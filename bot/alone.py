"""Doing something in one process only, however many run."""

import asyncio
from collections.abc import Callable, Coroutine

from storage.lease import Lease

_PATIENCE = 2.0  # seconds between looks whether the lease is free, or still ours


async def alone(lease: Lease, work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Do `work` while the lease is ours: wait for it first, and again when it was lost."""
    while True:
        while not await asyncio.to_thread(lease.take):  # noqa: ASYNC110  # another process frees it
            await asyncio.sleep(_PATIENCE)
        working = asyncio.create_task(work())
        try:
            while await asyncio.to_thread(lease.kept):  # noqa: ASYNC110  # the database takes it away
                await asyncio.sleep(_PATIENCE)
        finally:
            working.cancel()
            lease.release()
