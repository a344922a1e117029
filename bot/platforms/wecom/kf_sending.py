"""Messages to customers (kf/send_msg, path 94677): words, menus, photos, within the quota.

errcode 0 says taken, not delivered: a msg_send_fail may follow, and is waited for a moment, so that whoever
cannot be written to is told of to staff, who phone.
"""

import asyncio
from collections.abc import Callable
from secrets import token_hex

from bot.platforms.base import Blocked, Message, Refused
from bot.platforms.characters import storable
from bot.platforms.measuring import beginning, clipped, fitting, shortened, size
from bot.platforms.wecom.cards import tappable
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.kf_ledger import Ledger
from bot.platforms.wecom.kf_parse import split
from bot.platforms.wecom.outcomes import CallFailed, CallRefused, outcome
from bot.platforms.wecom.pictures import upload
from bot.platforms.wecom.wire import Json
from bot.platforms.wecom.wording import TEXT, words

ITEMS = 10  # of a menu that can be tapped
_HEAD, _LABEL, _KEY, _PARAGRAPH = 1024, 128, 128, 256  # bytes
_WELCOME = 18.0  # seconds; the codes of a welcome and of a talk's end live 20 (path 95122)
_REJECTS = 10  # fail_type: the customer wants no messages
REASONS = {4: "late", 5: "servicer", 6: "quota", _REJECTS: "rejects"}  # of fail_types, for people
FAILURES = {
    1: "the account is gone",
    2: "the app is closed",
    4: "the customer last wrote over 48 hours ago",
    5: "the talk was ended",
    6: "five messages were sent since the customer's last one",
    8: "the corporation is not verified",
    10: "the customer refuses messages",
    11: "no member is logged in",
    12: "a kind of message that is not allowed",
    13: "held back for security",
}


class KfSender:
    """Sends to customers through one app; `verdict` is how long a msg_send_fail is waited for."""

    def __init__(self, client: Client, ledger: Ledger, *, verdict: float, clock: Callable[[], float]) -> None:
        self._client = client
        self._ledger = ledger
        self._verdict = verdict
        self._clock = clock
        self._awaited: dict[str, asyncio.Future[int]] = {}
        self._welcomes: dict[str, tuple[str, float, bool]] = {}

    def welcome(self, chat: str, code: str, *, menus: bool = True) -> None:
        """One message outside the quota: the customer has come in, or (no `menus`) a talk has ended."""
        now = self._clock()
        self._welcomes = {chat: one for chat, one in self._welcomes.items() if one[1] > now}
        self._welcomes[chat] = code, now + _WELCOME, menus

    def failed(self, msgid: str, fail_type: int) -> bool:
        """WeCom says a message did not arrive; whether its sending still waits for that."""
        waiting = self._awaited.get(msgid)
        if waiting is None or waiting.done():
            return False
        waiting.set_result(fail_type)
        return True

    async def send(self, chat: str, message: Message) -> str:
        """Send it; returns the msgid that has the words. Raises PlatformError."""
        try:
            return await self._whole(chat, message, message.name or token_hex(14))
        except CallFailed as error:
            raise outcome(error) from error

    async def _whole(self, chat: str, message: Message, name: str) -> str:
        menu = tappable(message)
        said = content(message)
        room = await self._ledger.left(chat, name) - (0 if menu else 1)
        if said and await self._welcomed(chat, message, name):
            return name
        if room < 1:
            raise Refused("the last of five messages in 48 hours is kept for the result", "quota")
        photos = message.photos[: room - 1] if said else message.photos[:room]
        for number, photo in enumerate(photos):
            media = await upload(self._client, photo)
            image = {"msgtype": "image", "image": {"media_id": media}}
            await self._post(chat, image, f"{name}-{number}")
        if said:
            await self._post(chat, said, name)
        elif not photos:
            raise Refused("there is nothing to send")
        return name

    async def _welcomed(self, chat: str, message: Message, name: str) -> bool:
        """Whether it went out as the welcome; a code that is too old is no harm."""
        code, until, menus = self._welcomes.pop(chat, ("", 0.0, True))
        if not code or until < self._clock():
            return False
        said = content(message) if menus else in_words(message)
        try:
            await self._client.post("kf/send_msg_on_event", {"code": code, "msgid": name, **said})
        except CallRefused:
            return False
        return True

    async def _post(self, chat: str, content: Json, msgid: str) -> None:
        open_kfid, external = split(chat)
        body = {"touser": external, "open_kfid": open_kfid, "msgid": msgid, **content}
        waiting = self._awaited[msgid] = asyncio.get_running_loop().create_future()
        try:
            await self._client.post("kf/send_msg", body)
            await self._ledger.sent(chat, msgid)
            async with asyncio.timeout(self._verdict):
                fail_type = await waiting
        except TimeoutError:
            return
        finally:
            del self._awaited[msgid]
        why = f"kf/send_msg: {FAILURES.get(fail_type, f'fail_type {fail_type}')}"
        reason = REASONS.get(fail_type, "")
        raise Blocked(why, reason) if fail_type == _REJECTS else Refused(why, reason)


def content(message: Message) -> Json:
    """Words alone, or the head of a menu whose items are the buttons; nothing where there are no words."""
    said = words(message)
    buttons = [one for one in tappable(message) if size(one.key) <= _KEY][:ITEMS]
    if not buttons:
        return {"msgtype": "text", "text": {"content": shortened(said, TEXT)}} if said else {}
    items = [
        {"type": "click", "click": {"id": one.key, "content": clipped(storable(one.label), _LABEL, size)}}
        for one in buttons
    ]
    head, *more = _paragraphs(shortened(said, TEXT))
    plain = [{"type": "text", "text": {"content": one}} for one in more]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": head, "list": [*plain, *items]}}


def in_words(message: Message) -> Json:
    """Where no menu is taken: the buttons' words in a line of their own, to be typed."""
    labels = " / ".join(storable(one.label) for one in tappable(message)[:ITEMS])
    said = shortened(words(message), TEXT - size(labels) - 1)
    return {"msgtype": "text", "text": {"content": "\n".join(filter(None, (said, labels)))}}


def _paragraphs(text: str) -> list[str]:
    """The text in pieces: the first as a menu's head takes it, the others as its lines do (path 94677)."""
    pieces = [beginning(text, _HEAD, size)]
    rest = text[len(pieces[0]) :].strip()
    while rest:
        pieces.append(beginning(rest, _PARAGRAPH, size) or fitting(rest, _PARAGRAPH, size))
        rest = rest[len(pieces[-1]) :].strip()
    return pieces
