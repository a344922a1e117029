"""A surface that is switched off: what would go there goes where it goes when sending fails."""

from collections.abc import Sequence
from typing import Any

from bot.platforms.base import Abilities, Intake, Message, Platform, Refused
from bot.platforms.measuring import size
from bot.platforms.wecom.wording import TEXT


class ClosedPlatform(Platform):
    """Stands for it, so that no letter to it waits for ever."""

    abilities = Abilities(text=TEXT, measure=size, hears=False)

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def routes(self) -> Sequence[Any]:
        """Nothing is served for it."""
        return []

    def status(self) -> dict[str, Any]:
        """That it is off."""
        return {"off": True}

    async def start(self, intake: Intake) -> None:
        """Nothing comes in."""

    async def stop(self) -> None:
        """Nothing runs."""

    async def send(self, chat: str, message: Message) -> str:  # noqa: ARG002  # the protocol's
        """Always Refused: the next address, or somebody who phones."""
        raise self._off()

    async def edit(self, chat: str, message_id: str, message: Message) -> None:  # noqa: ARG002  # the protocol's
        """Always Refused."""
        raise self._off()

    async def fetch(self, ref: str) -> bytes:  # noqa: ARG002  # the protocol's
        """Always Refused."""
        raise self._off()

    def _off(self) -> Refused:
        return Refused(f"{self.name} is switched off under [wecom.use]", "off")
