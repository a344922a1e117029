"""From the archive's messages to the desk's Incoming: pure (path 91774). Groups only, no 1:1 talks."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bot.platforms.characters import storable
from bot.platforms.wecom.parse import NAME as MEMBERS
from handlers.incoming import Incoming, Kind, Sender

NAME = "wecom_archive"

_OUTSIDE = ("wo", "wm")  # beginnings of external persons' ids; "wb" is a robot
_ROBOT = "wb"


def read(message: Mapping[str, Any]) -> Incoming:
    """The message; one that cannot be understood as Kind.BROKEN, without its words. Never raises."""
    try:
        return _read(message)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return broken(str(message.get("msgid", "")), f"{type(error).__name__}: {error}")


def broken(msgid: str, why: str) -> Incoming:
    """What could not be opened or understood: only its id is kept."""
    raw = json.dumps({"msgid": msgid})
    return Incoming(platform=NAME, update=_digest(raw), kind=Kind.BROKEN, text=why, raw=raw)


def outsider(account: str) -> bool:
    """Whether somebody is no member of the corporation: archived only after they agreed."""
    return account.startswith(_OUTSIDE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(message: Mapping[str, Any]) -> Incoming:
    update, room, account = (
        _digest(str(message["msgid"])),
        message.get("roomid"),
        str(message.get("from", "")),
    )
    if message.get("action") != "send" or not room or account.startswith(_ROBOT):
        return Incoming(platform=NAME, update=update, kind=Kind.OTHER)
    words, photos = _content(message["msgtype"], message)
    return Incoming(
        platform=NAME,
        update=update,
        kind=Kind.MESSAGE,
        chat=str(room),
        sender=Sender(account=account, also="" if outsider(account) else MEMBERS),
        message=str(message["msgid"]),
        text=words,
        photos=photos,
    )


def _content(kind: str, message: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    part = message.get(kind) or {}
    if kind == "text":
        return storable(str(part["content"])), ()
    if kind == "image":
        return "", (str(part["sdkfileid"]),)
    if kind == "mixed":
        items = [_content(one["type"], {one["type"]: json.loads(one["content"])}) for one in part["item"]]
        return " ".join(words for words, _ in items if words), tuple(ref for _, refs in items for ref in refs)
    return "", ()
