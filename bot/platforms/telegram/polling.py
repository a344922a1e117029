"""Long polling: an update is confirmed to Telegram only after its effects have been committed.

A getUpdates call confirms everything below its offset (Bot API), so the offset moves after the intake has
returned, never before. A crash in between brings the same updates again.
"""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.platforms.telegram.client import seconds
from bot.platforms.telegram.health import Health
from bot.platforms.telegram.parse import KINDS, Json
from bot.platforms.telegram.patience import Backoff, Stopped, Timing, finished, unless
from bot.platforms.telegram.receiving import Receiver

log = logging.getLogger(__name__)

_BATCH = 100
# Spelt like this the library finds no method of its own to recommend in a warning on every call.
_GET_UPDATES = "get_Updates"


class Poller:
    """The loop. It ends only when `stopping` is set."""

    def __init__(
        self, bot: Bot, receiver: Receiver, health: Health, timing: Timing, stopping: asyncio.Event
    ) -> None:
        self._bot = bot
        self._receiver = receiver
        self._health = health
        self._timing = timing
        self._stopping = stopping
        self._offset = 0

    async def run(self) -> None:
        """Take updates in until stopped; a batch that was begun is finished. Raises Stopped."""
        backoff = Backoff(self._timing)
        while not self._stopping.is_set():
            try:
                await self._round()
                backoff.reset()
            except Stopped:
                raise
            except TelegramError as error:
                self._health.failed(error)
                wait = seconds(error) if isinstance(error, RetryAfter) else 0.0
                await backoff.rest(self._stopping, wait)
            except Exception as error:  # noqa: BLE001  # the intake's, or no true answer: the loop lives
                self._health.failed(error)
                await backoff.rest(self._stopping)

    async def _round(self) -> None:
        """One batch. When the intake fails, the next round is given the same updates again."""
        updates = await unless(self._stopping, self._ask())
        if updates:
            await finished(self._receiver.take(updates))
            self._health.updates += len(updates)
        self._offset = _after(updates)
        self._health.well()

    async def _ask(self) -> list[Json]:
        wish = {
            "offset": self._offset,
            "timeout": int(self._timing.poll),
            "limit": _BATCH,
            "allowed_updates": list(KINDS),
        }
        answer = await self._bot.do_api_request(_GET_UPDATES, wish, read_timeout=self._timing.poll + 10)
        if not isinstance(answer, list):
            raise TypeError("getUpdates was not answered by a list")
        return answer


def _after(updates: Sequence[Json]) -> int:
    """The offset that confirms these.

    After an empty answer nothing waits below it, and 0 is as good: it also serves when the ids start anew,
    as they do after a week without updates.
    """
    return max((int(update["update_id"]) + 1 for update in updates), default=0)
