"""Messages that have no name with WeCom and cannot be changed: what need not be said, or sent, again."""

import hashlib

from bot.platforms.base import Message

_CLOCK = "⏰"  # begins a line of what is still to be met, which changes with each step
_KEPT = 500  # letters half taken; more are forgotten, and what was taken of them may come twice


def standing(message: Message) -> str:
    """What a card says apart from its clocks: while that is the same it is not posted anew."""
    lines = [line for line in message.text.split("\n") if not line.startswith(_CLOCK)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


class Taken:
    """How many photos of each letter were taken before its sending failed."""

    def __init__(self) -> None:
        self._photos: dict[str, int] = {}

    def left(self, message: Message) -> tuple[bytes, ...]:
        """The photos that are still to be sent."""
        return message.photos[self._photos.get(message.name, 0) :]

    def one(self, message: Message) -> None:
        """One more has been taken."""
        if message.name:
            self._photos[message.name] = self._photos.get(message.name, 0) + 1
            if len(self._photos) > _KEPT:
                del self._photos[next(iter(self._photos))]

    def whole(self, message: Message) -> None:
        """The letter has been sent."""
        self._photos.pop(message.name, None)
