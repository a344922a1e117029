"""/t/<token>: GET shows, POST does what a tap or an answer in the chat would do, through the same handlers.

403 for a token that is not ours, or no longer theirs; 410 for one whose time is over, and for what was done
already, with what is true now. Nothing here is kept by a browser or found by a search engine.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from importlib.resources import files
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.intake import Desk
from bot.pages.html import WORDS
from bot.pages.links import PATH, Sight, sight
from bot.pages.passes import ForgedError, Passes
from bot.pages.showing import SAY, Showing
from desk.notices import Notice
from handlers import typed
from handlers.incoming import Incoming, Kind, Sender
from storage.errors import Unavailable
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

_LARGEST = 32 * 1024  # bytes of a form: 2,000 characters, each percent-encoded
_HEADERS = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "content-security-policy": "form-action 'self'; frame-ancestors 'none'",
}
_SHUT = {
    "forged": (403, Notice("page.forged")),
    "ended": (410, Notice("page.ended")),
    "again": (410, Notice("page.again")),
    "large": (413, Notice("page.large")),
    "busy": (503, Notice("page.busy")),
}


class _ShutError(Exception):
    """Nothing is done, for that reason."""


class Pages:
    """The pages of one desk; `refused` counts what was turned away, by reason."""

    def __init__(
        self, passes: Passes, desk: Desk, reading: Callable[[], AbstractContextManager[UnitOfWork]]
    ) -> None:
        self._passes, self._desk, self._reading = passes, desk, reading
        self._showing = Showing(desk.texts, passes)
        self._done = 0
        self.refused: Counter[str] = Counter()

    @property
    def routes(self) -> list[Route]:
        """Where they are."""
        page = Route(f"{PATH}/{{token}}", self._endpoint, methods=["GET", "POST"])
        return [Route(f"{PATH}/look.css", _style), page]

    def status(self) -> Mapping[str, object]:
        """How many things were done on pages, and what was turned away."""
        return {"done": self._done, "refused": dict(self.refused)}

    async def _endpoint(self, request: Request) -> Response:
        token = str(request.path_params["token"])
        language = _wanted(request)
        try:
            found = await asyncio.to_thread(self._found, token)
            language = found.language
            if request.method != "POST":
                return _response(self._showing.page(token, found, None))
            answer = await self._answered(token, found, await _form(request))
            return await self._current(token, language, answer)
        except (_ShutError, ForgedError, Unavailable) as error:
            why = _reason(error)
            self.refused[why] += 1
            log.info("a page was refused: %s", why)
            status, told = _SHUT[why]
            if why == "again":
                return await self._current(token, language, told, status)
            return _response(self._showing.refusal(told, language), status)

    def _found(self, token: str) -> Sight:
        """What the token shows now. Raises ForgedError, also where it is no longer theirs."""
        right, now = self._passes.opened(token), self._desk.clock.now()
        with self._reading() as uow:
            found = sight(uow, right, now)
        if found is None:
            raise ForgedError
        if right.expired(now):
            raise _ShutError("ended")
        return found

    async def _current(self, token: str, language: str, answer: Notice, status: int = 200) -> Response:
        """The answer above what is true now; alone where what was done has taken the matter from them."""
        try:
            found = await asyncio.to_thread(self._found, token)
        except (ForgedError, _ShutError):
            return _response(self._showing.refusal(answer, language), status)
        return _response(self._showing.page(token, found, answer), status)

    async def _answered(self, token: str, found: Sight, form: Mapping[str, str]) -> Notice:
        act = form.get("act", "")
        number = self._passes.number(token, act, form.get("once", ""))
        if act == SAY:
            return await self._said(found, number, form.get("words", "").strip()[:WORDS])
        (answer,) = await self._desk.take([_incoming(found, number, Kind.TAP, button=act)])
        if answer is None:
            raise _ShutError("again")
        self._done += 1
        return Notice("page.answer", {"words": answer.text})

    async def _said(self, found: Sight, number: str, words: str) -> Notice:
        """The answer to a question; a command is none, and is typed in the chat."""
        if not found.asked:
            raise _ShutError("again")
        if not words or typed.parse(words, slash_needed=False):
            return Notice("page.no_answer")
        await self._desk.take([_incoming(found, number, Kind.MESSAGE, text=words)])
        self._done += 1
        return Notice("page.said")


def _incoming(
    found: Sight, number: str, kind: Kind, *, text: str = "", button: str | None = None
) -> Incoming:
    """As if it had been done in the chat to which the letter went."""
    letter = found.letter
    return Incoming(
        platform=letter.platform,
        update=f"page {number}",
        kind=kind,
        chat=letter.chat,
        private=True,
        sender=Sender(account=letter.chat),
        message=found.message,
        text=text,
        button=button,
    )


def _reason(error: Exception) -> str:
    if isinstance(error, _ShutError):
        return str(error)
    return "forged" if isinstance(error, ForgedError) else "busy"


async def _form(request: Request) -> Mapping[str, str]:
    """The fields, each once; what is no form has none, and no right to do anything."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise _ShutError("large")
    try:
        fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=8)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _wanted(request: Request) -> str:
    """The browser's language, where nobody's own is known."""
    said = request.headers.get("accept-language", "").lower()
    if said.startswith("en"):
        return "en"
    return "zh_TW" if said.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")) else "zh_CN"


def _response(page: str, status: int = 200) -> Response:
    return Response(page, status, _HEADERS, "text/html; charset=utf-8")


async def _style(_request: Request) -> Response:
    css = files("bot.pages").joinpath("look.css").read_bytes()
    return Response(css, media_type="text/css", headers={"cache-control": "max-age=86400"})
