"""Of many processes one does the work; when it goes, the next takes over."""

import asyncio
import logging
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from bot.alone import alone
from storage.engine import open_engine
from storage.lease import Lease
from tests.fakes.postbox import until as found
from tests.fakes.serving import PATIENCE


def test_work_passes_on_when_its_holder_goes(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.alone._PATIENCE", 0.05)
    engine = open_engine(database_url)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        return  # one process has a SQLite file to itself
    worked: list[str] = []

    async def until(names: list[str]) -> None:
        async with asyncio.timeout(PATIENCE):
            while worked != names:  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(0.02)

    async def race() -> None:
        async def work(name: str) -> None:
            worked.append(name)
            await asyncio.sleep(60)

        one = asyncio.create_task(alone(Lease(engine, "x"), lambda: work("one")))
        await until(["one"])
        other = asyncio.create_task(alone(Lease(engine, "x"), lambda: work("other")))
        await asyncio.sleep(0.3)
        assert worked == ["one"]
        one.cancel()
        await until(["one", "other"])
        other.cancel()
        await asyncio.wait([one, other])

    asyncio.run(race())
    engine.dispose()
    assert worked == ["one", "other"]


class Held(Lease):
    """Ours from the beginning, until it is lost; `released` counts how often it was let go."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, "x")
        self.lost = False
        self.released = 0

    def kept(self) -> bool:
        return not self.lost

    def release(self) -> None:
        self.released += 1
        self.lost = False


@pytest.fixture
def lease(empty_sqlite_url: str, opened: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch) -> Held:
    monkeypatch.setattr("bot.alone._PATIENCE", 0.02)
    return Held(opened(empty_sqlite_url))


async def ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.wait([task])


@pytest.mark.parametrize("how", [RuntimeError("an error of ours"), asyncio.CancelledError(), None])
def test_work_that_ends_by_itself_is_told_and_begun_again(
    lease: Held, caplog: pytest.LogCaptureFixture, how: BaseException | None
) -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(lease.released)
        if len(begun) < 3:
            if how:
                raise how
            return
        await asyncio.Event().wait()

    async def look() -> None:
        task = asyncio.create_task(alone(lease, work))
        await found(lambda: len(begun) == 3)
        assert not task.done()
        await ended(task)

    with caplog.at_level(logging.ERROR):
        asyncio.run(look())
    assert begun == [0, 1, 2]  # and the lease was let go in between
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert ("an error of ours" in caplog.text) is isinstance(how, RuntimeError)


@pytest.mark.parametrize("why", ["lost", "stopped"])
def test_the_lease_is_let_go_when_the_work_has_ended_and_not_before(lease: Held, why: str) -> None:
    released: list[int] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.1)  # what is in flight lands
            released.append(lease.released)

    async def look() -> None:
        task = asyncio.create_task(alone(lease, work))
        await asyncio.sleep(0.1)
        if why == "lost":
            lease.lost = True
            await found(lambda: released)
        await ended(task)

    asyncio.run(look())
    assert released[0] == 0
    assert lease.released == len(released)
