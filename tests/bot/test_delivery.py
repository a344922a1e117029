"""Letters go out once each, in order, whatever becomes of the database, of other letters and of the desk."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.base import Unreachable
from bot.texts.render import Texts
from desk.notices import Notice
from storage.errors import Trouble, Unavailable
from storage.unit_of_work import UnitOfWork
from tests.fakes.postbox import Office, Postbox, until


@pytest.fixture
def office(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("bot.outcomes._DELAYS", (0.05,))
    monkeypatch.setattr("bot.delivery._IDLE", 0.05)
    office = Office(data, Postbox())
    yield office
    office.close()


def nothing_kept(office: Office) -> Callable[[], bool]:
    """From now on no letter's state can be changed; whether that was tried often, which ends it."""
    submit, refused = office.store.writer.submit, []

    def read_only(work: Callable[[UnitOfWork], Any], lane: str = "") -> "Future[Any]":
        def tried(uow: UnitOfWork) -> Any:
            before = uow.letters.counts()
            result = work(uow)
            if uow.letters.counts() != before:
                refused.append(before)
                raise Unavailable(Trouble.FULL)
            return result

        return submit(tried, lane)

    office.store.writer.submit = read_only  # type: ignore[method-assign,assignment]

    def often() -> bool:
        if len(refused) < 5:
            return False
        office.store.writer.submit = submit  # type: ignore[method-assign]
        return True

    return often


def test_a_letter_whose_outcome_cannot_be_kept_is_not_sent_again(office: Office) -> None:
    async def full() -> None:
        office.write("a", "a")
        async with office.open():
            often = nothing_kept(office)
            await until(often)
            assert office.box.chats == ["a"]
            await until(lambda: office.states() == ["sent", "sent"])

    asyncio.run(full())
    assert office.box.chats == ["a", "a"]


def test_an_outcome_that_breaks_a_rule_of_ours_is_kept_as_far_as_it_can_be(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_others: object) -> None:
        raise RuntimeError("an error of ours")

    monkeypatch.setattr("handlers.delivered.sent", broken)

    async def settle() -> None:
        office.write("a", "a")
        await office.app.delivery.settle()

    asyncio.run(settle())
    assert office.states() == ["sent", "sent"]
    assert office.box.chats == ["a", "a"]


def test_a_letter_that_cannot_be_prepared_is_told_and_no_other_waits_for_it(data: Path) -> None:
    """The one before it in its chat stays sent."""

    def linker(_uow: UnitOfWork, letter: Any) -> str:
        if letter.id == 2:
            raise RuntimeError("an error of ours")
        return ""

    office = Office(data, Postbox(), linker=linker)
    office.write("a", "a", "a", "b", person=office.resident.id)
    asyncio.run(office.app.delivery.settle())
    assert office.box.chats.count("a") == 2
    assert "b" in office.box.chats
    assert office.states()[:4] == ["sent", "failed", "sent", "sent"]
    assert "staff" in office.box.chats  # to phone
    office.close()


def test_a_letter_that_cannot_be_read_is_told_and_no_other_waits_for_it(office: Office) -> None:
    office.write("a", "b", "b", person=office.resident.id)
    office.do(lambda uow: _spoil(uow, 2))
    asyncio.run(office.app.delivery.settle())
    assert office.states()[:3] == ["sent", "failed", "sent"]
    told = [words for chat, words, _ in office.box.sent if chat == "staff"]
    assert "没有送到" in told[0]


def _spoil(uow: UnitOfWork, key: int) -> None:
    raw: Any = uow.letters._transaction
    raw._cursor.execute(
        "update letter set notice = ? where id = ?", ('{"key": "x", "facts": {"a": {}}}', key)
    )


def test_a_photo_that_does_not_come_holds_up_no_letter(office: Office) -> None:
    async def hangs(_ref: str) -> None:
        await asyncio.Event().wait()

    async def deliver() -> None:
        office.box.before_fetch = hangs
        office.photo("one")
        async with office.open():
            await until(lambda: office.box.fetched)
            office.write("a")
            office.app.desk.on_commit()
            await until(lambda: office.box.chats == ["a"])

    asyncio.run(deliver())


def test_a_desk_that_stops_lets_the_letter_in_flight_land_and_begins_no_other(office: Office) -> None:
    async def stop() -> None:
        flying, landing = asyncio.Event(), asyncio.Event()

        async def flies(_chat: str) -> None:
            flying.set()
            await landing.wait()

        office.box.before = flies
        office.write("a", "a")
        async with office.open():
            await flying.wait()
            asyncio.get_running_loop().call_later(0.2, landing.set)

    asyncio.run(stop())
    assert (office.box.chats, office.box.complaints) == (["a"], [])


