"""The tests' side door: POST /control/<verb> with a JSON object of arguments."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.telegram import groups, people
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.model import Json, Stored
from tests.fakes.telegram.world import World


def fail_next(world: World, method: str, how: str, **more: Any) -> None:
    world.faults.waiting.append(Fault(method=method, how=how, closing=world.closing, **more))


def clear_faults(world: World) -> None:
    """Also what hangs is let go."""
    world.faults.waiting.clear()
    world.closing.set()
    world.closing = asyncio.Event()


def limits(world: World, *, on: bool, speed: float) -> None:
    world.flood.set(on=on, speed=speed)


def set_privacy(world: World, *, on: bool) -> None:
    world.privacy = on


def settings(world: World, **changes: float) -> None:
    """`shift`, `latency`, `query_lifetime` of the world; `backoff`, `longest_backoff` of the webhook."""
    for name, value in changes.items():
        owner = world.webhook if "backoff" in name else world
        if not hasattr(owner, name):
            raise ControlError(f"no setting {name}")
        setattr(owner, name, value)


def set_update_id(world: World, value: int) -> None:
    world.updates.next_id = value


def poison(world: World, update: Json) -> int:
    return world.updates.put_raw(update)


def duplicate(world: World, update_id: int | None = None) -> int:
    """Hands an update out again: the given one, or the newest."""
    known = max(world.updates.log, default=0) if update_id is None else update_id
    world.updates.duplicate(known)
    return known


def updates(world: World) -> list[Json]:
    return [pending.update for pending in world.updates.log.values()]


def status(world: World) -> Json:
    return {
        "pending": len(world.updates.waiting),
        "next_update_id": world.updates.next_id,
        "calls": len(world.calls),
        "webhook": world.webhook.url,
        "polling": world.updates.poll is not None,
    }


def calls(world: World, method: str | None = None) -> list[Json]:
    wanted = [call for call in world.calls if method is None or call.method.lower() == method.lower()]
    return [asdict(call) for call in wanted]


def forget_calls(world: World) -> None:
    world.calls.clear()


def messages(world: World, chat: int) -> list[Json]:
    return [_seen(stored) for stored in world.chat(chat).messages.values()]


def _seen(stored: Stored) -> Json:
    body = stored.body
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "id": body["message_id"],
        "sender": body["from"]["id"],
        "text": _text(body),
        "buttons": [
            {"label": button["text"], "data": button.get("callback_data"), "url": button.get("url")}
            for row in rows
            for button in row
        ],
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
        "thread": body.get("message_thread_id"),
        "edits": [_text(earlier) for earlier in stored.edits],
        "photo": body["photo"][-1]["file_id"] if "photo" in body else None,
        "album": body.get("media_group_id"),
        "deleted": stored.deleted,
        "reactions": {user: given for user, given in stored.reactions.items() if given},
        "raw": body,
    }


def _text(body: Json) -> str:
    return str(body.get("text") or body.get("caption") or "")


def download(world: World, file_id: str) -> str:
    """The content of a file that somebody sent, base64."""
    return base64.b64encode(world.files.by_id[file_id].content).decode()


def commands(world: World) -> list[Json]:
    return [
        {"scope": scope, "language_code": language, "commands": known}
        for (scope, language), known in world.commands.items()
    ]


def chats(world: World) -> list[Json]:
    return [groups.describe(chat) for chat in world.chats.values()]


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        *(people.say, people.say_many, people.edit, people.erase, people.react, people.tap),
        *(people.start, people.block),
        *(groups.add_user, groups.change_user, groups.add_group, groups.join, groups.set_status),
        *(groups.migrate, groups.add_topic, groups.drop_topic),
        *(fail_next, clear_faults, limits, set_privacy, settings, set_update_id, poison, duplicate),
        *(updates, status, calls, forget_calls, messages, download, commands, chats),
    )
}
