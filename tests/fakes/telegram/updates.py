"""The queue of updates: kept until confirmed, as in Telegram's getUpdates."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.serving import ControlError
from tests.fakes.telegram.errors import ApiError, conflict
from tests.fakes.telegram.model import Json

ONLY_IF_LISTED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FAR_AHEAD = 10  # Telegram takes an offset further ahead than this for a mistake and starts from the head


@dataclass(kw_only=True)
class Pending:
    """`again`: put in a second time, so it must be handed out once whatever the offset."""

    serial: int
    update: Json
    chat_id: int
    again: bool = False
    sent: bool = False

    @property
    def id(self) -> int:
        return int(self.update["update_id"])


@dataclass(kw_only=True)
class UpdateQueue:
    next_id: int = 1000
    allowed: frozenset[str] = frozenset()
    waiting: dict[int, Pending] = field(default_factory=dict)
    log: dict[int, Pending] = field(default_factory=dict)
    poll: asyncio.Future[None] | None = None
    on_new: Callable[[Pending], None] | None = None
    _serial: int = 0

    def put(self, kind: str, chat_id: int, payload: Json) -> int | None:
        """Queues an update of a kind that the bot asked for; its id, or None where it did not ask."""
        wanted = kind in self.allowed if self.allowed else kind not in ONLY_IF_LISTED
        return self.put_raw({"update_id": self.next_id, kind: payload}, chat_id) if wanted else None

    def put_raw(self, update: Json, chat_id: int = 0) -> int:
        """Queues any JSON object; one without an update_id gets the next."""
        own = int(update.get("update_id", self.next_id))
        again = own != self.next_id
        self.next_id += 0 if again else 1
        self._add({**update, "update_id": own}, chat_id, again=again)
        return own

    def duplicate(self, update_id: int) -> None:
        """Queues a known update a second time, confirmed or not."""
        if update_id not in self.log:
            raise ControlError(f"no update {update_id}")
        known = self.log[update_id]
        self._add(known.update, known.chat_id, again=True)

    def _add(self, update: Json, chat_id: int, *, again: bool) -> None:
        self._serial += 1
        pending = Pending(serial=self._serial, update=update, chat_id=chat_id, again=again)
        self.waiting[pending.serial] = pending
        self.log[pending.id] = pending
        if self.on_new is not None:
            self.on_new(pending)
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def confirm(self, offset: int) -> None:
        """Forgets what lies before the offset; a negative one keeps only the last -offset updates."""
        if offset < 0:
            for serial in list(self.waiting)[:offset]:
                del self.waiting[serial]
        if offset > self.next_id + _FAR_AHEAD:
            return
        for pending in list(self.waiting.values()):
            if pending.again and not pending.sent:
                continue
            if pending.id < offset:
                del self.waiting[pending.serial]
            elif not pending.again:
                break

    def batch(self, limit: int) -> list[Json]:
        chosen = [pending for pending, _ in zip(self.waiting.values(), range(limit), strict=False)]
        for pending in chosen:
            pending.sent = True
        return [pending.update for pending in chosen]

    async def get(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109  # Telegram's name
        """The next updates, waiting up to `timeout` seconds for one; a newer poller ends the wait (409)."""
        self.confirm(offset)
        if not self.waiting and timeout > 0:
            await self._wait(timeout)
        return self.batch(limit)

    async def _wait(self, seconds: float) -> None:
        self.end_poll(
            conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        )
        self.poll = mine = asyncio.get_running_loop().create_future()
        await asyncio.wait([mine], timeout=seconds)
        if self.poll is mine:
            self.poll = None
        if mine.done():
            mine.result()

    def end_poll(self, reason: ApiError | None = None) -> None:
        """Ends a waiting long poll: with nothing, or with an error."""
        if self.poll is None or self.poll.done():
            return
        if reason is None:
            self.poll.set_result(None)
        else:
            self.poll.set_exception(reason)
        self.poll = None
