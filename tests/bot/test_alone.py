"""Of many processes one does the work; when it goes, the next takes over."""

import asyncio

from bot.alone import alone
from storage.engine import open_engine
from storage.lease import Lease


def test_work_passes_on_when_its_holder_goes(database_url: str) -> None:
    engine = open_engine(database_url)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        return  # one process has a SQLite file to itself
    worked: list[str] = []

    async def race() -> None:
        async def work(name: str) -> None:
            worked.append(name)
            await asyncio.sleep(60)

        one = asyncio.create_task(alone(Lease(engine, "x"), lambda: work("one")))
        await asyncio.sleep(0.3)
        other = asyncio.create_task(alone(Lease(engine, "x"), lambda: work("other")))
        await asyncio.sleep(0.3)
        assert worked == ["one"]
        one.cancel()
        for _ in range(100):
            await asyncio.sleep(0.1)
            if worked == ["one", "other"]:
                break
        other.cancel()
        await asyncio.wait([one, other])

    asyncio.run(race())
    engine.dispose()
    assert worked == ["one", "other"]
