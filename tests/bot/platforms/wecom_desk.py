"""WeCom's platforms behind a real HTTP server, in a thread, with a desk that remembers."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import uvicorn

from bot.platforms.base import Answer, Platform
from bot.platforms.wecom.client import Account
from bot.platforms.wecom.marks import Marks, using
from bot.platforms.wecom.platform import AppSettings, WecomPlatform
from bot.platforms.wecom.sealing import Keys
from bot.platforms.wecom.wire import Timing
from bot.web.asgi import asgi
from handlers.incoming import Incoming, Kind
from tests.bot.platforms.telegram_desk import Desk as AnyDesk
from tests.fakes.prompt import PromptServer
from tests.fakes.serving import PATIENCE, listen, url_of
from tests.fakes.wecom.client import FakeWecom

QUICK = Timing(
    connect=PATIENCE,
    answer=PATIENCE,
    transfer=PATIENCE,
    first_delay=0.02,
    longest_delay=0.1,
    verdict=0.4,
    pace=0,
)


class Desk(AnyDesk):
    """As the real one, it answers a tap once."""

    def __init__(self) -> None:
        super().__init__()
        self.after_commit: Callable[[], object] = lambda: None  # as the real one's delivery

    async def intake(self, batch: Sequence[Incoming]) -> list[Answer | None]:
        known = {one.update for one in batch if one.update in self.seen}
        answers = await super().intake(batch)
        self.after_commit()
        return [None if one.update in known else said for one, said in zip(batch, answers, strict=True)]

    def kinds(self) -> list[Kind]:
        return [one.kind for one in self.taken]


class Live:
    """Running platforms, driven from outside their thread; `base` is where their routes are served."""

    def __init__(self, loop: asyncio.AbstractEventLoop, desk: Desk) -> None:
        self.loop, self.desk, self.base = loop, desk, ""
        self.chores: set[asyncio.Task[Any]] = set()

    def run_soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """From the loop's own thread: not waited for."""
        task = self.loop.create_task(work)
        self.chores.add(task)
        task.add_done_callback(self.chores.discard)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)


def app_settings(wecom: FakeWecom) -> AppSettings:
    keys = wecom.credentials()
    return AppSettings(
        account=Account(corp_id=keys["corpid"], secret=keys["secret"], base_url=wecom.url),
        agent_id=keys["agentid"],
        keys=Keys(receiveid=keys["corpid"], token=keys["token"], aes_key=keys["aes_key"]),
    )


@dataclass
class Kept(Marks):
    """Marks that outlive the platform."""

    values: dict[str, str] = field(default_factory=dict)
    permits: list[tuple[str, str, str]] = field(default_factory=list)

    async def get(self, name: str) -> str | None:
        return self.values.get(name)

    async def set(self, name: str, value: str) -> None:
        self.values[name] = value

    async def keep(self, chat: str, subject: str, code: str) -> None:
        if (chat, subject, code) not in self.permits:
            self.permits.append((chat, subject, code))

    async def permit(self, chat: str, subject: str, letter: str = "") -> str | None:
        code = self._newest(chat, subject)
        if code and letter:
            await self.keep(chat, using(letter), code)
        return code

    async def spend(self, chat: str, code: str, letter: str = "") -> None:
        self.permits = [one for one in self.permits if (one[0], one[2]) != (chat, code)]
        if letter:
            await self.keep(chat, using(letter), "")

    async def begun(self, chat: str, letter: str) -> str | None:
        return self._newest(chat, using(letter))

    def _newest(self, chat: str, subject: str) -> str | None:
        return next((one[2] for one in reversed(self.permits) if one[:2] == (chat, subject)), None)


def app(wecom: FakeWecom, marks: Kept | None = None) -> WecomPlatform:
    return WecomPlatform(app_settings(wecom), marks or Kept(), timing=QUICK)


@contextlib.contextmanager
def live(*platforms: Any, desk: Desk | None = None) -> Iterator[Live]:
    """The platforms, started, and their routes served."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    it = Live(loop, desk or Desk())
    try:
        with served(it, [route for platform in platforms for route in platform.routes]):
            started: list[Platform] = list(platforms)
            for platform in started:
                it.run(platform.start(it.desk.intake))
            try:
                yield it
            finally:
                for platform in started:
                    it.run(platform.stop())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextlib.contextmanager
def served(it: Live, routes: Sequence[Any]) -> Iterator[None]:
    sock = listen(0)
    it.base = url_of(sock)
    config = uvicorn.Config(asgi(routes), log_level="warning", timeout_graceful_shutdown=1)

    async def made() -> PromptServer:
        return PromptServer(config)

    server = it.run(made())
    serving = asyncio.run_coroutine_threadsafe(server.serve(sockets=[sock]), it.loop)
    try:
        yield
    finally:
        server.stop()
        serving.result(PATIENCE)
        sock.close()
