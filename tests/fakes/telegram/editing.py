"""Methods that change, remove or answer what is there."""

from typing import Any

from tests.fakes.telegram.access import read_chat
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.keyboard import inline_only, read_markup
from tests.fakes.telegram.markup import read_caption, read_text
from tests.fakes.telegram.model import ADMINS, Chat, Json, Stored
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.world import World

DELETABLE_FOR = 48 * 3600  # seconds
TOAST_LIMIT = 200
_CONTENT = {"text", "entities", "caption", "caption_entities"}
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> Json:
    chat, stored = _own(world, params)
    fields = read_text(params)
    if "text" not in stored.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, params, chat, stored, fields)


def edit_message_caption(world: World, params: Params) -> Json:
    chat, stored = _own(world, params)
    fields = read_caption(params.values)
    if "text" in stored.body:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, params, chat, stored, fields or {"caption": None})


def edit_message_reply_markup(world: World, params: Params) -> Json:
    chat, stored = _own(world, params)
    return _edit(world, params, chat, stored, {})


def _own(world: World, params: Params) -> tuple[Chat, Stored]:
    chat = read_chat(world, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    stored = chat.find(params.integer("message_id"))
    if stored is None:
        raise bad_request("message to edit not found")
    if stored.body["from"]["id"] != world.bot.id or chat.migrated_to is not None:
        raise bad_request("message can't be edited")
    return chat, stored


def _edit(world: World, params: Params, chat: Chat, stored: Stored, fields: Json) -> Json:
    """Replaces text or caption where `fields` has one, and always the keyboard."""
    markup = inline_only(read_markup(params))
    dropped = {"reply_markup"} | (_CONTENT if fields else set())
    body = {name: value for name, value in stored.body.items() if name not in dropped}
    body |= {name: value for name, value in fields.items() if value is not None}
    body |= {"reply_markup": markup} if markup else {}
    if body == stored.body:
        raise bad_request(_SAME)
    world.flood.spend(chat, world.loop_time(), edit=True)
    stored.edits.append(stored.body)
    stored.body = body | {"edit_date": world.now()}
    return stored.body


def delete_message(world: World, params: Params) -> bool:
    chat = read_chat(world, params)
    stored = chat.find(params.integer("message_id"))
    if stored is None:
        raise bad_request("message to delete not found")
    own = stored.body["from"]["id"] == world.bot.id
    if chat.migrated_to is not None or (
        not own and chat.type != "private" and world.bot_status(chat) not in ADMINS
    ):
        raise bad_request("message can't be deleted")
    if world.now() - stored.body["date"] > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    stored.deleted = True
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Once for each tap, and only while Telegram's client still waits."""
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answer.done() or world.loop_time() - query.asked_at > world.query_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.text("text")) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: dict[str, Any] = {"text": params.text("text") or None, "show_alert": params.flag("show_alert")}
    query.answer.set_result(answer | {"url": params.text("url") or None})
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    chat = read_chat(world, params)
    stored = chat.find(params.integer("message_id"))
    if stored is None:
        raise bad_request("message to react not found")
    wished = params.parsed("reaction", "reaction types") or []
    if len(wished) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    stored.reactions[world.bot.id] = wished
    return True
