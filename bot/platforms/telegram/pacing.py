"""Our own limits, a little under Telegram's, so that it seldom has to refuse (429).

Telegram publishes about one message a second to a chat, 20 a minute to a group and 30 a second in all
(Bots FAQ, "My bot is hitting limits"); what it grants to edits is unpublished.
"""

import asyncio
import time

from bot.platforms.throttle import Rate, Throttle

OVERALL = Rate(interval=1 / 25, burst=25)
PRIVATE = Rate(interval=1.0, burst=3)
GROUP = Rate(interval=60 / 18, burst=5)
EDITS = Rate(interval=1.0, burst=3)

_REMEMBERED = 5_000  # chats; beyond it those that are idle are forgotten


class Pacing:
    """The turns of all chats; times are of the monotonic clock."""

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self._overall = Throttle(OVERALL.times(pace))
        self._chats: dict[tuple[str, bool], Throttle] = {}

    async def clear(self, chat: str, *, edit: bool = False, count: int = 1) -> None:
        """Wait for the turn of `count` messages (or edits) in a chat; other chats wait for nothing."""
        await self._turn(self._chat(chat, edit=edit), count)
        await self._turn(self._overall, count)

    def hold(self, chat: str, seconds: float) -> None:
        """Telegram has asked for a pause in this chat (429): no turn before it has passed."""
        until = time.monotonic() + seconds
        for edit in (False, True):
            self._chat(chat, edit=edit).hold(until)

    async def _turn(self, throttle: Throttle, count: int) -> None:
        delay = throttle.book(time.monotonic(), count)
        if delay > 0:
            await asyncio.sleep(delay)

    def _chat(self, chat: str, *, edit: bool) -> Throttle:
        known = self._chats.get((chat, edit))
        if known is None:
            if len(self._chats) >= _REMEMBERED:
                self._forget_idle()
            rate = EDITS if edit else GROUP if chat.startswith("-") else PRIVATE
            known = self._chats[chat, edit] = Throttle(rate.times(self._pace))
        return known

    def _forget_idle(self) -> None:
        now = time.monotonic()
        self._chats = {key: one for key, one in self._chats.items() if not one.idle(now)}
