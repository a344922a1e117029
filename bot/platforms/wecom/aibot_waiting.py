"""Updates of a 智能机器人 whose sender cannot be named yet, as they came.

WeCom brings none a second time over the connection, a tap never, and a message at most twice more.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from bot.platforms.wecom.aibot_parse import NAME
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed
from bot.platforms.wecom.wire import Json

log = logging.getLogger(__name__)

_MARK = f"{NAME}.unnamed"
_MOST = 200  # more are refused as while nothing can be committed


class Waiting:
    """In a mark, in their order; each leaves it once it was taken."""

    def __init__(self, marks: Marks, take: Callable[[Json], Awaitable[None]], pause: float) -> None:
        """`take` raises while it cannot; it is tried again every `pause` seconds."""
        self._marks, self._take, self._pause = marks, take, pause
        self._turn = asyncio.Lock()
        self.trouble: str | None = None

    async def holds(self, account: str) -> bool:
        """Whether something that they said is waiting: what they say next comes after it."""
        return any(one["account"] == account for one in await self._all())

    async def keep(self, account: str, update: Json) -> None:
        """Returns after the commit. Raises OverflowError: there are too many."""
        async with self._turn:
            kept = await self._all()
            if len(kept) >= _MOST:
                raise OverflowError("too many wait for their senders' names")
            await self._set([*kept, {"account": account, **update}])

    async def run(self) -> None:
        """For ever."""
        while True:
            try:
                while kept := await self._all():
                    await self._take(kept[0])
                    await self._drop(kept[0])
                self.trouble = None
            except Exception as error:  # noqa: BLE001  # whatever it was, they are still there
                self._failed(str(error) if isinstance(error, CallFailed) else type(error).__name__)
            await asyncio.sleep(self._pause)

    def _failed(self, why: str) -> None:
        if why != self.trouble:
            log.warning("%s: messages wait for their senders' names: %s", NAME, why)
        self.trouble = why

    async def _drop(self, update: Json) -> None:
        async with self._turn:
            await self._set([one for one in await self._all() if one != update])

    async def _all(self) -> list[Json]:
        found: list[Json] = json.loads(await self._marks.get(_MARK) or "[]")
        return found

    async def _set(self, kept: list[Json]) -> None:
        await self._marks.set(_MARK, json.dumps(kept, ensure_ascii=True) if kept else "")
