"""The fake Bot API server over HTTP: in a thread of a test, or as a process of its own.

/bot<token>/<method>        the Bot API
/file/bot<token>/<path>     downloads
/control/<verb>             what a test makes happen (client.py)
"""

import contextlib
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.fakes.serving import ResetConnectionNow, control, cut, in_thread, json_response
from tests.fakes.telegram.api import answer
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.control import VERBS
from tests.fakes.telegram.world import World

TOKEN = "700000000:fake-telegram-token"  # noqa: S105  # opens nothing but this fake


class FakeApp:
    """The ASGI application around one world."""

    def __init__(self, token: str = TOKEN) -> None:
        self.world = World(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ResetConnectionNow:
            cut(send)
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        match request.url.path.split("/"):
            case ["", "control", "reset"]:
                await self.close()
                self.world = World(self.world.token)
                return json_response({"result": None})
            case ["", "control", verb]:
                return await control(VERBS, self.world, verb, request)
            case ["", "file", bot, *path] if bot == f"bot{self.world.token}":
                return self._download("/".join(path))
            case ["", bot, method] if bot.startswith("bot"):
                return await answer(self.world, bot.removeprefix("bot"), method, request)
        return json_response({"ok": False, "error_code": 404, "description": "Not Found"}, 404)

    def _download(self, path: str) -> Response:
        stored = self.world.files.by_path.get(path)
        return Response(stored.content) if stored else Response(status_code=404)

    async def close(self) -> None:
        """Lets go of everything that waits, so that the server can stop at once."""
        self.world.closing.set()
        self.world.updates.end_poll()
        await self.world.webhook.stop()


@contextlib.contextmanager
def running_fake(*, token: str = TOKEN, port: int = 0) -> Iterator[FakeTelegram]:
    """A fake Telegram in a thread of this process, and the client that commands it."""
    with in_thread(lambda _: FakeApp(token), port=port) as url, FakeTelegram(url, token) as client:
        yield client
