"""sync_msg (path 94670): pages are fetched to the end; the cursor moves once their effects are committed.

A callback is only a doorbell. It is answered at once: what it announces stays readable for three days, and is
fetched at the next ring, the next start or the next round.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.platforms.wecom.client import Client
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.kf_parse import NAME
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, CallRefused
from bot.platforms.wecom.wire import Json, Timing

log = logging.getLogger(__name__)

_PAGE = 1000
_PAGES = 2000  # in one go; more than three days hold
_ROUND = 300.0  # seconds between looks without a ring: without its token WeCom allows few
_OVERLAP = 3600  # seconds of what was taken before that may come again where a cursor is lost
_FRESH = 600  # seconds that a message may be old when the desk first looks: before that, it was not there
_END = 2**40  # Unix time that no clock shows
_BAD_TOKEN, _BAD_CURSOR = 95007, 40058

Take = Callable[[Sequence[Any]], Awaitable[None]]


class Puller:
    """Fetches one account's entries for as long as it runs."""

    def __init__(
        self, client: Client, open_kfid: str, marks: Marks, take: Take, *, health: Health, timing: Timing
    ) -> None:
        self._client = client
        self._open_kfid = open_kfid
        self._marks = marks
        self._take = take
        self._health = health
        self._timing = timing
        self._rung = asyncio.Event()
        self._token = ""

    def ring(self, token: str) -> None:
        """There is something new."""
        self._token = token
        self._rung.set()

    async def run(self) -> None:
        """For ever: at once, at each ring, and now and then."""
        delay = self._timing.first_delay
        while True:
            self._rung.clear()
            wait = _ROUND
            try:
                await self.pull()
            except Exception as error:  # noqa: BLE001  # whatever it was, the entries are still there
                why = str(error) if isinstance(error, CallFailed) else type(error).__name__
                self._health.failed(why)
                wait, delay = delay, min(delay * 2, self._timing.longest_delay)
                await asyncio.sleep(wait)
                continue
            self._health.well()
            delay = self._timing.first_delay
            try:
                async with asyncio.timeout(wait):  # wait_for may swallow a cancellation (Python 3.11)
                    await self._rung.wait()
            except TimeoutError:
                continue

    async def pull(self) -> None:
        """Take every entry after the cursor. Raises CallFailed, and what the intake raises."""
        name = f"{NAME}.cursor.{self._open_kfid}"
        cursor, _, newest = (await self._marks.get(name) or "").partition(" ")
        seen = float(newest or time.time())  # of a first look that is broken off, its beginning
        floor = seen - (_OVERLAP if newest else _FRESH)
        for _ in range(_PAGES):
            page = await self._page(cursor)
            entries = page.get("msg_list") or []
            await self._take([one for one in entries if sent_at(one) >= floor])
            cursor = str(page.get("next_cursor") or cursor)
            seen = max([seen, *map(sent_at, entries)])
            await self._marks.set(name, f"{cursor} {seen}")
            if not page.get("has_more"):
                return

    async def _page(self, cursor: str) -> Json:
        body: Json = {"cursor": cursor, "token": self._token, "limit": _PAGE, "open_kfid": self._open_kfid}
        try:
            return await self._client.post("kf/sync_msg", body)
        except CallRefused as refused:
            if refused.errcode == _BAD_TOKEN and self._token:
                self._token = ""
            elif refused.errcode == _BAD_CURSOR and cursor:
                log.warning("%s: the cursor is lost; what is known is skipped", NAME)
                body["cursor"] = ""
            else:
                raise
        return await self._client.post("kf/sync_msg", body | {"token": self._token})


def sent_at(entry: Any) -> float:
    """When it was sent (Unix time); now where the entry does not say it rightly, and never later."""
    at, now = entry.get("send_time") if isinstance(entry, dict) else None, time.time()
    return min(float(at), now) if isinstance(at, int) and 0 < at < _END else now
