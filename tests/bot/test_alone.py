"""Of many processes one does the work; when it goes, the next takes over."""

import asyncio

import pytest

from bot.alone import alone
from storage.engine import open_engine
from storage.lease import Lease
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
