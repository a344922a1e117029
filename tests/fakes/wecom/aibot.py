"""智能机器人 in callback mode: replies in the HTTP answer, streams that are asked for, response_url."""

import asyncio
import json
from collections.abc import Callable

from tests.fakes.wecom import contents
from tests.fakes.wecom.callbacks import Attempt, Delivery
from tests.fakes.wecom.cards import check_card, claim
from tests.fakes.wecom.crypto import CryptoError
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.limits import HOUR
from tests.fakes.wecom.model import Aibot, Json
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.rooms import inline_picture
from tests.fakes.wecom.world import World

MARKDOWN_BYTES = 20480
_POLL_FOR = 360
URL_LIFETIME = HOUR


def send(world: World, bot: Aibot, body: Json, place: str, *, tries: int = 3) -> Delivery:
    """Sends a callback; its answer appears in `place` (a chat, or a member's own)."""
    content = json.dumps(body, ensure_ascii=False)

    def answered(delivery: Delivery) -> None:
        _take_answer(world, bot, body, place, delivery)

    return world.courier.put(bot.endpoint, content, place, tries=tries, on_answer=answered)


def _take_answer(world: World, bot: Aibot, body: Json, place: str, delivery: Delivery) -> None:
    attempt = delivery.attempts[-1]
    if not delivery.accepted or not attempt.body:
        _done(bot, body)
        return
    try:
        reply = _opened(bot, delivery, attempt)
        finished = _show(bot, body, place, reply)
    except (ApiError, CryptoError, ValueError, KeyError, TypeError) as wrong:
        bot.refused.append({"reason": repr(wrong), "body": attempt.body.decode(errors="replace")})
        finished = True
    if finished:
        _done(bot, body)
    else:
        _poll(world, bot, body, place, reply["stream"]["id"])


def _done(bot: Aibot, body: Json) -> None:
    if "event" not in body:
        bot.busy[body["from"]["userid"]] -= 1


def _opened(bot: Aibot, delivery: Delivery, attempt: Attempt) -> Json:
    """The reply inside {encrypt, msgsignature, timestamp, nonce}, nonce being the URL's."""
    outer = json.loads(attempt.body)
    seal = bot.endpoint.seal
    expected = seal.sign(str(outer["timestamp"]), outer["nonce"], outer["encrypt"])
    if outer["msgsignature"] != expected:
        raise CryptoError("msgsignature")
    if delivery.letter is None or outer["nonce"] != delivery.letter.query["nonce"]:
        raise CryptoError("nonce is not the callback's")
    reply: Json = json.loads(seal.decrypt(outer["encrypt"]))
    return reply


def _show(bot: Aibot, body: Json, place: str, reply: Json) -> bool:
    """Shows the reply, or raises; False where a stream goes on."""
    if reply.get("response_type") == "update_template_card":
        _update(bot, body, reply)
        return True
    msgtype = reply["msgtype"]
    if msgtype not in _REPLIES:
        raise ApiError(40008, msgtype)
    return _REPLIES[msgtype](bot, body, place, reply)


def _show_text(bot: Aibot, body: Json, place: str, reply: Json) -> bool:
    if (body.get("event") or {}).get("eventtype") != "enter_chat":
        raise ApiError(40008, "text only for enter_chat")
    contents.text(reply["text"])
    _add(bot, place, {"msgtype": "text", "text": reply["text"]["content"], "how": "passive"})
    return True


def _show_stream(bot: Aibot, body: Json, place: str, reply: Json) -> bool:
    stream = reply["stream"]
    finished = bool(stream.get("finish"))
    items = stream.get("msg_item") or []
    if (items and not finished) or len(items) > 10:
        raise ApiError(40058, "msg_item")
    for item in items:
        inline_picture(item["image"], item["msgtype"])
    words = contents.words(stream, "content", MARKDOWN_BYTES)
    shown = _running(bot, place, stream["id"])
    if shown is None:
        quoted = body.get("msgid") if body.get("chattype") == "group" else None
        shown = {"msgtype": "stream", "stream": stream["id"], "how": "passive", "quotes": quoted}
        _add(bot, place, shown)
    shown |= {"text": words, "finished": finished, "images": len(items)}
    return finished


