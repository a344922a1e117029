"""Our own limits keep under Telegram's without one chat waiting for another."""

import asyncio
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram import pacing
from bot.platforms.telegram.pacing import GROUP, OVERALL, PRIVATE, Pacing
from bot.platforms.throttle import Rate, Throttle

GROUP_CHAT = "-1002000000001"


def turns(rate: Rate, count: int) -> list[float]:
    throttle = Throttle(rate)
    return [round(throttle.book(100.0), 3) for _ in range(count)]


def test_a_private_chat_gets_three_at_once_then_one_a_second() -> None:
    assert turns(PRIVATE, 5) == [0, 0, 0, 1, 2]


def test_a_group_gets_five_at_once_then_18_a_minute() -> None:
    assert turns(GROUP, 7) == [0, 0, 0, 0, 0, 3.333, 6.667]


def test_an_album_takes_a_turn_for_each_photo() -> None:
    throttle = Throttle(GROUP)
    throttle.book(100.0, 5)
    assert throttle.book(100.0) == pytest.approx(60 / 18)


def test_a_pause_holds_every_turn_until_it_has_passed() -> None:
    throttle = Throttle(PRIVATE)
    throttle.hold(107.0)
    assert [throttle.book(100.0), throttle.book(100.0)] == [7.0, 8.0]


@given(st.lists(st.floats(0, 20), max_size=80), st.sampled_from([PRIVATE, GROUP, OVERALL]))
def test_no_stretch_of_time_sees_more_than_burst_and_rate(gaps: list[float], rate: Rate) -> None:
    throttle, now, used = Throttle(rate), 1000.0, []
    for gap in gaps:
        now += gap
        used.append(now + throttle.book(now))
    assert used == sorted(used)
    for first in range(len(used)):
        for last in range(first, len(used)):
            allowed = rate.burst + (used[last] - used[first]) / rate.interval
            assert last - first + 1 <= allowed + 1e-6


def test_a_chat_that_waits_holds_up_no_other() -> None:
    async def main() -> float:
        paces = Pacing()
        paces.hold(GROUP_CHAT, 60)
        parked = asyncio.create_task(paces.clear(GROUP_CHAT))
        await asyncio.sleep(0)
        begun = time.monotonic()
        await paces.clear("11")
        await paces.clear("-5", edit=True)
        parked.cancel()
        return time.monotonic() - begun

    assert asyncio.run(main()) < 30


def test_over_all_chats_25_go_in_a_second() -> None:
    async def main() -> float:
        paces = Pacing()
        begun = time.monotonic()
        await asyncio.gather(*(paces.clear(str(chat)) for chat in range(30)))
        return time.monotonic() - begun

    assert asyncio.run(main()) >= 0.15


def test_idle_chats_are_forgotten_busy_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> int:
        monkeypatch.setattr(pacing, "_REMEMBERED", 10)
        paces = Pacing()
        paces.hold("busy", 60)
        for chat in range(20):
            clock = SimpleNamespace(monotonic=lambda now=1e6 + 100 * chat: now)
            monkeypatch.setattr(pacing, "time", clock)  # its own: other threads' loops go by the true one
            paces._chat(str(chat), edit=False)
        return len(paces._chats)

    assert asyncio.run(main()) <= 10
