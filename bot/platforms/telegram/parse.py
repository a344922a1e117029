"""From Telegram's updates to the desk's Incoming: pure, one for one.

Of an update only the fields that the desk reads are built, so that a new shape in any other cannot break it.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Document,
    Message,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
    User,
)

from bot.platforms.characters import one_line, storable
from bot.platforms.telegram.plain import plain
from handlers.incoming import Incoming, Kind, Sender

Json = Mapping[str, Any]
NAME = "telegram"

_NOBODY = frozenset({1087968824, 136817688, 777000})  # anonymous admins, channels, a linked channel's posts
_IN = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER})
_ADMINS = frozenset({ChatMember.ADMINISTRATOR, ChatMember.OWNER})
_GROUPS = frozenset({Chat.GROUP, Chat.SUPERGROUP})
_NAMED = re.compile(r"@([A-Za-z0-9_]{5,32})[\s,，:：]*")
_PDF = "application/pdf"
_SPOKEN_TO = re.compile(r"/\w+@(\w+)")
_WORDLESS = frozenset(
    "animation audio contact dice document live_photo location poll sticker venue".split()
    + "video video_note voice".split()
)


_SPOKEN = frozenset({"audio", "video", "video_note", "voice"})


class ParseError(ValueError):
    """An update that is not as Telegram describes updates; the text says where it broke."""


@dataclass(frozen=True, kw_only=True)
class Me:
    """What the bot knows of itself (getMe)."""

    id: int = 0
    username: str = ""
    reads_all: bool = True  # False: privacy mode is on; only an administrator hears a group then


def read(update: Json, me: Me) -> Incoming:
    """The update; one that cannot be understood as Kind.BROKEN with its raw form. Never raises."""
    try:
        return plain(update, _NOBODY) or parse(update, me)
    except ParseError as error:
        raw = json.dumps(update, ensure_ascii=True)
        return Incoming(platform=NAME, update=_key(update, raw), kind=Kind.BROKEN, text=str(error), raw=raw)


def parse(update: Json, me: Me) -> Incoming:
    """The update in the desk's words; OTHER where it does not concern the desk. Raises ParseError."""
    try:
        key = str(int(update["update_id"]))
        kind = next((name for name in _READERS if name in update), None)
        if kind is None:
            return _other(key)
        built = Update.de_json({"update_id": update["update_id"], kind: _trimmed(update[kind])})
        return _READERS[kind](key, built, update[kind], me)
    except Exception as error:  # whatever a wrong shape provokes in the library
        raise ParseError(f"{type(error).__name__}: {error}") from error


def tap_id(update: Json) -> str | None:
    """What a tap is to be answered by."""
    query = update.get("callback_query")
    return str(query["id"]) if isinstance(query, dict) and "id" in query else None


def _key(update: Any, raw: str) -> str:
    number = update.get("update_id") if isinstance(update, dict) else None
    return str(number) if isinstance(number, int) else hashlib.sha256(raw.encode()).hexdigest()[:32]


_READ = (
    *("message_id", "date", "chat", "from", "sender_chat", "media_group_id"),
    *("migrate_to_chat_id", "migrate_from_chat_id", "is_automatic_forward"),
    *("text", "caption", "photo", "document", "forward_origin"),  # of messages
    *("left_chat_member", "new_chat_members"),
    *("id", "data", "chat_instance"),  # of taps
    *("old_chat_member", "new_chat_member"),  # of memberships
)
_READ_OF_TAPPED = ("message_id", "date", "chat")


def _trimmed(body: Json) -> dict[str, Any]:
    kept = {name: body[name] for name in _READ if name in body}
    if "message" in body:
        tapped = body["message"]
        kept["message"] = {name: tapped[name] for name in _READ_OF_TAPPED}
    return kept


def _other(key: str) -> Incoming:
    return Incoming(platform=NAME, update=key, kind=Kind.OTHER)


def _message(key: str, built: Update, raw: Json, me: Me) -> Incoming:
    return _written(key, Kind.MESSAGE, built.message, raw, me)


def _edit(key: str, built: Update, raw: Json, me: Me) -> Incoming:
    return _written(key, Kind.EDIT, built.edited_message, raw, me)


def _written(key: str, kind: Kind, message: Message | None, raw: Json, me: Me) -> Incoming:
    if message is None or message.from_user is None or message.is_automatic_forward:
        return _other(key)  # the last: a post of the linked channel, an announcement
    chat = message.chat
    old, new = message.migrate_from_chat_id or chat.id, message.migrate_to_chat_id or chat.id
    if old != new:  # told in both chats
        return Incoming(platform=NAME, update=key, kind=Kind.MOVED, chat=str(old), moved_to=str(new))
    sender = _sender(message.from_user, message.sender_chat)
    if message.left_chat_member or message.new_chat_members:
        return _member(key, message)
    text, addressed = _said_to(me, _words(message))
    photos = _photos(message)
    paper = _is_letter(message.document)
    silent = not text and (paper or not photos) and not _wants_words(chat, raw, me)
    if silent or (message.from_user.is_bot and not sender.hidden) or _for_another(text, me):
        return _other(key)
    return Incoming(
        platform=NAME,
        update=key,
        kind=kind,
        chat=str(chat.id),
        private=chat.type == Chat.PRIVATE,
        title=one_line(chat.title or ""),
        sender=sender,
        message=str(message.message_id),
        text=text,
        photos=photos,
        paper=paper,
        forwarded=_forwarded(message),
        album=message.media_group_id,
        reply_to=_reply(raw),
        addressed=addressed,
    )


