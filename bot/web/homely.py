"""The demo is for this machine's own browser: other pages that are open in it neither look nor act."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.errors import refusal

_OURS = ("127.0.0.1", "localhost", "::1")


class Homely:
    """Refuses another host's name (it may be made to point here) and whatever another page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from our own page, or from no page at all."""
        if scope["type"] == "http" and not _ours(Headers(scope=scope)):
            stranger = refusal(403, "stranger", "演示只给本机的浏览器用：请从启动时显示的地址打开。")
            await stranger(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _ours(headers: Headers) -> bool:
    host, origin = headers.get("host", ""), headers.get("origin")
    try:
        named = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return named in _OURS and origin in (None, f"http://{host}")
