"""Methods that put something new into a chat."""

from typing import Any

from tests.fakes.telegram.access import place, write_chat
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.files import StoredFile, document, photo_sizes
from tests.fakes.telegram.keyboard import inline_only, read_markup
from tests.fakes.telegram.markup import read_caption, read_text
from tests.fakes.telegram.model import Chat, Json
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_ALBUM = range(2, 11)


def send_message(world: World, params: Params) -> Json:
    chat = write_chat(world, params)
    fields = read_text(params) | place(chat, params) | _keyboard(params)
    world.flood.spend(chat, world.loop_time())
    return _post(world, chat, fields)


def send_photo(world: World, params: Params) -> Json:
    return _send_media(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    return _send_media(world, params, "document")


def _send_media(world: World, params: Params, kind: str) -> Json:
    chat = write_chat(world, params)
    if kind not in params.files and not params.text(kind):
        raise bad_request(f"there is no {kind} in the request")
    named = kind if kind in params.files else params.text(kind)
    fields = read_caption(params.values) | place(chat, params) | _keyboard(params)
    fields |= _media(kind, world.files.from_call(params, named, f"{kind}s"))
    world.flood.spend(chat, world.loop_time())
    return _post(world, chat, fields)


def send_media_group(world: World, params: Params) -> list[Json]:
    chat = write_chat(world, params)
    where = place(chat, params)
    media = params.parsed("media", "media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if len(media) not in _ALBUM:
        raise bad_request("album must have 2 to 10 items")
    bodies = [_album_item(world, params, item) for item in media]
    world.flood.spend(chat, world.loop_time(), amount=len(media))
    group = str(world.next_serial())
    return [_post(world, chat, body | where | {"media_group_id": group}) for body in bodies]


def _album_item(world: World, params: Params, item: Any) -> Json:
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in {"photo", "document"}:
        raise bad_request("can't use the media of the specified type in the album")
    stored = world.files.from_call(params, item.get("media"), f"{kind}s")
    return read_caption(item) | _media(kind, stored)


def _media(kind: str, stored: StoredFile) -> Json:
    return {kind: photo_sizes(stored) if kind == "photo" else document(stored)}


def _keyboard(params: Params) -> Json:
    markup = inline_only(read_markup(params))
    return {"reply_markup": markup} if markup else {}


def _post(world: World, chat: Chat, fields: Json) -> Json:
    chat.bot_spoke = True
    return chat.keep(world.body(chat, world.bot, **fields)).body


def send_chat_action(world: World, params: Params) -> bool:
    write_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True
