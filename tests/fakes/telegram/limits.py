"""Flood control: how much Telegram lets a bot say before it answers 429.

Telegram publishes about one message a second in a chat with short bursts tolerated, 20 messages a
minute in a group and 30 messages a second in all; the burst sizes and the budget for edits are not
published and are this fake's guess.
"""

from dataclasses import dataclass, field

from tests.fakes.telegram.errors import too_many_requests
from tests.fakes.telegram.model import Chat


@dataclass(kw_only=True)
class Bucket:
    size: float
    per_second: float
    level: float = field(init=False)
    filled_at: float

    def __post_init__(self) -> None:
        self.level = self.size

    def wait(self, amount: int, now: float) -> float:
        """Seconds until `amount` fits; 0 where it fits now."""
        self.level = min(self.size, self.level + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        return max(0.0, (min(amount, self.size) - self.level) / self.per_second)


@dataclass(kw_only=True)
class FloodControl:
    """`speed` 10 means that budgets refill ten times as fast as Telegram's; `on` False lifts them."""

    on: bool = True
    speed: float = 1.0
    buckets: dict[tuple[str, int], Bucket] = field(default_factory=dict)

    def set(self, *, on: bool, speed: float) -> None:
        self.on, self.speed = on, speed
        self.buckets.clear()

    def spend(self, chat: Chat, now: float, *, amount: int = 1, edit: bool = False) -> None:
        """Takes `amount` messages (or edits) from the chat's and the overall budget, or raises 429."""
        if not self.on:
            return
        budgets = [self._bucket("all", 0, 30, 30, now)]
        if edit:
            budgets.append(self._bucket("edit", chat.id, 5, 1, now))
        elif chat.type == "private":
            budgets.append(self._bucket("private", chat.id, 5, 1, now))
        else:
            budgets.append(self._bucket("group", chat.id, 20, 20 / 60, now))
        wait = max(bucket.wait(amount, now) for bucket in budgets)
        if wait > 0:
            raise too_many_requests(wait)
        for bucket in budgets:
            bucket.level -= amount

    def _bucket(self, kind: str, chat_id: int, size: float, per_second: float, now: float) -> Bucket:
        bucket = self.buckets.get((kind, chat_id))
        if bucket is None:
            bucket = Bucket(size=size, per_second=per_second * self.speed, filled_at=now)
            self.buckets[kind, chat_id] = bucket
        return bucket
