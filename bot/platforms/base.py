"""What a platform is to the desk, and the few ways in which sending can end.

PlatformError
├── Unreachable     not now: try again, after `after` seconds where the platform says so
├── Refused         never: the platform will not take this message
│   ├── Blocked     never, to anybody there: the person or the room does not let us in
│   │   └── Departed    the person is no longer with the company
│   └── Vanished    the message to edit is gone: post it anew
└── Moved           the chat has a new id
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from bot.platforms.measuring import Measure
from handlers.incoming import Incoming


class PlatformError(Exception):
    """A message could not be sent; the text says why, without secrets."""


class Unreachable(PlatformError):  # noqa: N818  # outcomes, as base.py's tree names them
    """Not now."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class Refused(PlatformError):  # noqa: N818
    """Never; `reason` is the key of words for people (handlers/calling.py), where there are any."""

    def __init__(self, why: str, reason: str = "") -> None:
        super().__init__(why)
        self.reason = reason


class Blocked(Refused):
    """Never, to anybody there."""


class Departed(Blocked):
    """The person is no longer with the company."""


class Vanished(Refused):
    """The message to edit is gone."""


class Moved(PlatformError):  # noqa: N818
    """The chat has a new id."""

    def __init__(self, chat: str) -> None:
        super().__init__(f"moved to {chat}")
        self.chat = chat


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A button as people see it."""

    key: str  # what comes back when it is tapped, ≤ 64 bytes
    label: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file for one person, with a name that any system takes."""

    name: str
    content: bytes


class Picture(bytes):
    """A picture of ours, which knows what it shows: for whoever cannot see it."""

    shows = ""

    @classmethod
    def of(cls, content: bytes, shows: str) -> Self:
        """The picture with its title."""
        picture = cls(content)
        picture.shows = shows
        return picture


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message ready to be sent: plain text (platforms escape it themselves), buttons, photos, a file."""

    text: str
    buttons: tuple[tuple[Shown, ...], ...] = ()
    mention: tuple[str, str] | None = None  # (account, name) to be notified at the head of the text
    photos: tuple[bytes, ...] = ()
    document: Document | None = None  # only where Abilities.document lets it
    reply_to: str | None = None  # may be gone: then it is sent without
    name: str = ""  # of the letter, the same at each try (≤ 28 of 0-9 a-z -); "": said once and never again
    tried: bool = False  # it may have been sent before, by this process or by one that died
    listing: bool = False  # a digest or another list: many short lines
    plain: bool = False  # whoever reads it is shown words only: no card, no markdown
    link: str = ""  # where the choices stand, for who is shown no buttons


@dataclass(frozen=True, kw_only=True)
class Abilities:
    """What a platform can do with a message; notices are shaped to it (bot/shaping.py)."""

    text: int  # the longest text, counted by `measure`
    measure: Measure = len
    buttons: int = 0  # that one message bears, to be tapped; 0: none
    labels: bool = False  # a button's words may come back instead of its key
    edits: bool = False  # a message can be changed in its place
    rooms: bool = False  # there are rooms of several people
    photos: bool = True
    document: int = 0  # bytes of the largest file that can be sent; 0: none can
    hears: bool = True  # what people write comes back
    links: bool = False  # where there are no buttons, a link may stand for them


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a tap is answered with."""

    text: str
    asked: bool = False  # the chat is asked the same in a letter: where there is no toast that is enough


Intake = Callable[[Sequence[Incoming]], Awaitable[list[Answer | None]]]
"""Takes a batch in order; returns after its effects are committed, one answer (for taps) an update.

Raises when nothing was committed (disk full, database locked): the platform then delivers again.
"""


class Platform(Protocol):
    """One chat platform."""

    name: str
    abilities: Abilities

    async def start(self, intake: Intake) -> None:
        """Begin to take updates in; returns at once, keeps trying while the platform is away."""

    async def stop(self) -> None:
        """Stop taking updates; what was taken is finished."""

    async def able(self, chat: str) -> Abilities:  # noqa: ARG002  # where it does not depend on the chat
        """What it can do in that chat now."""
        return self.abilities

    async def send(self, chat: str, message: Message) -> str:
        """Post a message; returns its id there. Raises PlatformError."""

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Change a message of ours, text and buttons; the same again is fine. Raises PlatformError."""

    async def fetch(self, ref: str) -> bytes:
        """The content of a file that an Incoming named. Raises PlatformError."""
