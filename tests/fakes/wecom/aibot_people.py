"""What members do with a 智能机器人: control verbs."""

import base64
import secrets
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.wecom import aibot, tapping
from tests.fakes.wecom.crypto import Seal, aes_encrypt, key_of, new_aes_key
from tests.fakes.wecom.model import Aibot, Endpoint, Json, Robot, Room, Wish
from tests.fakes.wecom.world import World

_MOST_AT_ONCE = 3


def add_room(world: World, name: str, members: list[str]) -> str:
    """An internal group that people made; its chatid."""
    chatid = f"wr{world.serial()}"
    world.rooms[chatid] = Room(chatid=chatid, name=name, members=members)
    return chatid


def agree(world: World, roomid: str, external: str, status: str) -> None:
    """Somebody in a 客户群 says whether they may be archived: Agree or Disagree."""
    world.agreements.setdefault(roomid, {})[external] = status


def room_messages(world: World, chatid: str) -> list[Json]:
    """What apps have posted to a group that they made."""
    return world.rooms[chatid].messages


def add_robot(world: World, key: str | None = None) -> str:
    """A webhook robot in some group; its key, a secret."""
    key = key or secrets.token_hex(16)
    world.robots[key] = Robot(key=key)
    return key


def set_robot(world: World, key: str, state: str) -> None:
    if state not in {"working", "removed", "disabled", "not-in-group"}:
        raise ControlError(f"no state {state}")
    world.robots[key].state = state


def webhook_messages(world: World, key: str) -> list[Json]:
    return world.robots[key].messages


def add_aibot(world: World, name: str, *, token: str = "fakeAibotToken", plain_ids: bool = True) -> str:  # noqa: S107  # opens nothing but this fake
    aibotid = f"aib{world.serial()}"
    endpoint = Endpoint(
        name=aibotid, kind="json", seal=Seal(token=token, aes_key=new_aes_key(), receiveid="")
    )
    world.aibots[aibotid] = Aibot(aibotid=aibotid, name=name, endpoint=endpoint, plain_ids=plain_ids)
    return aibotid


def _bot(world: World, aibotid: str | None) -> Aibot:
    if aibotid is None and len(world.aibots) == 1:
        return next(iter(world.aibots.values()))
    if aibotid not in world.aibots:
        raise ControlError(f"no aibot {aibotid}")
    return world.aibots[aibotid]


def _common(world: World, bot: Aibot, member: str, chat: str | None) -> Json:
    world.member(member)
    if chat is not None and member not in world.rooms[chat].members:
        raise ControlError(f"{member} is not in {chat}")
    shown_as = member if bot.plain_ids else world.open_userid(member)
    where = {"chattype": "single"} if chat is None else {"chatid": chat, "chattype": "group"}
    msgid = f"CAIQ{world.serial()}"
    code = world.new_code("aibot", (bot.aibotid, chat or member, msgid if chat else None), aibot.URL_LIFETIME)
    url = f"{world.url}/cgi-bin/aibot/response?response_code={code}"
    return {
        "msgid": msgid,
        "aibotid": bot.aibotid,
        **where,
        "from": {"userid": shown_as},
        "response_url": url,
    }


def aibot_say(
    world: World,
    member: str,
    *,
    chat: str | None = None,
    quote: Json | None = None,
    aibotid: str | None = None,
    **said: Any,
) -> Json | None:
    """Writes to the bot, 1:1 or in a group; None where WeCom does not deliver it.

    In a group only text that has `@name`, also with a picture (mixed); never a lone picture. Not more than
    three interactions of a member at once.
    """
    bot, wish = _bot(world, aibotid), Wish(**said)
    if chat is not None and f"@{bot.name}" not in (wish.text or ""):
        return None
    body = _common(world, bot, member, chat)
    person = body["from"]["userid"]
    if bot.busy.get(person, 0) >= _MOST_AT_ONCE:
        return None
    body |= _content(world, bot, wish)
    if "event" not in body:
        bot.busy[person] = bot.busy.get(person, 0) + 1
    if quote is not None:
        body["quote"] = quote
    delivery = aibot.send(world, bot, body, chat or member)
    return {"msgid": body["msgid"], "response_url": body["response_url"], "delivery": delivery.id}


def _content(world: World, bot: Aibot, wish: Wish) -> Json:
    words = {"msgtype": "text", "text": {"content": wish.text or ""}}
    if wish.raw is not None:
        return wish.raw
    if wish.image is None:
        return words
    picture = {"url": hide(world, bot, base64.b64decode(wish.image))}
    if wish.text is None:
        return {"msgtype": "image", "image": picture}
    return {"msgtype": "mixed", "mixed": {"msg_item": [words, {"msgtype": "image", "image": picture}]}}


def hide(world: World, bot: Aibot, content: bytes) -> str:
    """A URL good for five minutes, where the content lies encrypted with the bot's key."""
    name = secrets.token_hex(16)
    world.aibot_files[name] = (
        world.now_exactly() + 300,
        aes_encrypt(key_of(bot.endpoint.seal.aes_key), content),
    )
    return f"{world.url}/aibot-file/{name}"


def aibot_enter(world: World, member: str, aibotid: str | None = None) -> int:
    """The first entry of the day, 1:1."""
    bot = _bot(world, aibotid)
    return _event(world, bot, _common(world, bot, member, None), {"enter_chat": {}}, member)


def aibot_tap(
    world: World,
    member: str,
    button: str,
    *,
    task_id: str | None = None,
    selected: dict[str, list[str]] | None = None,
    chat: str | None = None,
    key: str | None = None,
    aibotid: str | None = None,
) -> int:
    """Taps a card of the bot (by default the newest): sent once, never again."""
    bot = _bot(world, aibotid)
    if not bot.cards or (task_id is not None and task_id not in bot.cards):
        raise ControlError(f"no card {task_id or ''}")
    card = bot.cards[task_id or list(bot.cards)[-1]]
    button_now = tapping.pick(card, button)
    chosen = {} if button_now["menu"] else tapping.answers(card, selected or {})
    items = [{"question_key": one, "option_ids": {"option_id": ids}} for one, ids in chosen.items()]
    about: Json = {"card_type": card["card_type"], "task_id": card["task_id"]}
    about["event_key"] = key or button_now["key"]
    if items:
        about["selected_items"] = {"selected_item": items}
    common = _common(world, bot, member, chat)
    return _event(world, bot, common, {"template_card_event": about}, chat or member)


def _event(world: World, bot: Aibot, common: Json, event: Json, place: str) -> int:
    (kind,) = event
    happened = {"create_time": world.now(), "msgtype": "event", "event": {"eventtype": kind} | event}
    tries = 1 if kind == "template_card_event" else 3
    return aibot.send(world, bot, common | happened, place, tries=tries).id


def aibot_messages(world: World, place: str, aibotid: str | None = None) -> list[Json]:
    """What the bot has shown in a chat, or to a member 1:1."""
    return _bot(world, aibotid).shown.get(place, [])


def aibot_refused(world: World, aibotid: str | None = None) -> list[Json]:
    """Replies that WeCom would have thrown away without a word, with the reason."""
    return _bot(world, aibotid).refused
