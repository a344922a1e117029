"""Scripted trouble: what happens to the next calls of an API."""

import asyncio
from dataclasses import dataclass, field

from starlette.responses import Response

from tests.fakes.serving import ControlError, ResetConnectionNow
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.params import Params

_STATUSES = frozenset({"500", "502", "503", "504"})
_AFTER = "-after-apply"


class WholeAnswer(Exception):  # noqa: N818  # an order to the HTTP layer, not an error
    """Something else than JSON is to be answered."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


@dataclass(kw_only=True)
class Fault:
    """`how`: an errcode (int), or 500, 502, 503, 504, html (200), hang, reset, each also -after-apply."""

    api: str
    how: int | str
    times: int
    to: str | None = None
    seconds: float = 1.0
    closing: asyncio.Event

    def __post_init__(self) -> None:
        if isinstance(self.how, str) and self.kind not in {"html", "hang", "reset", *_STATUSES}:
            raise ControlError(f"unknown fault {self.how!r}")

    @property
    def kind(self) -> str:
        return str(self.how).removesuffix(_AFTER)

    @property
    def after_apply(self) -> bool:
        return str(self.how).endswith(_AFTER)

    def fits(self, api: str, params: Params) -> bool:
        return self.times > 0 and self.api in {"*", api} and self.to in {None, *_targets(params)}

    async def strike(self) -> None:
        if isinstance(self.how, int):
            raise ApiError(self.how)
        if self.kind == "html":
            raise WholeAnswer(Response("<html>a gateway's page</html>", media_type="text/html"))
        if self.kind in _STATUSES:
            raise WholeAnswer(Response("upstream trouble", int(self.kind)))
        if self.kind == "hang":
            await self._hang()
        raise ResetConnectionNow

    async def _hang(self) -> None:
        try:
            await asyncio.wait_for(self.closing.wait(), self.seconds)
        except TimeoutError:
            return


def _targets(params: Params) -> list[str]:
    """Whom a call is for: users, a robot's key or a chat."""
    users = str(params.body.get("touser", "")).split("|")
    places = (str(params.body.get(name, "")) for name in ("chatid", "roomid"))
    return [*users, params.query.get("key", ""), *places]


@dataclass(kw_only=True)
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def take(self, api: str, params: Params) -> Fault | None:
        for fault in self.waiting:
            if fault.fits(api, params):
                fault.times -= 1
                return fault
        return None
