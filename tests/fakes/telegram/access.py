"""May the bot do this here? Telegram's answers for chats and the people behind them."""

import re

from tests.fakes.telegram.errors import ApiError, bad_request, forbidden
from tests.fakes.telegram.model import PRESENT, Chat, Json
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.world import World, quoted


def read_chat(world: World, params: Params) -> Chat:
    """The chat that a call names, as far as the bot may know it."""
    name = params.text("chat_id").strip()
    if not name:
        raise bad_request("chat_id is empty")
    chat_id = int(name) if re.fullmatch(r"-?\d+", name) else 0
    if chat_id not in world.chats and not world.knows(chat_id):
        raise bad_request("chat not found")
    chat = world.chat(chat_id)
    if chat.type != "private" and world.bot_status(chat) not in PRESENT:
        raise _gone(world, chat)
    return chat


def write_chat(world: World, params: Params) -> Chat:
    """The chat, if the bot may post in it now."""
    chat = read_chat(world, params)
    if chat.user is not None:
        _check_person(chat)
    if chat.migrated_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, words, migrate_to_chat_id=chat.migrated_to)
    if world.bot_status(chat) == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _gone(world: World, chat: Chat) -> ApiError:
    kind = "supergroup" if chat.type == "supergroup" else "group"
    if world.bot_status(chat) == "kicked":
        return forbidden(f"bot was kicked from the {kind} chat")
    return forbidden(f"bot is not a member of the {kind} chat")


def _check_person(chat: Chat) -> None:
    person = chat.user
    if person is None:
        return
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("bots can't send messages to bots")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def place(chat: Chat, params: Params) -> Json:
    """Topic and reply of a message to be sent, as fields of its body."""
    fields: Json = {}
    thread = params.integer("message_thread_id")
    if thread:
        if thread not in chat.topics:
            raise bad_request("message thread not found")
        fields |= {"message_thread_id": thread, "is_topic_message": True}
    return fields | _reply(chat, params)


def _reply(chat: Chat, params: Params) -> Json:
    wish = params.parsed("reply_parameters", "reply parameters") or {
        "message_id": params.integer("reply_to_message_id"),
        "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
    }
    if not isinstance(wish, dict):
        raise bad_request("object expected as reply parameters")
    if not wish.get("message_id"):
        return {}
    target = chat.find(int(wish["message_id"]))
    if target is not None:
        return {"reply_to_message": quoted(target)}
    if wish.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
