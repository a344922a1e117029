"""The ASGI application: routes of whoever has some, errors in one form, careful headers."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import HANDLERS
from bot.web.homely import Homely

_STATIC = Path(__file__).parent / "static"
_POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"


class Careful:
    """Adds the headers that keep a page of ours to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", _POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        await self._app(scope, receive, with_headers)


def asgi(routes: Sequence[BaseRoute], *, homely: bool = False) -> Starlette:
    """An application of these routes; `homely`: for this machine's own browser alone."""
    outer = [Middleware(Careful), *([Middleware(Homely)] if homely else [])]
    return Starlette(routes=list(routes), exception_handlers=dict(HANDLERS), middleware=outer)


def page() -> list[BaseRoute]:
    """The browser chat's page."""
    index = FileResponse(_STATIC / "index.html")
    return [Route("/", lambda _request: index), Mount("/static", StaticFiles(directory=_STATIC))]
