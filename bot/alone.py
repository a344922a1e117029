"""Doing something in one process only, however many run."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

from storage.lease import Lease

log = logging.getLogger(__name__)

_PATIENCE = 2.0  # seconds between looks whether the lease is free, or still ours

Work = Callable[[], Coroutine[None, None, None]]


async def alone(lease: Lease, work: Work) -> None:
    """Do `work` while the lease is ours: wait for it first, and again when it was lost or the work ended."""
    while True:
        while not await asyncio.to_thread(lease.take):  # noqa: ASYNC110  # another process frees it
            await asyncio.sleep(_PATIENCE)
        await _while_ours(lease, work)
        await asyncio.sleep(_PATIENCE)


async def _while_ours(lease: Lease, work: Work) -> None:
    """The work has ended when the lease is let go: nobody else may have begun before."""
    working, keeping = asyncio.create_task(work()), asyncio.create_task(_kept(lease))
    try:
        await asyncio.wait({working, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            why = None if working.cancelled() else working.exception()
            log.error("%s ended by itself; it begins again", lease.name, exc_info=why)
        else:
            log.warning("%s: the lease was lost", lease.name)
    finally:
        working.cancel()
        keeping.cancel()
        try:
            await asyncio.gather(working, keeping, return_exceptions=True)
        finally:
            letting_go = asyncio.get_running_loop().run_in_executor(None, lease.release)
            await asyncio.shield(letting_go)  # also where we are not to wait for anything


async def _kept(lease: Lease) -> None:
    """Returns when it is ours no more."""
    while await asyncio.to_thread(lease.kept):  # noqa: ASYNC110  # the database takes it away
        await asyncio.sleep(_PATIENCE)
