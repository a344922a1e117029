"""Names of messages whose sending was lost: sent again under the same name, they arrive once.

Kept in memory: after a crash a message whose answer had not come is sent under a new name
and may stand twice.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from bot.platforms.base import Message

_REMEMBERED = 5_000


class Unsettled:
    """Which name a message bears until it is known what became of it."""

    def __init__(self, new_name: Callable[[], str]) -> None:
        self._new_name = new_name
        self._names: OrderedDict[str, str] = OrderedDict()

    def name(self, chat: str, message: Message) -> tuple[str, bool]:
        """The message's name in that chat, and whether it was tried before under it."""
        key = _key(chat, message)
        tried = key in self._names
        name = self._names.setdefault(key, self._new_name())
        if len(self._names) > _REMEMBERED:
            self._names.popitem(last=False)
        return name, tried

    def settle(self, chat: str, message: Message) -> None:
        """It is known: the next message like it is another one."""
        self._names.pop(_key(chat, message), None)


def _key(chat: str, message: Message) -> str:
    return hashlib.sha256(repr((chat, message)).encode("utf-8", "replace")).hexdigest()
