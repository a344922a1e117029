"""The webhook: Telegram posts an update and counts a 2xx as taken, anything else brings it again."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platforms.telegram.parse import Json

log = logging.getLogger(__name__)

PATH = "/telegram"
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
_LARGEST = 1_000_000  # bytes of one update

Take = Callable[[Sequence[Json]], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Hook:
    """Where Telegram is to post, and the secret (1 to 256 of A-Z a-z 0-9 _ -) by which it is known."""

    url: str
    secret: str = field(repr=False)
    max_connections: int = 40


class _TooLargeError(ValueError):
    pass


def webhook_route(secret: str, take: Take) -> Route:
    """POST /telegram: 200 after the commit, 503 when nothing was committed, 403, 413, 400 for strangers."""

    async def endpoint(request: Request) -> Response:
        if not _known(request, secret):
            return Response(status_code=403)
        try:
            update = json.loads(await _body(request))
        except _TooLargeError:
            return Response(status_code=413)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        return await _taken(update, take)

    return Route(PATH, endpoint, methods=["POST"])


def _known(request: Request, secret: str) -> bool:
    given = request.headers.get(_SECRET, "")
    return hmac.compare_digest(given.encode(), secret.encode())


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise _TooLargeError
    return body


async def _taken(update: object, take: Take) -> Response:
    if not isinstance(update, dict):
        return Response(status_code=400)
    try:
        await take([update])
    except Exception as error:  # noqa: BLE001  # whatever stopped the commit: Telegram is to deliver again
        log.warning("telegram: update not taken: %s", type(error).__name__)
        return Response(status_code=503)
    return Response(status_code=200)
