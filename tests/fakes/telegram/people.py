"""What a test makes people say and tap (the first half of the control verbs)."""

import asyncio
import base64
import re
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.telegram.files import document, photo_sizes
from tests.fakes.telegram.groups import member_change
from tests.fakes.telegram.markup import utf16
from tests.fakes.telegram.model import ANONYMOUS_ADMIN, PRESENT, Chat, Json, Query, Stored
from tests.fakes.telegram.world import World, quoted

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?")
_MENTION = re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}")


def entities_of(text: str) -> list[Json]:
    """The commands and mentions that Telegram marks in a person's text."""
    found = [("bot_command", hit) for hit in _COMMAND.finditer(text)]
    found += [("mention", hit) for hit in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": utf16(text[: hit.start()]), "length": utf16(hit[0])}
        for kind, hit in sorted(found, key=lambda pair: pair[1].start())
    ]


def words(name: str, text: str | None) -> Json:
    if text is None:
        return {}
    marks = entities_of(text)
    key = "entities" if name == "text" else "caption_entities"
    return {name: text} | ({key: marks} if marks else {})


def say(world: World, chat: int, user: int, **wish: Any) -> Json:
    """One message of a person (an album is several); see FakeTelegram.say for the wishes."""
    place = _speaking_place(world, chat, user)
    common = _common(world, place, user, wish)
    bodies = [common | part for part in _parts(world, wish)]
    stored = [place.keep(body) for body in bodies]
    update_ids = [world.tell("message", place, kept.body) for kept in stored]
    return {"message_ids": [kept.body["message_id"] for kept in stored], "update_ids": update_ids}


def say_many(world: World, messages: list[Json]) -> list[Json]:
    return [say(world, **message) for message in messages]


def _speaking_place(world: World, chat: int, user: int) -> Chat:
    place, person = world.chat(chat), world.user(user)
    if place.type == "private":
        if place.id != user:
            raise ControlError(f"user {user} cannot speak in the private chat of {chat}")
        _unblock(world, place)
        person.started = True
    elif place.members.get(user) not in PRESENT:
        raise ControlError(f"user {user} is not in chat {chat}: join first")
    if place.migrated_to is not None:
        raise ControlError(f"chat {chat} has become {place.migrated_to}")
    return place


def _unblock(world: World, chat: Chat) -> None:
    person = chat.user
    if person is not None and person.blocked:
        person.blocked = False
        member_change(world, chat, person, "kicked", "member", actor=person)


def _common(world: World, chat: Chat, user: int, wish: Json) -> Json:
    body = world.body(chat, world.user(user))
    if wish.get("anonymous_admin"):
        body |= {"from": ANONYMOUS_ADMIN, "sender_chat": chat.json()}
    if wish.get("reply_to"):
        body["reply_to_message"] = quoted(world.message(chat, wish["reply_to"]))
    if wish.get("thread"):
        body |= {"message_thread_id": wish["thread"], "is_topic_message": True}
    if wish.get("date"):
        body["date"] = wish["date"]
    extra: Json = wish.get("extra", {})
    return body | _forward(world, wish.get("forward_from"), body["date"]) | extra


def _forward(world: World, origin: int | str | None, date: int) -> Json:
    """A forward: of a known person by id, or of one who hides behind a name."""
    if origin is None:
        return {}
    if isinstance(origin, str):
        return {"forward_origin": {"type": "hidden_user", "sender_user_name": origin, "date": date}}
    sender = world.user(origin).json()
    return {"forward_origin": {"type": "user", "sender_user": sender, "date": date}}


def _parts(world: World, wish: Json) -> list[Json]:
    caption = words("caption", wish.get("caption") or wish.get("text"))
    if wish.get("album"):
        group = {"media_group_id": str(world.next_serial())}
        photos = [_photo(world, photo) | group for photo in wish["album"]]
        return [photos[0] | caption, *photos[1:]]
    if wish.get("photo"):
        return [_photo(world, wish["photo"]) | caption]
    if wish.get("file"):
        return [_file(world, wish["file"]) | caption]
    return [words("text", wish.get("text"))]


