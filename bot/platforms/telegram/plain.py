"""Plain lines of text, nearly all that a group says, read without building the library's objects.

Whatever is not exactly such a line is left to `parse`, which builds them; a test holds the two together.
"""

from typing import Any

from telegram import Chat

from bot.platforms.characters import one_line, storable
from handlers.incoming import Incoming, Kind, Sender

_FIELDS = frozenset({"message_id", "from", "chat", "date", "text"})
_CHATS = frozenset({Chat.PRIVATE, Chat.GROUP, Chat.SUPERGROUP})


def plain(update: Any, nobody: frozenset[int]) -> Incoming | None:
    """The update where it is a person's line of text and nothing more; None: ask `parse`."""
    if type(update) is not dict or update.keys() != {"update_id", "message"}:
        return None
    message = update["message"]
    if type(message) is not dict or message.keys() != _FIELDS or not _well_formed(message):
        return None
    sender, chat = message["from"], message["chat"]
    text = storable(message["text"])
    if type(update["update_id"]) is not int or sender["id"] in nobody or not text:
        return None
    return Incoming(
        platform="telegram",
        update=str(update["update_id"]),
        kind=Kind.MESSAGE,
        chat=str(chat["id"]),
        private=chat["type"] == Chat.PRIVATE,
        title=one_line(chat.get("title", "")),
        sender=Sender(account=str(sender["id"]), name=one_line(_full_name(sender))),
        message=str(message["message_id"]),
        text=text,
    )


def _well_formed(message: dict[str, Any]) -> bool:
    text, sender, chat = message["text"], message["from"], message["chat"]
    if type(text) is not str or text.startswith("/"):
        return False
    if type(message["message_id"]) is not int or type(message["date"]) is not int:
        return False
    return type(sender) is dict and type(chat) is dict and _is_person(sender) and _is_chat(chat)


def _is_person(sender: dict[str, Any]) -> bool:
    return (
        type(sender.get("id")) is int
        and sender.get("is_bot") is False
        and type(sender.get("first_name")) is str
        and bool(sender["first_name"])
        and type(sender.get("last_name", "")) is str
    )


def _is_chat(chat: dict[str, Any]) -> bool:
    known = type(chat.get("id")) is int and chat.get("type") in _CHATS
    return known and type(chat.get("title", "")) is str


def _full_name(sender: dict[str, Any]) -> str:
    last: str = sender.get("last_name", "")
    first: str = sender["first_name"]
    return f"{first} {last}" if last else first
