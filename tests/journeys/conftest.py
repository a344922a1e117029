"""A running demo for each journey: a real server on 127.0.0.1, spoken to through its HTTP contract."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import uvicorn

from bot.clock import MovableClock
from bot.demo import opened
from nlp.reader import Reader
from tests.fakes.prompt import PromptServer
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.wecom.client import FakeWecom
from tests.journeys.telegram_desk import TelegramDesk
from tests.journeys.visitor import Visitor
from tests.journeys.wecom_desk import WecomDesk

MORNING = datetime.fromisoformat("2026-11-18T09:30:00+08:00")  # a Wednesday


@pytest.fixture
def visitor(data: Path, reader: Reader) -> Iterator[Visitor]:
    with Running(data, reader) as base, Visitor(base) as visiting:
        yield visiting


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.limits(on=False)
    return telegram


@pytest.fixture
def desk(data: Path, reader: Reader, telegram: FakeTelegram) -> Iterator[TelegramDesk]:
    """A desk on Telegram."""
    with TelegramDesk(data, reader, telegram, MORNING) as running:
        yield running


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.limits(on=False)
    return wecom


@pytest.fixture
def on_wecom(data: Path, reader: Reader, wecom: FakeWecom) -> Iterator[WecomDesk]:
    """A desk on WeCom."""
    with WecomDesk(data, reader, wecom, MORNING) as running:
        yield running


@pytest.fixture
def both(data: Path, reader: Reader, wecom: FakeWecom, telegram: FakeTelegram) -> Iterator[WecomDesk]:
    """A desk on WeCom with a resident on Telegram."""
    with WecomDesk(data, reader, wecom, MORNING, telegram) as running:
        yield running


class Running:
    """The demo in a thread of its own."""

    def __init__(self, data: Path, reader: Reader, now: datetime = MORNING, *, manned: bool = False) -> None:
        self._data, self._reader, self._now, self._manned = data, reader, now, manned
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(100)  # who comes before the server does waits instead of being refused
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._ready = threading.Event()
        self._failure: BaseException | None = None

    async def _serve(self) -> None:
        try:
            clock = MovableClock(self._now)
            async with opened(self._data, clock, self._reader, manned=self._manned) as application:
                config = uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=1)
                self._server = PromptServer(config)
                self._ready.set()
                await self._server.serve(sockets=[self._socket])
        except BaseException as failure:
            self._failure = failure
            self._ready.set()
            raise

    def __enter__(self) -> str:
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        if self._failure:
            raise self._failure
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the demo does not stop"
        self._socket.close()
