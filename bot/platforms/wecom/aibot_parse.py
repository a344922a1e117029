"""From what a 智能机器人 hears to the desk's Incoming: pure, one for one (paths 100719, 101027).

In groups it hears only what mentions it; its name then stands before the words and is taken off.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.platforms.characters import storable
from bot.platforms.wecom.cards import task_of
from bot.platforms.wecom.parse import NAME as MEMBERS
from handlers.incoming import Incoming, Kind, Sender

NAME = "wecom_aibot"
REF = "\n"  # between a picture's address and its own key, where it has one

_MENTION = re.compile(r"^\s*@\S{1,64}(?:\s+|$)|\s+@\S{1,64}\s*$")
_PICTURES = 10
_ID = 128  # characters of a group's or a member's id


def read(body: Any) -> Incoming:
    """The message; one that cannot be understood as Kind.BROKEN with its raw form. Never raises."""
    try:
        return _read(body)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raw = json.dumps(body, ensure_ascii=True, default=str)
        why = f"{type(error).__name__}: {error}"
        return Incoming(platform=NAME, update=_digest(raw), kind=Kind.BROKEN, text=why, raw=raw)


def chat_of(body: Mapping[str, Any]) -> str:
    """The group, or the member themselves; never lower-cased (93006)."""
    chat = body["chatid"] if body.get("chattype") == "group" else body["from"]["userid"]
    if not isinstance(chat, str) or not 0 < len(chat) <= _ID:
        raise ValueError("no chat")
    return chat


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(body: Any) -> Incoming:
    kind = body["msgtype"]
    if kind == "event":
        return _event(body, body["event"])
    if kind == "stream":  # asking for the rest of an answer: ours are always whole
        return _incoming(body, Kind.OTHER)
    words, photos = _content(kind, body)
    photos += _quoted(body.get("quote"))
    return _incoming(
        body,
        Kind.MESSAGE,
        message=str(body["msgid"]),
        text=_unmentioned(body, words),
        photos=tuple(photos[:_PICTURES]),
    )


def _content(kind: str, body: Mapping[str, Any]) -> tuple[str, list[str]]:
    part = body.get(kind) or {}
    if kind == "mixed":
        items = [_content(one["msgtype"], one) for one in part["msg_item"]]
        return " ".join(words for words, _ in items if words), [ref for _, refs in items for ref in refs]
    if kind in {"text", "voice"}:
        return storable(str(part["content"])), []
    return "", [_ref(part)] if kind == "image" else []


def _ref(part: Mapping[str, Any]) -> str:
    return f"{part['url']}{REF}{part['aeskey']}" if part.get("aeskey") else str(part["url"])


def _quoted(quote: Any) -> list[str]:
    """A picture that is quoted: alone it is not delivered in a group (path 100719)."""
    return _content(quote["msgtype"], quote)[1] if isinstance(quote, dict) and "msgtype" in quote else []


def _unmentioned(body: Mapping[str, Any], words: str) -> str:
    return _MENTION.sub("", words, count=1).strip() if body.get("chattype") == "group" else words.strip()


def _event(body: Mapping[str, Any], event: Mapping[str, Any]) -> Incoming:
    if event["eventtype"] == "template_card_event":
        about = event["template_card_event"]
        return _incoming(
            body, Kind.TAP, message=task_of(str(about["task_id"])), button=str(about["event_key"])
        )
    return _incoming(body, Kind.OTHER)


def _incoming(body: Mapping[str, Any], kind: Kind, **more: Any) -> Incoming:
    if "from" not in body:
        return Incoming(platform=NAME, update=_digest(json.dumps(body, sort_keys=True)), kind=Kind.OTHER)
    account = body["from"]["userid"]
    if not isinstance(account, str) or not 0 < len(account) <= _ID:
        raise ValueError("no sender")
    return Incoming(
        platform=NAME,
        update=_digest(str(body.get("msgid") or json.dumps(body, sort_keys=True))),
        kind=kind,
        chat=chat_of(body),
        private=body.get("chattype") != "group",
        sender=Sender(account=account, also=MEMBERS),
        addressed=True,
        **more,
    )