def _member(key: str, message: Message) -> Incoming:
    """A person came in or left; of several at once the first only."""
    person = message.left_chat_member or message.new_chat_members[0]
    if person.is_bot:
        return _other(key)
    return Incoming(
        platform=NAME,
        update=key,
        kind=Kind.MEMBER,
        chat=str(message.chat.id),
        sender=_sender(person),
        present=message.left_chat_member is None,
    )


def _sender(user: User, sender_chat: Chat | None = None) -> Sender:
    """Who wrote: behind a channel or an anonymous administrator stands nobody in particular."""
    if sender_chat is not None or user.id in _NOBODY:
        name = (sender_chat.title if sender_chat else None) or user.full_name
        return Sender(account=str(user.id), name=one_line(name), hidden=True)
    return Sender(account=str(user.id), name=one_line(user.full_name))


def _words(message: Message) -> str:
    return storable(message.text or message.caption or "")


def _said_to(me: Me, text: str) -> tuple[str, bool]:
    """The words without the bot's name before them, and whether that stood there."""
    named = _NAMED.match(text)
    if named is None or not me.username or named[1].lower() != me.username.lower():
        return text, False
    return text[named.end() :], True


def _photos(message: Message) -> tuple[str, ...]:
    """The largest size of a photo, or a picture sent as a file."""
    if message.photo:
        return (max(message.photo, key=lambda size: size.width * size.height).file_id,)
    document = message.document
    if document is not None and ((document.mime_type or "").startswith("image/") or _is_letter(document)):
        return (document.file_id,)
    return ()


def _is_letter(document: Document | None) -> bool:
    """Whether it is a PDF; some clients name no type."""
    if document is None:
        return False
    return document.mime_type == _PDF or (
        not document.mime_type and (document.file_name or "").lower().endswith(".pdf")
    )


def _forwarded(message: Message) -> Sender | None:
    """Whose message it was before it was passed on; who hides their account is known by name only."""
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        return _sender(origin.sender_user)
    if isinstance(origin, MessageOriginHiddenUser):
        return Sender(account="", name=one_line(origin.sender_user_name))
    return Sender(account="") if origin is not None else None


def _for_another(text: str, me: Me) -> bool:
    named = _SPOKEN_TO.match(text) if text.startswith("/") else None
    return named is not None and bool(me.username) and named[1].lower() != me.username.lower()


def _reply(raw: Json) -> str | None:
    """The message answered; inside a forum topic everything "answers" the topic's own first message."""
    answered = raw.get("reply_to_message")
    if not answered or "forum_topic_created" in answered:
        return None
    return str(int(answered["message_id"]))


def _wants_words(chat: Chat, raw: Json, me: Me) -> bool:
    """Whether something without words was said to the bot: in private, or in reply to a message of its."""
    if chat.type == Chat.PRIVATE:
        return bool(_WORDLESS & raw.keys())
    answered = raw.get("reply_to_message") or {}
    return bool(_SPOKEN & raw.keys()) and answered.get("from", {}).get("id") == me.id


def _tap(key: str, built: Update, _raw: Json, _me: Me) -> Incoming:
    query: CallbackQuery | None = built.callback_query
    if query is None or query.message is None or not query.data:
        return _other(key)
    chat = query.message.chat
    return Incoming(
        platform=NAME,
        update=key,
        kind=Kind.TAP,
        chat=str(chat.id),
        private=chat.type == Chat.PRIVATE,
        title=one_line(chat.title or ""),
        sender=_sender(query.from_user),
        message=str(query.message.message_id),
        button=storable(query.data),
    )


def _membership(key: str, built: Update, _raw: Json, me: Me) -> Incoming:
    """The bot's own: in a private chat the person blocks or unblocks it, in a group it comes and goes."""
    change: ChatMemberUpdated | None = built.my_chat_member
    if change is None or change.chat.type not in {Chat.PRIVATE, *_GROUPS}:
        return _other(key)
    private, member = change.chat.type == Chat.PRIVATE, change.new_chat_member
    present = member.status in _IN or bool(getattr(member, "is_member", False))
    return Incoming(
        platform=NAME,
        update=key,
        kind=Kind.REACH if private else Kind.PRESENCE,
        chat=str(change.chat.id),
        private=private,
        title=one_line(change.chat.title or ""),
        sender=_sender(change.from_user),
        present=present,
        deaf=not private and present and is_deaf(member, me),
    )


def is_deaf(member: ChatMember, me: Me) -> bool:
    """Whether the bot, with this standing in a group, is shown only what is addressed to it."""
    return not me.reads_all and member.status not in _ADMINS


_READERS: Mapping[str, Callable[[str, Update, Json, Me], Incoming]] = {
    "message": _message,
    "edited_message": _edit,
    "callback_query": _tap,
    "my_chat_member": _membership,
}
KINDS = tuple(_READERS)
"""The kinds of update to ask Telegram for; named at each start, because Telegram remembers the last list."""
