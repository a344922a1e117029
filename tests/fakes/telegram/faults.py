"""Scripted trouble: what happens to the next calls of a method."""

import asyncio
from dataclasses import dataclass, field

from tests.fakes.serving import ControlError, ResetConnectionNow
from tests.fakes.telegram.errors import ApiError, too_many_requests
from tests.fakes.telegram.params import Params

_SERVER_WORDS = {"500": "Internal Server Error", "502": "Bad Gateway", "504": "Gateway Timeout"}
_AFTER = "-after-apply"


@dataclass(kw_only=True)
class Fault:
    """`how`: 429, 500, 502, 504, hang, reset (each also with -after-apply) or `400: any words`.

    `seconds` is a 429's retry_after and a hang's length.
    """

    method: str
    how: str
    times: int
    chat: int | None = None
    seconds: float = 1.0
    closing: asyncio.Event

    def __post_init__(self) -> None:
        status, colon, _ = self.how.partition(":")
        plain = self.kind in {"429", "hang", "reset", *_SERVER_WORDS}
        if not plain and not (colon and status.isdigit()):
            raise ControlError(f"unknown fault {self.how!r}")

    @property
    def kind(self) -> str:
        return self.how.removesuffix(_AFTER)

    @property
    def after_apply(self) -> bool:
        return self.how.endswith(_AFTER)

    def fits(self, method: str, params: Params) -> bool:
        same = self.method.lower() in {"*", method.lower()}
        return same and self.times > 0 and self.chat in {None, params.integer("chat_id")}

    async def strike(self) -> None:
        if self.kind == "429":
            raise too_many_requests(self.seconds)
        if self.kind in _SERVER_WORDS:
            raise ApiError(int(self.kind), _SERVER_WORDS[self.kind])
        if self.kind == "hang":
            await self._hang()
        if self.kind in {"hang", "reset"}:
            raise ResetConnectionNow
        status, _, words = self.how.partition(":")
        raise ApiError(int(status), words.strip())

    async def _hang(self) -> None:
        try:
            await asyncio.wait_for(self.closing.wait(), self.seconds)
        except TimeoutError:
            return


@dataclass(kw_only=True)
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str, params: Params) -> Fault | None:
        for fault in self.waiting:
            if fault.fits(method, params):
                fault.times -= 1
                return fault
        return None
