"""Group robots (消息推送, path 99110) as a platform that only sends: digests and alarms for managers' rooms.

A room's chat is the number of its key in the settings, "1" for the first: the key itself is a secret, and
stands in no row and no log.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.base import Abilities, Intake, Message, Platform, Refused, Vanished
from bot.platforms.measuring import shortened, size
from bot.platforms.throttle import Rate
from bot.platforms.wecom.client import BASE_URL
from bot.platforms.wecom.outcomes import CallFailed, outcome
from bot.platforms.wecom.pacing import Pacing
from bot.platforms.wecom.pictures import inline
from bot.platforms.wecom.posted import Taken, standing
from bot.platforms.wecom.wire import Json, Timing, Wire
from bot.platforms.wecom.wording import TEXT, disarmed, measured, words

NAME = "wecom_bot"
ROBOT = Rate(interval=4.0, burst=5)  # WeCom lets 20 a minute through
_MARKDOWN = 4096  # bytes


@dataclass(frozen=True, kw_only=True)
class RobotSettings:
    """The robots' keys, as people copied them from their groups."""

    keys: tuple[str, ...] = field(repr=False)
    base_url: str = BASE_URL


class RobotPlatform(Platform):
    """It hears nothing, has no buttons, and changes nothing that was posted."""

    abilities = Abilities(text=_MARKDOWN, measure=measured, rooms=True, hears=False)

    def __init__(self, robots: RobotSettings, *, timing: Timing | None = None) -> None:
        self.name = NAME
        self._keys = {str(number): key for number, key in enumerate(robots.keys, start=1)}
        timing = timing or Timing()
        self._wire = Wire(robots.base_url, timing)
        self._pacing = Pacing(ROBOT.times(timing.pace))
        self._taken = Taken()

    @property
    def routes(self) -> Sequence[Any]:
        """Nothing is served for it."""
        return []

    @property
    def chats(self) -> tuple[str, ...]:
        """The robots by their numbers."""
        return tuple(self._keys)

    def status(self) -> dict[str, Any]:
        """How many robots there are."""
        return {"robots": len(self._keys)}

    async def start(self, intake: Intake) -> None:
        """Nothing comes in."""

    async def stop(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def send(self, chat: str, message: Message) -> str:
        """Post a message; returns what it says, as it has no id. Raises PlatformError."""
        key = self._keys.get(chat)
        if key is None:
            raise Refused(f"no robot {chat} in [wecom.webhook] keys")
        try:
            for photo in self._taken.left(message):
                picture = await asyncio.to_thread(inline, photo)
                await self._post(chat, key, {"msgtype": "image", "image": picture})
                self._taken.one(message)
            if said := words(message):
                await self._post(chat, key, content(said))
        except CallFailed as error:
            raise outcome(error) from error
        self._taken.whole(message)
        return standing(message)

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Nothing that was posted can be changed: Vanished, so that it is posted anew where it says more."""
        if standing(message) != message_id:
            raise Vanished(f"robot {chat}: what was posted cannot be changed")

    async def fetch(self, ref: str) -> bytes:
        """It never named a file."""
        raise Refused(f"no file {ref}")

    async def _post(self, chat: str, key: str, body: Json) -> None:
        await self._pacing.clear(chat)
        await self._wire.post("webhook/send", {"key": key}, body)


def content(said: str) -> Json:
    """Text as it is; what is too long for that as markdown, which takes twice as much and is never cut."""
    if size(said) <= TEXT:
        return {"msgtype": "text", "text": {"content": said}}
    return {"msgtype": "markdown", "markdown": {"content": shortened(disarmed(said), _MARKDOWN)}}
