"""Delivery of callbacks: sealed, POSTed, repeated up to three times in all until an HTTP 200 in time."""

import asyncio
import contextlib
import json
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from tests.fakes.serving import PLAIN
from tests.fakes.wecom.model import Endpoint, Json
from tests.fakes.wecom.wire import xml_of

TRIES = 3


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A sealed callback as it goes over the wire."""

    query: dict[str, str]
    body: bytes

    def url(self, base: str) -> str:
        return f"{base}{'&' if '?' in base else '?'}{urlencode(self.query)}"


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """`status` 0: no connection, or no answer in time."""

    at: float
    status: int
    seconds: float
    body: bytes = b""

    def json(self) -> Json:
        text = self.body.decode(errors="replace")
        return {"at": self.at, "status": self.status, "seconds": self.seconds, "body": text}


@dataclass(kw_only=True)
class Delivery:
    """One callback on its way; `content` is the XML or JSON inside the envelope."""

    id: int
    endpoint: Endpoint
    content: str
    source: str
    tries: int = TRIES
    letter: Letter | None = None
    attempts: list[Attempt] = field(default_factory=list)
    settled: bool = False
    on_answer: Callable[["Delivery"], None] | None = None

    @property
    def accepted(self) -> bool:
        return bool(self.attempts) and self.attempts[-1].status == 200

    def json(self) -> Json:
        tries = [attempt.json() for attempt in self.attempts]
        fields: Json = {"id": self.id, "to": self.endpoint.name, "content": self.content, "attempts": tries}
        return fields | {"settled": self.settled, "accepted": self.accepted}


def seal(endpoint: Endpoint, content: str, *, now: float) -> Letter:
    """Encrypts and signs a message for this endpoint as of `now`."""
    coded = endpoint.seal.encrypt(content)
    return enclose(endpoint, coded, str(int(now)), secrets.token_hex(8))


def enclose(endpoint: Endpoint, coded: str, timestamp: str, nonce: str) -> Letter:
    signature = endpoint.seal.sign(timestamp, nonce, coded)
    query = {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}
    return Letter(query=query, body=envelope(endpoint, coded))


def envelope(endpoint: Endpoint, coded: str) -> bytes:
    if endpoint.kind == "json":
        return json.dumps({"encrypt": coded}).encode()
    to = {"ToUserName": endpoint.seal.receiveid, "AgentID": endpoint.name}
    return xml_of(to | {"Encrypt": coded}).encode()


class Courier:
    """One queue per source (a member, a kf account …), each in order; `held` callbacks wait to be let go.

    Settings: `answer_within` seconds for the answer (WeCom: 5), `pause` before the next try (not published),
    `resign`: a repeated try is signed anew (not published; off: the same bytes).
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.answer_within, self.pause, self.resign = 5.0, 0.05, False
        self.holding = False
        self.held: list[Delivery] = []
        self.log: dict[int, Delivery] = {}
        self.queues: defaultdict[str, deque[Delivery]] = defaultdict(deque)
        self.workers: dict[str, asyncio.Task[None]] = {}
        self.http = httpx.AsyncClient(limits=httpx.Limits(), **PLAIN)

    def put(
        self,
        endpoint: Endpoint,
        content: str,
        source: str,
        *,
        tries: int = TRIES,
        on_answer: Callable[[Delivery], None] | None = None,
    ) -> Delivery:
        """Hands a callback in; one without a URL to go to is settled at once."""
        number = len(self.log) + 1
        delivery = Delivery(
            id=number, endpoint=endpoint, content=content, source=source, tries=tries, on_answer=on_answer
        )
        self.log[number] = delivery
        if not endpoint.url:
            delivery.settled = True
        elif self.holding:
            self.held.append(delivery)
        else:
            self.go(delivery)
        return delivery

    def go(self, delivery: Delivery, lane: str | None = None) -> None:
        lane = lane or f"{delivery.endpoint.name}/{delivery.source}"
        self.queues[lane].append(delivery)
        if lane not in self.workers:
            self.workers[lane] = asyncio.create_task(self._work(lane))

    async def _work(self, lane: str) -> None:
        queue = self.queues[lane]
        while queue:
            await self._deliver(queue.popleft())
        del self.workers[lane]

    async def _deliver(self, delivery: Delivery) -> None:
        for number in range(delivery.tries):
            if number:
                await asyncio.sleep(self.pause)
            if delivery.letter is None or self.resign:
                delivery.letter = seal(delivery.endpoint, delivery.content, now=self.clock())
            delivery.attempts.append(await self.post(delivery.endpoint.url, delivery.letter))
            if delivery.accepted:
                break
        if delivery.on_answer is not None:
            delivery.on_answer(delivery)
        delivery.settled = True

    async def post(self, url: str, letter: Letter) -> Attempt:
        """One POST; WeCom hangs up when the whole answer is not there in time."""
        kind = "application/json" if letter.body.startswith(b"{") else "text/xml"
        return await self._ask("POST", letter.url(url), letter.body, kind)

    async def get(self, url: str, query: dict[str, str]) -> Attempt:
        return await self._ask("GET", Letter(query=query, body=b"").url(url), b"", "")

    async def _ask(self, method: str, url: str, body: bytes, kind: str) -> Attempt:
        begun, at = time.monotonic(), self.clock()
        headers = {"content-type": kind} if kind else {}
        status, answer = 0, b""
        with contextlib.suppress(httpx.HTTPError, TimeoutError):
            async with asyncio.timeout(self.answer_within):
                response = await self.http.request(method, url, content=body, headers=headers, timeout=None)
                status, answer = response.status_code, response.content
        return Attempt(at=at, status=status, seconds=time.monotonic() - begun, body=answer)

    async def stop(self) -> None:
        tasks = list(self.workers.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.http.aclose()
