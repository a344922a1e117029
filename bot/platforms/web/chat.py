"""The browser chat's own memory: rooms, members and messages. What a platform's servers would keep.

Chatter stays here and is gone with the process; the desk's database never sees it.
"""

import asyncio
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.platforms.base import Document, Shown
from desk.people import RoomKind

BOT = "bot"
PRIVATE = "private:"


class NoSuchRoomError(LookupError):
    """There is no room of that id."""


class NotAMemberError(PermissionError):
    """The person does not sit in that room."""


class NoSuchMessageError(LookupError):
    """There is no message of that id in the room."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message as the page shows it."""

    id: str
    room: str
    sender: str  # account, or BOT
    text: str
    at: datetime
    edited_at: datetime | None = None
    buttons: tuple[tuple[Shown, ...], ...] = ()
    reply_to: str | None = None
    photos: tuple[str, ...] = ()  # names of files in the chat's memory
    titles: tuple[str, ...] = ()  # what they show, of our own
    document: Document | None = None


@dataclass(frozen=True, kw_only=True)
class Hall:
    """A room with the accounts that sit in it."""

    id: str
    title: str
    kind: RoomKind
    members: frozenset[str]


@dataclass
class Chat:
    """All rooms and all that was said in them."""

    halls: dict[str, Hall]
    since: int = 0  # ids begin behind it: a ticket's card of an earlier run is nobody's message of this one
    _said: dict[str, dict[str, Said]] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _ids: "itertools.count[int]" = field(init=False)
    _listeners: set["asyncio.Queue[tuple[str, str]]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._ids = itertools.count(self.since + 1)

    def enter(self, room: str, account: str) -> None:
        """Check that the person may be there; raises NoSuchRoomError or NotAMemberError."""
        if room.startswith(PRIVATE):
            if room.removeprefix(PRIVATE) != account:
                raise NotAMemberError
        elif room not in self.halls:
            raise NoSuchRoomError
        elif account not in self.halls[room].members:
            raise NotAMemberError

    def say(self, said: Said) -> Said:
        """Keep a message; its id is given here."""
        kept = replace(said, id=str(next(self._ids)))
        self._said.setdefault(said.room, {})[kept.id] = kept
        self._tell(said.room, "new")
        return kept

    def unsay(self, said: Said) -> None:
        """Take a message out again."""
        del self._said[said.room][said.id]
        self._tell(said.room, "edited")

    def change(self, room: str, message: str, said: Said) -> None:
        """Put `said` in a message's place; the same again leaves no mark."""
        before = self.message(room, message)
        after = replace(before, text=said.text, buttons=said.buttons, edited_at=said.at)
        if replace(after, edited_at=before.edited_at) != before:
            self._said[room][message] = after
            self._tell(room, "edited")

    def message(self, room: str, message: str) -> Said:
        """The message; raises NoSuchMessageError."""
        try:
            return self._said[room][message]
        except KeyError as error:
            raise NoSuchMessageError from error

    def said(self, room: str, after: int = 0) -> list[Said]:
        """The room's messages behind `after`, oldest first."""
        return [said for said in self._said.get(room, {}).values() if int(said.id) > after]

    def keep_file(self, content: bytes, ending: str) -> str:
        """Keep a picture; returns its name."""
        name = f"{next(self._ids)}.{ending}"
        self._files[name] = content
        return name

    def file(self, name: str) -> bytes | None:
        """A picture by its name."""
        return self._files.get(name)

    def listen(self) -> "asyncio.Queue[tuple[str, str]]":
        """A queue of (room, what happened there), from now on."""
        queue: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def hang_up(self, queue: "asyncio.Queue[tuple[str, str]]") -> None:
        """Nobody reads that queue any more."""
        self._listeners.discard(queue)

    def clock_moved(self) -> None:
        """Everybody's clock shows another time."""
        self._tell("", "clock")

    def _tell(self, room: str, kind: str) -> None:
        for queue in self._listeners:
            queue.put_nowait((room, kind))


def halls(rooms: Iterable[Hall]) -> dict[str, Hall]:
    """The rooms by id."""
    return {hall.id: hall for hall in rooms}
