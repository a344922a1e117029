"""Who speaks to a 智能机器人 (path 101521): one made by no super administrator hears enciphered ids."""

import asyncio
import time
from dataclasses import replace

from bot.platforms.wecom.aibot_parse import NAME
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.errcodes import Class
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, CallLost, CallRefused
from bot.platforms.wecom.wire import Json
from handlers.incoming import Incoming, Kind

_API = "batch/openuserid_to_userid"
_AT_ONCE = 2.0  # seconds of the five in which a callback is to be answered
_ACTS = frozenset({Kind.MESSAGE, Kind.TAP})
_NEVER = frozenset({48001, 48002, 48006})  # the app may not ask: its bot's people go by the ids that it hears
_UNLIKE = frozenset({Class.NOBODY, Class.CONTENT})  # this id is none that WeCom turns


class Names:
    """Userids, asked for once; `rest`: seconds in which WeCom is left alone after it could not be asked."""

    def __init__(self, members: Client | None, marks: Marks, rest: float) -> None:
        self._members, self._marks, self._rest = members, marks, rest
        self._as_told: dict[str, float] = {}
        self._away = 0.0

    async def named(self, incoming: Incoming, *, patient: bool = False) -> Incoming:
        """The sender by their userid. Raises CallFailed: WeCom cannot be asked; `patient`: after trying."""
        sender = incoming.sender
        if self._members is None or sender is None or incoming.kind not in _ACTS:
            return incoming
        mark = f"{NAME}.user.{sender.account}"
        known = await self._marks.get(mark)
        if known is None and self._as_told.get(sender.account, 0.0) < time.monotonic():
            known = await self._asked(self._members, sender.account, patient=patient)
            if known is not None:
                await self._marks.set(mark, known)
        if known is None:
            return incoming
        chat = known if incoming.private else incoming.chat
        return replace(incoming, chat=chat, sender=replace(sender, account=known))

    async def close(self) -> None:
        """Let go of every connection."""
        if self._members:
            await self._members.close()

    async def _asked(self, members: Client, account: str, *, patient: bool) -> str | None:
        """None: it stays as it is, for now. Raises CallFailed."""
        if not patient and time.monotonic() < self._away:
            raise CallLost(_API, "a moment ago it could not be asked")
        try:
            found = await _answer(members, account, None if patient else _AT_ONCE)
        except CallFailed as error:
            if isinstance(error, CallRefused) and (error.errcode in _NEVER or error.kind in _UNLIKE):
                self._as_told[account] = time.monotonic() + self._rest
                return None
            self._away = time.monotonic() + self._rest
            raise
        self._away = 0.0
        return str(next((one["userid"] for one in found.get("userid_list") or []), account))


async def _answer(members: Client, account: str, patience: float | None) -> Json:
    try:
        async with asyncio.timeout(patience):
            return await members.post(_API, {"open_userid_list": [account]})
    except TimeoutError:
        raise CallLost(_API, "no answer in time") from None
