"""What the fakes of chat platforms have in common: a real HTTP server in a thread, and its side door."""

import asyncio
import contextlib
import inspect
import json
import random
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.fakes.prompt import PromptServer

PATIENCE = 240.0  # seconds; that the machine is busy is no fault of what is tested
# how a test's client connects: to load the certificates for TLS would take 30 ms each time, for nothing
PLAIN: dict[str, Any] = {
    "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    "trust_env": False,
    "timeout": PATIENCE,
}
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class ControlError(Exception):
    """A test asked the fake for something that cannot be: told to the test as HTTP 400."""


class ResetConnectionNow(Exception):  # noqa: N818  # an order to the HTTP layer, not an error
    """The connection is to be cut with a TCP reset instead of an answer."""


class App(Protocol):
    """An ASGI application whose `close` lets go of everything that waits."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    async def close(self) -> None: ...


def json_response(body: dict[str, Any], status: int = 200) -> Response:
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Response(content, status, media_type="application/json")


async def control(
    verbs: Mapping[str, Callable[..., Any]], world: object, verb: str, request: Request
) -> Response:
    """The verb's result as JSON; a wrong verb or wish is HTTP 400 with its reason."""
    act = verbs.get(verb)
    if act is None:
        return json_response({"error": f"no verb {verb}: {sorted(verbs)}"}, 400)
    wishes = await request.json() if await request.body() else {}
    try:
        result = act(world, **wishes)
        if inspect.isawaitable(result):
            result = await result
    except (ControlError, TypeError, KeyError) as wrong:
        return json_response({"error": f"{verb}: {wrong!r}"}, 400)
    return json_response({"result": result})


def cut(send: Send) -> None:
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


def free_port() -> int:
    """A port for what starts later, and again: none that the system gives away meanwhile (32768 and up)."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with contextlib.suppress(OSError), listen(port):
            return port


def url_of(sock: socket.socket) -> str:
    return f"http://127.0.0.1:{sock.getsockname()[1]}"


async def serve(app: App, sock: socket.socket, stop: asyncio.Event | None = None) -> None:
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
    if stop is None:
        await uvicorn.Server(config).serve(sockets=[sock])
        return
    server = PromptServer(config)
    running = asyncio.create_task(server.serve(sockets=[sock]))
    await stop.wait()
    await app.close()
    server.stop()
    await running


class _Thread(threading.Thread):
    def __init__(self, make: Callable[[str], App], port: int) -> None:
        super().__init__(name="fake-platform", daemon=True)
        self.make, self.sock = make, listen(port)
        self.up = threading.Event()

    def run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self.loop, self.stopping = asyncio.get_running_loop(), asyncio.Event()
        app = self.make(url_of(self.sock))
        self.up.set()
        await serve(app, self.sock, self.stopping)

    def stop(self) -> None:
        self.up.wait()
        self.loop.call_soon_threadsafe(self.stopping.set)
        self.join(PATIENCE)
        assert not self.is_alive(), "the fake platform does not stop"
        self.sock.close()


@contextlib.contextmanager
def in_thread(make: Callable[[str], App], *, port: int = 0) -> Iterator[str]:
    """Runs the app that `make` builds from its URL in a thread; the URL."""
    thread = _Thread(make, port)
    thread.start()
    try:
        yield url_of(thread.sock)
    finally:
        thread.stop()
