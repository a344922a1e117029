"""Telling other systems of ticket events: one signed request at a time for each webhook, in order."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

import httpx

from bot.intake import Desk
from bot.outcomes import Outcome, keep
from handlers import hooks
from handlers.tools import Tools
from storage.hook_events import HookEvent
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")

_IDLE = 1.0  # seconds between looks
_TIMEOUT = 10.0  # seconds for one answer, however it dribbles in
_NOT_THIS_ONE = (400, 409, 410, 413, 415, 422)  # the other side will never take this event


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a webhook is and by what it is signed."""

    name: str
    url: str
    secret: str

    @property
    def host(self) -> str:
        """The other side, as people are told of it: without path and password."""
        try:
            return urlsplit(self.url).hostname or "?"
        except ValueError:
            return "?"


def signature(secret: str, moment: int, body: bytes) -> str:
    """HMAC-SHA256 of "<seconds since 1970>.<body>", as the header carries it."""
    signed = f"{moment}.".encode() + body
    return f"t={moment},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


class Couriers:
    """One courier for each webhook."""

    def __init__(self, desk: Desk, targets: Sequence[Target], timeout: float = _TIMEOUT) -> None:
        self._desk = desk
        self._targets = targets
        self._timeout = timeout

    async def run(self) -> None:
        """Tell for ever; returns at once where nobody is to be told."""
        targets = [*self._targets, *await self._left()]
        if not targets:
            return
        async with httpx.AsyncClient(timeout=self._timeout, follow_redirects=False) as client:
            await asyncio.gather(*(self._serve(client, target) for target in targets))

    async def _left(self) -> list[Target]:
        """Of webhooks that are set up no more: what waits for them ends as if they were away."""
        known = {target.name for target in self._targets}
        waited_for = await self._unit(lambda uow: uow.hook_events.hooks())
        return [Target(name=name, url="", secret="") for name in waited_for if name not in known]

    async def _serve(self, client: httpx.AsyncClient, target: Target) -> None:
        while True:
            try:
                while await self.one(client, target):
                    pass
            except Exception:
                log.exception("a webhook stumbled; it goes on")
            await asyncio.sleep(_IDLE)

    async def one(self, client: httpx.AsyncClient, target: Target) -> bool:
        """Tell the next event that is due; returns whether there was one."""
        now = self._desk.clock.now()
        event = await self._unit(lambda uow: uow.hook_events.head(target.name, now))
        if event is None:
            return False
        outcome = await self._attempt(client, target, event)
        await keep(self._desk, outcome, f"event {event.id}")
        return True

    async def _attempt(self, client: httpx.AsyncClient, target: Target, event: HookEvent) -> Outcome:
        """Send one event; returns what is to be recorded of it."""
        now = self._desk.clock.now()
        try:
            async with asyncio.timeout(self._timeout):
                status = await _told(client, target, event, now)
        except Exception as error:  # noqa: BLE001  # whatever it was, it waits its time and ends in a day
            return _failed(hooks.unreachable, event, target, type(error).__name__, now)
        if httpx.codes.is_success(status):
            return Outcome(
                whole=lambda tools: tools.uow.hook_events.sent(event.id, now),
                least=lambda tools: tools.uow.hook_events.sent(event.id, now),
            )
        act = hooks.refused if status in _NOT_THIS_ONE else hooks.unreachable
        return _failed(act, event, target, f"HTTP {status}", now)

    async def _unit(self, work: Callable[[UnitOfWork], T]) -> T:
        return await asyncio.wrap_future(self._desk.writer.submit(work))


def _failed(
    act: Callable[[Tools, HookEvent, str, str, datetime], None],
    event: HookEvent,
    target: Target,
    why: str,
    now: datetime,
) -> Outcome:
    return Outcome(
        whole=lambda tools: act(tools, event, target.host, why, now),
        least=lambda tools: tools.uow.hook_events.failed(event.id, why),
    )


async def _told(client: httpx.AsyncClient, target: Target, event: HookEvent, now: datetime) -> int:
    """The status that the other side answered; what else it says, however much, is read by nobody."""
    headers = _headers(target, event, now)
    async with client.stream("POST", target.url, content=_content(event), headers=headers) as answer:
        return answer.status_code


def _content(event: HookEvent) -> bytes:
    """The event with its id in front."""
    return f'{{"id":"{event.key}",{event.body[1:]}'.encode()


def _headers(target: Target, event: HookEvent, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": event.key,
        "Wuyebot-Signature": signature(target.secret, int(now.timestamp()), _content(event)),
        "User-Agent": "wuyebot",
    }
