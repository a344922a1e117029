"""The two ways to a 智能机器人; they exclude each other in the console (path 101039)."""

from typing import Protocol

from bot.platforms.wecom.outcomes import CallLost
from bot.platforms.wecom.wire import Json, Wire


class Line(Protocol):
    """How what it says gets to WeCom."""

    pushes: bool  # it may speak without having been spoken to
    lives: float  # seconds that the right to answer a message lasts

    async def answer(self, permit: str, payload: Json) -> None:
        """Answer the message from which the permit is. Raises CallFailed."""

    async def push(self, chat: str, payload: Json) -> None:
        """Speak in a chat where the bot has been spoken to once. Raises CallFailed."""

    async def picture(self, chat: str, photo: bytes) -> None:
        """Show a picture there, likewise. Raises CallFailed; Refused: it is none."""

    async def close(self) -> None:
        """Let go of every connection."""


class CallbackLine(Line):
    """After the answer to the callback itself: once by its response_url, within the hour (path 101138)."""

    pushes = False
    lives = 3600.0

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def answer(self, permit: str, payload: Json) -> None:
        """Raises CallFailed."""
        await self._wire.post("aibot/response", {"response_code": permit}, payload)

    async def push(self, chat: str, payload: Json) -> None:  # noqa: ARG002  # the protocol's
        """It cannot: always CallFailed."""
        raise CallLost("aibot/response", f"nothing was asked in {chat}")

    async def picture(self, chat: str, photo: bytes) -> None:  # noqa: ARG002  # the protocol's
        """It cannot: pictures go with the answer to the callback itself (aibot_replies.py)."""
        raise CallLost("aibot/response", f"nothing was asked in {chat}")

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()
