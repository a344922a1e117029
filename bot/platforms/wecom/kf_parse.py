"""From the entries of sync_msg to the desk's Incoming: pure, one for one (path 94670).

A chat is one customer at one account, "open_kfid:external_userid"; that is also the customer's account here.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.platforms.characters import storable
from bot.platforms.wecom.links import arrival
from handlers.incoming import Incoming, Kind, Sender

NAME = "wecom_kf"

# what comes of reading an entry unlike WeCom's
ODD = (KeyError, TypeError, AttributeError, ValueError, OverflowError)
_CUSTOMER, _SYSTEM = 3, 4  # origins; 5 is a human servicer
_CODE = re.compile(r"[A-Za-z0-9_-]{4,64}")  # a join code, put behind the link as scene_param
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def read(entry: Any) -> Incoming:
    """The entry; one that cannot be understood as Kind.BROKEN with its raw form. Never raises."""
    try:
        return _read(entry)
    except ODD as error:
        return broken(entry, error)


def broken(entry: Any, error: Exception) -> Incoming:
    """An entry that cannot be understood, with its raw form."""
    raw = json.dumps(entry, ensure_ascii=True)
    why = f"{type(error).__name__}: {error}"
    return Incoming(platform=NAME, update=_digest(raw), kind=Kind.BROKEN, text=why, raw=raw)


def chat_of(entry: Mapping[str, Any]) -> str:
    """The chat of an entry; an event names it inside (path 94670). Raises KeyError, ValueError."""
    where = entry["event"] if entry["msgtype"] == "event" else entry
    ids = (where["open_kfid"], where["external_userid"])
    if not all(_ID.fullmatch(one) for one in ids):
        raise ValueError("no account or customer")
    return ":".join(ids)


def split(chat: str) -> tuple[str, str]:
    """(open_kfid, external_userid) of a chat."""
    open_kfid, _, external = chat.partition(":")
    return open_kfid, external


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(entry: Any) -> Incoming:
    if entry["msgtype"] == "event":
        return _event(entry)
    if entry["origin"] != _CUSTOMER:
        return _incoming(entry, Kind.OTHER, "")
    return _said(entry, entry["msgtype"], entry.get(entry["msgtype"]) or {})


def _said(entry: Mapping[str, Any], kind: str, content: Mapping[str, Any]) -> Incoming:
    chat = chat_of(entry)
    if kind == "text" and content.get("menu_id"):
        return _incoming(entry, Kind.TAP, chat, button=storable(str(content["menu_id"])))
    more: dict[str, Any] = {}
    if kind == "text":
        more["text"] = storable(str(content["content"]))
    elif kind == "image":
        more["photos"] = (str(content["media_id"]),)
    elif kind == "location":
        more["text"] = storable(f"{content.get('name') or ''} {content.get('address') or ''}".strip())
    return _incoming(entry, Kind.MESSAGE, chat, message=str(entry["msgid"]), **more)


def _event(entry: Mapping[str, Any]) -> Incoming:
    """A link with a join code behind it is as good as the code typed in."""
    event = entry["event"]
    if event["event_type"] == "user_recall_msg":
        return _incoming(entry, Kind.RECALLED, chat_of(entry), message=str(event["recall_msgid"]))
    if event["event_type"] != "enter_session":
        return _incoming(entry, Kind.OTHER, "")
    chat, code = chat_of(entry), event.get("scene_param") or ""
    if _CODE.fullmatch(code) and arrival(code) is None:
        return _incoming(entry, Kind.MESSAGE, chat, text=f"/start {code}")
    return _incoming(entry, Kind.REACH, chat, present=True, arrival=arrival(code))


def _incoming(entry: Mapping[str, Any], kind: Kind, chat: str, **more: Any) -> Incoming:
    sender = Sender(account=chat) if chat else None
    update = _digest(f"{entry.get('open_kfid') or ''} {entry['msgid']}")
    return Incoming(platform=NAME, update=update, kind=kind, chat=chat, private=True, sender=sender, **more)