def _photo(world: World, encoded: str) -> Json:
    return {"photo": photo_sizes(world.files.add(base64.b64decode(encoded), "photos"))}


def _file(world: World, file: Json) -> Json:
    """A document, video or voice message; `size` may pretend more bytes than there are."""
    content, kind = base64.b64decode(file["content"]), file["kind"]
    stored = world.files.add(content, f"{kind}s", name=file["name"], size=file["size"])
    if kind == "document":
        return {"document": document(stored)}
    extra = {"width": 1280, "height": 720} if kind == "video" else {}
    return {kind: stored.json() | {"duration": 5} | extra}


def edit(world: World, chat: int, message_id: int, text: str) -> Json:
    """A person edits their text or caption."""
    place = world.chat(chat)
    stored = world.message(place, message_id)
    name = "text" if "text" in stored.body else "caption"
    dropped = {name, "entities", "caption_entities"}
    kept = {key: value for key, value in stored.body.items() if key not in dropped}
    stored.edits.append(stored.body)
    stored.body = kept | words(name, text) | {"edit_date": world.now()}
    return {"update_ids": [world.tell("edited_message", place, stored.body)]}


def erase(world: World, chat: int, message_id: int) -> None:
    """A person deletes a message: the bot is not told."""
    world.message(world.chat(chat), message_id).deleted = True


def react(world: World, chat: int, message_id: int, user: int, emoji: str) -> None:
    """A person's reaction; an empty emoji takes it back."""
    place = world.chat(chat)
    stored = world.message(place, message_id)
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    body = {"chat": place.json(), "message_id": message_id, "user": world.user(user).json()}
    body |= {"date": world.now(), "old_reaction": stored.reactions.get(user, []), "new_reaction": new}
    stored.reactions[user] = new
    world.tell("message_reaction", place, body)


async def tap(
    world: World, chat: int, message_id: int, user: int, button: str, *, wait: float = 5, force: bool = False
) -> Json:
    """A person taps a button, named by its data or label; the bot's answer if it comes in `wait` seconds."""
    place = world.chat(chat)
    stored = world.message(place, message_id)
    data = button if force else _data(stored, button)
    query = Query(id=str(world.next_serial()), asked_at=world.loop_time(), answer=_future())
    world.queries[query.id] = query
    world.tell("callback_query", place, _callback(place, stored, world.user(user).json(), query, data))
    done, _ = await asyncio.wait([query.answer], timeout=wait)
    return {"answered": True, **query.answer.result()} if done else {"answered": False}


def _future() -> asyncio.Future[Json]:
    return asyncio.get_running_loop().create_future()


def _data(stored: Stored, wanted: str) -> str:
    rows = [] if stored.deleted else stored.body.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if wanted in {button.get("callback_data"), button["text"]} and "callback_data" in button:
            return str(button["callback_data"])
    raise ControlError(f"no such button: {wanted!r} in {[button['text'] for button in buttons]}")


def _callback(chat: Chat, stored: Stored, sender: Json, query: Query, data: str) -> Json:
    gone = {"chat": chat.json(), "message_id": stored.body["message_id"], "date": 0}
    return {
        "id": query.id,
        "from": sender,
        "message": gone if stored.deleted else stored.body,
        "chat_instance": str(abs(chat.id) * 7919),
        "data": data,
    }


def start(world: World, user: int, payload: str = "") -> Json:
    """A person presses Start, with a deep link's payload or without."""
    return say(world, user, user, text=f"/start {payload}".strip())


def block(world: World, user: int) -> None:
    """A person blocks the bot; saying something or start() unblocks it."""
    chat = world.chat(user)
    person = world.user(user)
    if not person.blocked:
        person.blocked = True
        member_change(world, chat, person, "member", "kicked", actor=person)
