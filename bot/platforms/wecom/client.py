"""The API as one app: its access token, kept for all calls, and the calls that the desk makes.

A token lives two hours, may end early, and there is one for each Secret (path 91039). Whoever finds it dead
fetches a new one, under a lock and once a call; a Secret that WeCom refuses is not shown to it again for a
while, because many wrong tries lock the address out.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.platforms.wecom.errcodes import Class
from bot.platforms.wecom.outcomes import CallLost, CallRefused
from bot.platforms.wecom.wire import Json, Timing, Wire
from bot.settings.wecom import Wecom

BASE_URL = "https://qyapi.weixin.qq.com"
_EARLY = 120  # seconds before its end a token is no longer used
_REFUSED_FOR = 60.0  # seconds during which a refused Secret is not tried again
_BAD_CREDENTIAL = 40001  # of a Secret; also said of a token that died with the Secret before

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An app of a corporation, and where the API is served."""

    corp_id: str
    secret: str = field(repr=False)
    base_url: str = BASE_URL


def account_of(written: Wecom, secret: str | None = None) -> Account:
    """The app of the settings, with its own Secret or the one that it has for another purpose."""
    own = written.secret.get_secret_value() if written.secret else ""
    return Account(
        corp_id=written.corp_id or "", secret=own if secret is None else secret, base_url=written.api_base
    )


class Client:
    """Calls as one app. Every method raises CallFailed (outcomes.py)."""

    def __init__(self, account: Account, timing: Timing | None = None) -> None:
        self.timing = timing or Timing()
        self._account = account
        self._wire = Wire(account.base_url, self.timing)
        self._lock = asyncio.Lock()
        self._token, self._until = "", 0.0
        self._refusal: tuple[float, CallRefused] | None = None

    async def close(self) -> None:
        """Close every connection; it may be used again after."""
        await self._wire.close()

    async def get(self, api: str, **query: str) -> Json:
        """GET `api`."""
        return await self._with_token(lambda token: self._wire.get(api, {**query, **token}))

    async def post(self, api: str, body: Json) -> Json:
        """POST `body` to `api`."""
        return await self._with_token(lambda token: self._wire.post(api, token, body))

    async def upload(self, content: bytes, name: str, kind: str, sort: str = "image") -> str:
        """The media_id of a picture, or of another `sort` of media, good for three days (path 90253)."""
        query = {"type": sort}
        answer = await self._with_token(
            lambda token: self._wire.upload("media/upload", {**query, **token}, name, content, kind)
        )
        return str(answer["media_id"])

    async def download(self, media_id: str) -> bytes:
        """The content of a media_id, up to 20 MB (path 90254)."""
        query = {"media_id": media_id}
        return await self._with_token(lambda token: self._wire.download("media/get", {**query, **token}))

    async def _with_token(self, call: Callable[[Json], Awaitable[T]]) -> T:
        token = await self._current()
        try:
            return await call({"access_token": token})
        except CallRefused as refused:
            if refused.kind is not Class.TOKEN and refused.errcode != _BAD_CREDENTIAL:
                raise
        return await call({"access_token": await self._current(dead=token)})

    async def _current(self, dead: str = "") -> str:
        async with self._lock:
            if not self._token or self._token == dead or time.monotonic() > self._until:
                await self._renew()
            return self._token

    async def _renew(self) -> None:
        if self._refusal and time.monotonic() < self._refusal[0]:
            raise self._refusal[1]
        query = {"corpid": self._account.corp_id, "corpsecret": self._account.secret}
        try:
            answer = await self._wire.get("gettoken", query)
        except CallRefused as refused:
            if refused.kind is Class.SETUP:
                self._refusal = time.monotonic() + _REFUSED_FOR, refused
            raise
        if not answer.get("access_token"):
            raise CallLost("gettoken", "an answer without a token")
        lifetime = float(answer.get("expires_in", 7200))
        self._token, self._refusal = str(answer["access_token"]), None
        self._until = time.monotonic() + max(lifetime - _EARLY, lifetime / 2)
