"""What a platform does on the side: nothing waits for it, and it ends with the platform."""

import asyncio
from collections.abc import Collection, Coroutine
from typing import Any


class Chores:
    """What is under way; held here, because the loop alone would let a task be collected."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, chore: Coroutine[Any, Any, None]) -> None:
        """Start it; returns at once."""
        task = asyncio.create_task(chore)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self, seconds: float = 0.0) -> None:
        """Give what is under way so long to end by itself; the rest is given up."""
        await ended(list(self._tasks), seconds)


async def ended(tasks: Collection[asyncio.Task[Any]], seconds: float = 0.0) -> None:
    """Give these so long to end by themselves; the rest is given up, and has ended too."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
