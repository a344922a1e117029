"""One HTTP exchange with WeCom: JSON with an errcode, or a file."""

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.platforms.wecom.outcomes import CallLost, CallRefused

Json = dict[str, Any]

_CONNECTIONS = 64
_LARGEST = 20 * 1024 * 1024  # bytes of a file; WeCom gives more only in parts (path 90254)

# they tell every request's address, and WeCom's addresses contain tokens and keys
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long things take at most, in seconds."""

    connect: float = 5.0
    answer: float = 10.0
    transfer: float = 60.0  # a file
    first_delay: float = 1.0  # after a first failure; doubled at each further one
    longest_delay: float = 60.0
    verdict: float = 1.5  # how long after sending to a customer a msg_send_fail is waited for
    pace: float = 1.0  # our own limits' intervals, times this; 0 where the other side has no limits


class Wire:
    """The connections to one API base; it connects nowhere until it is used."""

    def __init__(self, base_url: str, timing: Timing) -> None:
        self._timing = timing
        self._base_url = base_url
        self._http: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Close every connection; it may be used again after."""
        http, self._http = self._http, None
        if http is not None:
            await http.aclose()

    async def get(self, api: str, query: Mapping[str, str]) -> Json:
        """GET; the answer where its errcode is 0. Raises CallFailed."""
        return _checked(api, await self._ask("GET", api, query))

    async def post(self, api: str, query: Mapping[str, str], body: Json) -> Json:
        """POST of JSON; the answer where its errcode is 0. Raises CallFailed."""
        return _checked(api, await self._ask("POST", api, query, json=body))

    async def upload(self, api: str, query: Mapping[str, str], name: str, content: bytes, kind: str) -> Json:
        """POST of a file as multipart field `media` (path 90253). Raises CallFailed."""
        files = {"media": (name, content, kind)}
        return _checked(api, await self._ask("POST", api, query, files=files))

    async def download(self, api: str, query: Mapping[str, str]) -> bytes:
        """A file; where there is none WeCom answers JSON with HTTP 200 all the same (path 90254)."""
        answer = await self._ask("GET", api, query)
        told = answer.headers.get("content-type", "")
        if answer.status_code != httpx.codes.OK or "json" in told or answer.content[:1] in (b"", b"{"):
            _checked(api, answer)
            raise CallLost(api, "no file")
        if told.startswith("text/html"):
            raise CallLost(api, "a page and no file")  # of something that stands between
        return answer.content

    async def _ask(self, method: str, api: str, query: Mapping[str, str], **content: Any) -> httpx.Response:
        http = self._http = self._http or self._client()
        patience = self._timing.transfer if "media" in api else self._timing.answer
        try:
            return await self._whole(
                http,
                http.build_request(
                    method,
                    api,
                    params=dict(query),
                    timeout=httpx.Timeout(patience, connect=self._timing.connect),
                    **content,
                ),
            )
        except httpx.HTTPError as error:
            raise CallLost(api, type(error).__name__) from None  # its text has the address, with the token

    async def _whole(self, http: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
        answer = await http.send(request, stream=True)
        try:
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > _LARGEST:
                    raise CallLost(request.url.path, "the file is over 20 MB")
        finally:
            await answer.aclose()
        kept = {name: answer.headers[name] for name in ("content-type",) if name in answer.headers}
        return httpx.Response(answer.status_code, headers=kept, content=bytes(content))

    def _client(self) -> httpx.AsyncClient:
        """Plain HTTP means a server of our own (tests, a proxy): no certificates to load."""
        plain = self._base_url.startswith("http://")
        verify = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else ssl.create_default_context()
        return httpx.AsyncClient(
            base_url=f"{self._base_url.rstrip('/')}/cgi-bin/",
            verify=verify,
            trust_env=not plain,
            limits=httpx.Limits(max_connections=_CONNECTIONS),
        )


def _checked(api: str, answer: httpx.Response) -> Json:
    if answer.status_code != httpx.codes.OK:
        raise CallLost(api, f"HTTP {answer.status_code}")
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise CallLost(api, "an answer that is no JSON object")
    errcode = body.get("errcode", 0)
    if errcode != 0:
        raise CallRefused(api, errcode if isinstance(errcode, int) else 0)
    return body