def test_a_desk_that_lost_its_lease_begins_no_other_letter_either(office: Office) -> None:
    async def lose() -> None:
        async def lost(_chat: str) -> None:
            running.cancel()
            await asyncio.sleep(0.1)

        office.box.before = lost
        office.write("a", "a")
        running = asyncio.create_task(office.app.delivery.run())
        await asyncio.wait([running])
        assert office.states() == ["sent", "waiting"]
        await asyncio.sleep(0.3)
        assert office.box.chats == ["a"]
        office.box.before = _at_once
        running = asyncio.create_task(office.app.delivery.run())  # the lease is ours again
        await until(lambda: office.states() == ["sent", "sent"])
        running.cancel()
        await asyncio.wait([running])

    asyncio.run(lose())


async def _at_once(_chat: str) -> None: ...


def test_what_does_not_land_in_time_has_ended_before_the_platform_does(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._LANDING", 0.05)

    async def stop() -> None:
        async def never(_chat: str) -> None:
            await asyncio.Event().wait()

        office.box.before = never
        office.write("a")
        async with office.open():
            await until(lambda: office.box.under_way)

    asyncio.run(stop())
    assert (office.box.chats, office.box.complaints) == ([], [])


def test_when_the_couriers_break_the_whole_delivery_is_begun_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And not a second one beside the first."""
    monkeypatch.setattr("bot.alone._PATIENCE", 0.05)
    begun: list[str] = []
    run = office.app.delivery.run

    async def counted() -> None:
        begun.append("begun")
        try:
            await run()
        finally:
            begun.append("ended")

    async def broken() -> None:
        if len(begun) < 3:
            raise RuntimeError("an error of ours")

    monkeypatch.setattr(office.app.delivery, "run", counted)
    monkeypatch.setattr(office.app.couriers, "run", broken)

    async def deliver() -> None:
        with caplog.at_level(logging.ERROR):
            async with office.open():
                await until(lambda: len(begun) >= 3)
                office.write("a")
                await until(lambda: office.box.chats == ["a"])

    asyncio.run(deliver())
    assert begun == ["begun", "ended"] * (len(begun) // 2)
    assert "delivery ended by itself" in caplog.text


def test_a_letter_that_cannot_be_put_into_words_is_told_and_no_other_waits_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = Texts.render

    def stumbles(texts: Texts, notice: Notice, *others: Any) -> Any:
        if notice.key == "spoilt":
            raise KeyError("an error of ours")
        return render(texts, notice, *others)

    monkeypatch.setattr(Texts, "render", stumbles)
    office.write("a", person=office.resident.id, notice=Notice("spoilt"))
    office.write("a")
    asyncio.run(office.app.delivery.settle())
    assert office.states()[:2] == ["failed", "sent"]
    assert "staff" in office.box.chats  # to phone


def _tried(office: Office, times: int, seconds: float) -> None:
    for _ in range(times):
        asyncio.run(office.app.delivery.settle())
        office.later(seconds)


def test_an_error_of_ours_in_sending_holds_its_chat_up_for_minutes_and_not_for_a_day(office: Office) -> None:
    async def breaks(chat: str) -> None:
        if chat == "a" and office.box.chats.count("staff") == 0:
            raise KeyError("an error of ours")

    office.box.before = breaks
    office.write("a", "a", person=office.resident.id)
    _tried(office, 10, 300)
    assert office.states()[:2] == ["failed", "sent"]


def test_letters_of_a_platform_that_is_not_set_up_any_more_are_told_after_a_day(office: Office) -> None:
    office.write("a", person=office.resident.id, platform="gone")
    _tried(office, 4, 300)
    assert office.states() == ["waiting"]
    _tried(office, 2, 24 * 3600)
    assert office.states()[0] == "failed"
    assert "staff" in office.box.chats  # to phone


def test_who_slept_for_days_and_has_no_network_in_the_first_moment_gives_nothing_up(office: Office) -> None:
    left = [Unreachable("no network"), Unreachable("no network")]

    async def waking(_chat: str) -> None:
        if left:
            raise left.pop()

    office.write("a", person=office.resident.id)
    office.later(48 * 3600)
    office.box.before = waking
    _tried(office, 3, 15)
    assert office.states() == ["sent"]