def _running(bot: Aibot, place: str, stream_id: str) -> Json | None:
    known = bot.shown.get(place, [])
    return next((one for one in known if one.get("stream") == stream_id), None)


def _show_card(bot: Aibot, _body: Json, place: str, reply: Json) -> bool:
    show_card(bot, place, reply["template_card"], how="passive")
    return True


def show_card(bot: Aibot, place: str, card: Json, *, how: str) -> None:
    check_card(card, place="aibot")
    claim(card, bot.task_ids)
    if card.get("task_id"):
        bot.cards[card["task_id"]] = card
    _add(bot, place, {"msgtype": "template_card", "card": card, "task_id": card.get("task_id"), "how": how})


def _show_both(bot: Aibot, body: Json, place: str, reply: Json) -> bool:
    if reply.get("template_card"):
        _show_card(bot, body, place, reply)
    return _show_stream(bot, body, place, reply)


def _update(bot: Aibot, body: Json, reply: Json) -> None:
    """Only in answer to a card event, and of the very card that was tapped."""
    tapped = (body.get("event") or {}).get("template_card_event")
    if tapped is None:
        raise ApiError(40008, "update only for template_card_event")
    card = reply["template_card"]
    if card.get("task_id") != tapped["task_id"]:
        raise ApiError(42014)
    check_card(card, place="aibot")
    for shown in (one for place in bot.shown.values() for one in place):
        if shown.get("task_id") == card["task_id"]:
            shown["card"] = card
    bot.cards[card["task_id"]] = card


def _add(bot: Aibot, place: str, shown: Json) -> None:
    bot.shown.setdefault(place, []).append(shown)


def _poll(world: World, bot: Aibot, body: Json, place: str, stream_id: str) -> None:
    """Asks for the rest of a stream, for at most six minutes."""
    begun = body.setdefault("_begun", world.now_exactly())
    if world.now_exactly() - begun > _POLL_FOR:
        _done(bot, body)
        return
    kept = {name: body[name] for name in ("msgid", "aibotid", "chatid", "chattype", "from") if name in body}
    ask = kept | {"msgtype": "stream", "stream": {"id": stream_id}}

    def again() -> None:
        world.polls -= 1
        if world.closing.is_set():
            return
        content = json.dumps(ask, ensure_ascii=False)
        inner = body | {"msgtype": "stream"}
        world.courier.put(
            bot.endpoint,
            content,
            place,
            tries=1,
            on_answer=lambda got: _take_answer(world, bot, inner, place, got),
        )

    world.polls += 1
    asyncio.get_running_loop().call_later(world.poll_pause, again)


def response(world: World, params: Params) -> Json:
    """POST to a response_url: once, within the hour, markdown or a card; it cannot update cards (40008)."""
    code = world.codes.get(params.query.get("response_code", ""))
    if code is None or code.use != "aibot":
        raise ApiError(40058, "response_code")
    msgtype = params.text("msgtype", 40008)
    if params.broken or msgtype not in {"markdown", "template_card"}:
        raise ApiError(40008)
    part = params.part(msgtype)
    aibotid, place, quoted = code.subject
    if msgtype == "markdown":
        contents.text(part, MARKDOWN_BYTES, kind=msgtype)
    world.spend(params.query["response_code"], "aibot", expired=42003)
    bot = world.aibots[aibotid]
    if msgtype == "template_card":
        show_card(bot, place, part, how="response_url")
    else:
        shown = {"msgtype": msgtype, "text": part["content"], "how": "response_url", "quotes": quoted}
        _add(bot, place, shown)
    return {}


_REPLIES: dict[str, Callable[[Aibot, Json, str, Json], bool]] = {
    "text": _show_text,
    "stream": _show_stream,
    "template_card": _show_card,
    "stream_with_template_card": _show_both,
}
