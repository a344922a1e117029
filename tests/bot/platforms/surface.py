"""One platform, and what people do there: the same verbs for all (test_contract.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.platforms.base import Platform
from tests.bot.platforms.wecom_desk import Live


@dataclass(frozen=True, kw_only=True)
class Stands:
    """A message as people see it."""

    text: str
    labels: tuple[str, ...] = ()
    photos: int = 0


@dataclass(kw_only=True)
class Surface:
    """One platform, and what people do there; None where they cannot."""

    platform: Platform
    it: Live
    chat: str
    seen: Callable[[], list[Stands]]
    say: Callable[[str], object] | None = None
    show: Callable[[bytes], object] | None = None
    tap: Callable[[str], object] | None = None
    fail: Callable[[], object] | None = None  # the next message fails in a way that passes
    shut: Callable[[], object] | None = None  # nobody there may be written to any more
    lose: Callable[[], object] | None = None  # the next message arrives, its answer does not

    def send(self, message: Any) -> str:
        return str(self.it.run(self.platform.send(self.chat, message)))

    def words(self) -> str:
        """Everything that stands there."""
        return "\n".join(one.text for one in self.seen())
