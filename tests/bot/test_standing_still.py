"""A delivery that goes on no more is told to whoever asks how the desk is."""

import asyncio
from pathlib import Path

import pytest

from tests.fakes.postbox import Office, Postbox, until


@pytest.fixture
def office(data: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("bot.delivery._IDLE", 0.05)
    return Office(data, Postbox())


def _broken(*_: object) -> None:
    raise RuntimeError("an error of ours")


def test_a_delivery_that_only_stumbles_is_told_to_who_looks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pulse.STILL", 0.3)
    monkeypatch.setattr(office.app.delivery, "_due", _broken)

    async def stumble() -> None:
        async with office.open():
            await until(office.app.trouble)

    asyncio.run(stumble())


def test_a_delivery_that_has_ended_is_told_to_who_looks(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def ends(*_: object) -> None:
        _broken()

    monkeypatch.setattr("bot.app.alone", ends)

    async def end() -> None:
        async with office.open():
            await until(office.app.trouble)

    asyncio.run(end())
    assert "nothing is delivered any more" in caplog.text
