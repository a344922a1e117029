"""What a platform brings in, in the desk's own words."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened on the platform."""

    MESSAGE = "message"
    EDIT = "edit"  # somebody changed a message of theirs
    TAP = "tap"
    PRESENCE = "presence"  # the bot was let into a room or put out of it
    MEMBER = "member"  # a person came into a room or left it
    REACH = "reach"  # a person started or blocked the bot
    MOVED = "moved"  # a room got a new id
    LEFT = "left"  # the sender is no longer with the company
    RECALLED = "recalled"  # somebody took `message`, one of theirs, back
    LOST = "lost"  # a letter of ours, `message`, did not arrive after all
    OTHER = "other"  # nothing that concerns the desk
    BROKEN = "broken"  # could not be understood: set aside, reported, never blocks


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who did it, as the platform names them."""

    account: str
    name: str = ""
    language: str | None = None
    also: str = ""  # a platform on which the account is the same person's
    hidden: bool = False  # an anonymous administrator or a channel: nobody in particular


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Where somebody comes in from: the link of a site, or of a building there."""

    site: int
    building: str | None = None
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One update of a platform."""

    platform: str
    update: str  # unique per platform: the guard against doing it twice
    kind: Kind
    chat: str = ""
    private: bool = False
    title: str = ""
    sender: Sender | None = None
    message: str | None = None  # id of the message written, edited or tapped
    text: str = ""
    photos: tuple[str, ...] = ()  # the platform's names of the files
    paper: bool = False  # one of `photos` is a PDF: a letter, not a picture
    forwarded: Sender | None = None  # whose message this was before it was passed on
    album: str | None = None
    reply_to: str | None = None
    button: str | None = None
    present: bool = True  # PRESENCE: the bot is in; MEMBER: the person; REACH: the person may be written to
    moved_to: str | None = None
    why: str = ""  # LOST: in short, for people
    deaf: bool = False  # PRESENCE: the bot cannot read this room's messages
    arrival: Arrival | None = None  # REACH: by the link of a place
    addressed: bool = False  # said to the bot itself, also in a room
    raw: str = ""
