"""The fake Bot API server over HTTP: in a thread of a test, or as a process of its own.

/bot<token>/<method>        the Bot API
/file/bot<token>/<path>     downloads
/control/<verb>             what a test makes happen (client.py)
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.fakes.telegram.api import answer, json_response
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.control import control
from tests.fakes.telegram.errors import ResetConnectionNow
from tests.fakes.telegram.world import World

TOKEN = "700000000:fake-telegram-token"  # noqa: S105  # opens nothing but this fake
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class FakeApp:
    """The ASGI application around one world."""

    def __init__(self, token: str = TOKEN) -> None:
        self.world = World(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ResetConnectionNow:
            _reset(send)
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        match request.url.path.split("/"):
            case ["", "control", "reset"]:
                await self.close()
                self.world = World(self.world.token)
                return json_response({"result": None})
            case ["", "control", verb]:
                return await control(self.world, verb, request)
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


def _reset(send: Send) -> None:
    """Cuts the connection without an answer: uvicorn's `send` belongs to the cycle that has the transport."""
    transport = send.__self__.transport  # type: ignore[attr-defined]
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()


def listen(port: int) -> socket.socket:
    """A bound socket: the port is known, and callers can connect, before the server runs."""
    # with the protocol named, asyncio switches Nagle's delay off: 40 ms on every answer otherwise
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    sock.listen(128)
    return sock


async def serve(app: FakeApp, sock: socket.socket, stop: asyncio.Event | None = None) -> None:
    """Serves until `stop` is set, or (in a process) until a signal."""
    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    if stop is None:
        await server.serve(sockets=[sock])
        return
    running = asyncio.create_task(server.serve(sockets=[sock]))
    await stop.wait()
    await app.close()
    server.should_exit = True
    await running


class _Thread(threading.Thread):
    def __init__(self, token: str, port: int) -> None:
        super().__init__(name="fake-telegram", daemon=True)
        self.sock = listen(port)
        self.token = token
        self.up = threading.Event()

    def run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self.loop, self.stopping = asyncio.get_running_loop(), asyncio.Event()
        self.up.set()
        await serve(FakeApp(self.token), self.sock, self.stopping)

    def stop(self) -> None:
        self.up.wait()
        self.loop.call_soon_threadsafe(self.stopping.set)
        self.join()
        self.sock.close()


@contextlib.contextmanager
def running_fake(*, token: str = TOKEN, port: int = 0) -> Iterator[FakeTelegram]:
    """A fake Telegram in a thread of this process, and the client that commands it."""
    thread = _Thread(token, port)
    thread.start()
    try:
        with FakeTelegram(f"http://127.0.0.1:{thread.sock.getsockname()[1]}", token) as client:
            yield client
    finally:
        thread.stop()
