"""What a 智能机器人 says: markdown up to 20,480 bytes, or a card; a payload is a message (path 101031)."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from bot.platforms.base import Message
from bot.platforms.measuring import shortened
from bot.platforms.wecom.cards import cards, fits, new_task, repainted, tappable
from bot.platforms.wecom.pictures import inline
from bot.platforms.wecom.wire import Json
from bot.platforms.wecom.wording import disarmed, words

MARKDOWN = 20_480  # bytes
_PHOTOS = 10
_FIRST = {"#", "-", "+"}


def payloads(message: Message) -> list[Json]:
    """The messages that say it, the card last; nothing where there is nothing to say."""
    said = words(message)
    if not tappable(message):
        return [markdown(said)] if said else []
    card = next(cards(message, message.name or new_task()))
    return [
        *([] if fits(message) else [markdown(said)]),
        {"msgtype": "template_card", "template_card": card},
    ]


def markdown(said: str) -> Json:
    """Words as they are: nobody's own become a heading, a link or a list."""
    return {"msgtype": "markdown", "markdown": {"content": shortened(plain(said), MARKDOWN)}}


def plain(said: str) -> str:
    """The words with markdown's own signs disarmed, also those that are some only where they begin a line."""
    return "\n".join(f"\\{line}" if line[:1] in _FIRST else line for line in disarmed(said).split("\n"))


def passive(payload: Json, photos: Sequence[bytes] = ()) -> Json:
    """The same as the answer to a callback, where words are a stream that is finished at once.

    Only such an answer takes photos with it, up to ten (path 101031). Raises Refused for what is no picture.
    """
    if payload["msgtype"] != "markdown":
        return payload
    content = payload["markdown"]["content"]
    stream = {"id": secrets.token_hex(8), "finish": True, "content": content}
    if photos:
        stream["msg_item"] = [{"msgtype": "image", "image": inline(photo)} for photo in photos[:_PHOTOS]]
    return {"msgtype": "stream", "stream": stream}


def update(message: Message, task: str) -> Json:
    """The answer to a card event: the card as it is to stand from now on, for everybody (path 101033)."""
    card = repainted(replace(message, name=task)) | {"task_id": task}
    return {"response_type": "update_template_card", "template_card": card}
