"""The ticker as a part of a desk that stops."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.clock import Clock
from bot.ticker import Ticker
from storage.unit_of_work import UnitOfWork
from tests.fakes.serving import PATIENCE


def test_a_desk_that_stops_in_the_middle_of_a_look_complains_of_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    looking, stopped = threading.Event(), threading.Event()

    @contextmanager
    def reading() -> Iterator[UnitOfWork]:
        looking.set()
        stopped.wait(PATIENCE)
        raise InterruptedError
        yield

    async def stop() -> None:
        ticker = Ticker(cast("Any", SimpleNamespace(clock=Clock())), cast("Any", None), reading)
        ticking = asyncio.create_task(ticker._tick())
        await asyncio.to_thread(looking.wait, PATIENCE)
        ticking.cancel()
        await ticking
        stopped.set()
        assert (ticker.ticks, ticker.failed) == (1, 0)

    asyncio.run(stop())
    assert caplog.records == []
