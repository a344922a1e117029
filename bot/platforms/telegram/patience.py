"""Waiting that ends when the platform stops: delays that grow, and work that is given up."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818  # an order, not an error
    """The platform is being stopped: what was begun is given up."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long things take at most, in seconds."""

    first_delay: float = 1.0  # after a first failure; doubled at each further one
    longest_delay: float = 30.0
    poll: float = 25.0  # how long Telegram holds an empty getUpdates
    answer: float = 20.0  # how long any other call may take
    transfer: float = 60.0  # how long a file may take
    recheck: float = 300.0  # how often the webhook is looked after
    pace: float = 1.0  # our own limits' intervals, times this; 0 where the other side has no limits


class Backoff:
    """The delay before the next try: doubled at each failure in a row."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._next = timing.first_delay

    def reset(self) -> None:
        """It worked: start anew with the shortest delay."""
        self._next = self._timing.first_delay

    async def rest(self, stopping: asyncio.Event, at_least: float = 0.0) -> None:
        """Sleep the delay, or `at_least`; raises Stopped as soon as `stopping` is set."""
        delay = max(self._next, at_least)
        self._next = min(self._next * 2, self._timing.longest_delay)
        await pause(stopping, delay)


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Sleep; raises Stopped as soon as `stopping` is set."""
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
    raise Stopped


async def finished(work: Coroutine[Any, Any, T]) -> T:
    """The work's result; whoever is cancelled meanwhile waits for its end first."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    finally:
        await asyncio.gather(task, return_exceptions=True)


async def unless(stopping: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """The work's result; raises Stopped, and gives the work up, as soon as `stopping` is set."""
    task, stop = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Stopped
        return task.result()
    finally:
        task.cancel()
        stop.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)
