"""Webhook delivery: POST with the secret header, repeated until 2xx; chats in parallel, each in order."""

import asyncio
import json
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

import httpx

from tests.fakes.serving import PLAIN
from tests.fakes.telegram.model import Json
from tests.fakes.telegram.updates import Pending, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
_ANSWER_WITHIN = 60.0


@dataclass(kw_only=True)
class Webhook:
    """`backoff` and `longest_backoff` are seconds; Telegram starts at about one and doubles."""

    updates: UpdateQueue
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    backoff: float = 0.05
    longest_backoff: float = 1.0
    last_error: Json = field(default_factory=dict)
    queues: defaultdict[int, deque[Pending]] = field(default_factory=lambda: defaultdict(deque))
    workers: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    client: httpx.AsyncClient | None = None
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(40))

    async def start(self, url: str, secret: str, max_connections: int) -> None:
        await self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.slots = asyncio.Semaphore(max_connections)
        self.client = httpx.AsyncClient(**PLAIN | {"timeout": _ANSWER_WITHIN})
        self.updates.on_new = self._enqueue
        for pending in self.updates.waiting.values():
            self._enqueue(pending)

    async def stop(self) -> None:
        self.url, self.updates.on_new = "", None
        tasks = list(self.workers.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.workers.clear()
        self.queues.clear()
        if self.client is not None:
            await self.client.aclose()
            self.client = None

    def _enqueue(self, pending: Pending) -> None:
        self.queues[pending.chat_id].append(pending)
        if pending.chat_id not in self.workers:
            self.workers[pending.chat_id] = asyncio.create_task(self._work(pending.chat_id))

    async def _work(self, chat_id: int) -> None:
        queue = self.queues[chat_id]
        while queue:
            await self._deliver(queue[0])
            self.updates.waiting.pop(queue.popleft().serial, None)
        del self.workers[chat_id]

    async def _deliver(self, pending: Pending) -> None:
        delay = self.backoff
        pending.sent = True
        while not await self._post(pending.update):
            await asyncio.sleep(delay)
            delay = min(self.longest_backoff, delay * 2)

    async def _post(self, update: Json) -> bool:
        if self.client is None:
            return False
        headers = {"content-type": "application/json"} | ({SECRET_HEADER: self.secret} if self.secret else {})
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            async with self.slots:
                answer = await self.client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as broken:
            self._remember(f"{broken}" or "Connection closed")
            return False
        if not answer.is_success:
            self._remember(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
        return answer.is_success

    def _remember(self, words: str) -> None:
        self.last_error = {"last_error_date": int(time.time()), "last_error_message": words}
