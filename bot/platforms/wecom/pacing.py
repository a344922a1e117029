"""Our own limit, within WeCom's 30 messages a minute to one member: what is over it is dropped in silence.

(Path 90454; 1000 an hour besides, which nobody's letters reach.)
"""

import asyncio
import time

from bot.platforms.throttle import Rate, Throttle

MEMBER = Rate(interval=2.5, burst=6)  # 6 at once and 24 more within the minute
_REMEMBERED = 5_000


class Pacing:
    """The turns of all chats at one rate each."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._chats: dict[str, Throttle] = {}

    async def clear(self, chat: str) -> None:
        """Wait for a turn in that chat; other chats wait for nothing."""
        now = time.monotonic()
        if chat not in self._chats and len(self._chats) >= _REMEMBERED:
            self._chats = {name: one for name, one in self._chats.items() if not one.idle(now)}
        delay = self._chats.setdefault(chat, Throttle(self._rate)).book(now)
        if delay > 0:
            await asyncio.sleep(delay)
