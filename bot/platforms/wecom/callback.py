"""The callback: WeCom checks the address by GET, posts sealed messages, and counts a 200 within 5 s as taken.

Anything else brings the same message twice more (path 90238). So: body cap, strict XML, age, signature, and
only then is the message looked at; 200 with nothing in it after the commit. An identical repeat is not
refused: the desk knows the update and does nothing, and WeCom stops repeating.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platforms.wecom.sealing import ForgedError, Seal, Stamp, UnreadableError
from bot.platforms.wecom.xml import Tree, XmlError, read, read_json

log = logging.getLogger(__name__)

_LARGEST = 256 * 1024  # bytes of a body
_AGE = 600  # seconds that a callback may be old, or our clocks apart

Take = Callable[[Tree], Awaitable[Tree | None]]
"""Returns after the commit; what it returns, where that is something, is the sealed answer."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a callback is written: where what is sealed stands in the body, and how that is read."""

    envelope: Callable[[str], Tree]
    sealed: str
    message: Callable[[str], Tree]


XML = Form(envelope=read, sealed="Encrypt", message=read)
JSON = Form(envelope=read_json, sealed="encrypt", message=read_json)


class _TooLargeError(ValueError):
    pass


class Callback:
    """One address at which WeCom calls; `refused` counts what was turned away, by reason."""

    def __init__(
        self, path: str, seal: Seal, take: Take, clock: Callable[[], float] = time.time, *, form: Form = XML
    ) -> None:
        self.path = path
        self._form = form
        self.refused: Counter[str] = Counter()
        self._seal = seal
        self._take = take
        self._clock = clock

    def route(self) -> Route:
        """GET: the address check. POST: 200 after the commit, 503 when nothing was; 403, 413, 400."""
        return Route(self.path, self._endpoint, methods=["GET", "POST"])

    async def _endpoint(self, request: Request) -> Response:
        try:
            if request.method != "POST":
                return self._check(request)
            message = await self._message(request)
        except _TooLargeError:
            return self._refuse(413, "too large")
        except ForgedError as error:
            return self._refuse(403, str(error))
        except (UnreadableError, XmlError) as error:
            return self._refuse(400, str(error))
        return await self._taken(message, request.query_params.get("nonce", ""))

    def _check(self, request: Request) -> Response:
        """The plain text of echostr: no quotes, no line end (path 90930)."""
        sealed = request.query_params.get("echostr", "")
        return Response(self._seal.open(sealed, self._stamp(request)), media_type="text/plain")

    async def _message(self, request: Request) -> Tree:
        stamp = self._stamp(request)
        sealed = self._form.envelope(await _body(request)).get(self._form.sealed)
        if not isinstance(sealed, str):
            raise XmlError("nothing sealed")
        return self._form.message(self._seal.open(sealed, stamp))

    def _stamp(self, request: Request) -> Stamp:
        given = request.query_params.get
        stamp = Stamp(
            signature=given("msg_signature", ""), timestamp=given("timestamp", ""), nonce=given("nonce", "")
        )
        if not stamp.timestamp.isdecimal() or abs(self._clock() - int(stamp.timestamp[:12])) > _AGE:
            raise ForgedError("stale")
        return stamp

    def _refuse(self, status: int, why: str) -> Response:
        self.refused[why] += 1
        log.info("wecom: callback refused with %s: %s", status, why)
        return Response(status_code=status)

    async def _taken(self, message: Tree, nonce: str) -> Response:
        try:
            answer = await self._take(message)
        except Exception as error:  # noqa: BLE001  # whatever stopped the commit: WeCom is to deliver again
            log.warning("wecom: callback not taken: %s", type(error).__name__)
            return Response(status_code=503)
        if answer is None:
            return Response(status_code=200)
        sealed = self._seal.close(json.dumps(answer, ensure_ascii=False), str(int(self._clock())), nonce)
        return Response(json.dumps(sealed), media_type="application/json")


async def _body(request: Request) -> str:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise _TooLargeError
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise XmlError("not UTF-8") from None
