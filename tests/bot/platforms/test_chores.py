"""What is done on the side ends with the platform: within the time it is given, or given up."""

import asyncio

from bot.platforms.chores import Chores


def test_who_begins_a_chore_waits_for_nothing_and_its_end_can_be_waited_for() -> None:
    done: list[str] = []

    async def chore() -> None:
        await asyncio.sleep(0)
        done.append("done")

    async def told() -> list[str]:
        chores = Chores()
        chores.begin(chore())
        before = list(done)
        await chores.end(60)
        return before

    assert asyncio.run(told()) == []
    assert done == ["done"]


def test_what_is_late_is_given_up_before_end_returns() -> None:
    left: list[str] = []

    async def for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            left.append("left")

    async def told() -> None:
        chores = Chores()
        chores.begin(for_ever())
        await asyncio.sleep(0)
        await chores.end()
        assert left == ["left"]

    asyncio.run(told())


def test_there_need_not_be_any() -> None:
    asyncio.run(Chores().end())
