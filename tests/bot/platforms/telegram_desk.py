"""A TelegramPlatform in a thread of its own with a desk that remembers: tests stay synchronous."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from bot.platforms.base import Answer
from bot.platforms.telegram.client import Account
from bot.platforms.telegram.patience import Timing
from bot.platforms.telegram.platform import TelegramPlatform
from handlers.incoming import Incoming, Kind
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram, wait_until

QUICK = Timing(first_delay=0.02, longest_delay=0.1, poll=2, answer=PATIENCE, transfer=PATIENCE, recheck=0.05)
ANN, LEE = 11, 12


class Desk:
    """An intake: `taken` is committed; while `failures` are left it raises and commits nothing."""

    def __init__(self) -> None:
        self.taken: list[Incoming] = []
        self.seen: set[str] = set()
        self.batches: list[list[str]] = []
        self.failures = 0
        self.answer: Answer | None = Answer(text="好")
        self.before_commit: Callable[[], object] = lambda: None

    async def intake(self, batch: Sequence[Incoming]) -> list[Answer | None]:
        self.batches.append([one.update for one in batch])
        await asyncio.to_thread(self.before_commit)
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        for one in batch:
            if one.update not in self.seen:
                self.seen.add(one.update)
                self.taken.append(one)
        return [self.answer if one.kind is Kind.TAP else None for one in batch]

    def texts(self) -> list[str]:
        return [one.text for one in self.taken if one.kind is Kind.MESSAGE]

    def wait(self, count: int = 1, kind: Kind = Kind.MESSAGE) -> list[Incoming]:
        """The updates of a kind, as soon as there are `count`."""

        def enough() -> list[Incoming] | None:
            found = [one for one in self.taken if one.kind is kind]
            return found if len(found) >= count else None

        return wait_until(enough, what=f"{count} {kind}")


class Live:
    """The platform, driven from outside its thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, platform: TelegramPlatform, desk: Desk) -> None:
        self.loop, self.platform, self.desk = loop, platform, desk

    def call(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.call(work).result(PATIENCE)


def account(telegram: FakeTelegram, **other: str) -> Account:
    addresses = {"base_url": telegram.base_url, "base_file_url": telegram.base_file_url}
    return Account(**{"token": telegram.token, **addresses, **other})


@contextlib.contextmanager
def live(
    telegram: FakeTelegram, *, start: bool = True, desk: Desk | None = None, **more: Any
) -> Iterator[Live]:
    """A running platform; with start=False one that only sends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        platform = TelegramPlatform(**{"account": account(telegram), "timing": QUICK, **more})
        it = Live(loop, platform, desk or Desk())
        try:
            if start:
                it.run(platform.start(it.desk.intake))
            yield it
        finally:
            it.run(platform.stop())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def connected(it: Live) -> None:
    it.run(it.platform.connected.wait())
