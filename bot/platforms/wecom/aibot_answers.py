"""What a 智能机器人 answers at once: in the HTTP answer, or within the 5 s of a tap (path 101031)."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from bot.platforms.wecom.wire import Json

_MAKING = 3.0  # seconds more for an answer that is being made: photos take a moment

Waiting: TypeAlias = "asyncio.Future[Json | None]"


class Answers:
    """Who waits for an answer, by chat, and by the card that was tapped."""

    def __init__(self, patience: float) -> None:
        """`patience`: seconds until somebody has begun to answer."""
        self._patience = patience
        self._waiting: dict[str, Waiting] = {}

    def __contains__(self, place: str) -> bool:
        """Whether somebody waits there."""
        return place in self._waiting

    def begin(self, place: str) -> Waiting:
        """Something was asked there."""
        waiting = self._waiting[place] = asyncio.get_running_loop().create_future()
        return waiting

    async def come(self, place: str, waiting: Waiting) -> Json | None:
        """The answer; None: there is none in time."""
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.shield(waiting)
        except TimeoutError:
            if self._waiting.get(place) is waiting:
                return None
        try:
            async with asyncio.timeout(_MAKING):
                return await waiting
        except TimeoutError:
            return None

    def end(self, place: str, waiting: Waiting) -> None:
        """Nobody waits for that any more."""
        if self._waiting.get(place) is waiting:
            del self._waiting[place]

    async def give(self, place: str, make: Callable[[], Json], *, slowly: bool = False) -> bool:
        """Whether somebody waited there and has the answer now; raises what `make` raises."""
        waiting = self._waiting.pop(place, None)
        if waiting is None or waiting.done():
            return False
        answer = None
        try:
            answer = await asyncio.to_thread(make) if slowly else make()
        finally:
            late = waiting.done()
            if not late:
                waiting.set_result(answer)
        return not late
