"""Messages to customers (kf/send_msg, path 94677): words, menus, photos, within the quota.

errcode 0 says taken, not delivered: a msg_send_fail may follow, and is waited for a moment, so that whoever
cannot be written to is told of to staff, who phone.
"""

import asyncio
from collections.abc import Callable
from secrets import token_hex

from bot.platforms.base import Blocked, Message, PlatformError, Refused
from bot.platforms.telegram.characters import storable
from bot.platforms.wecom.cards import tappable
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.kf_ledger import Ledger
from bot.platforms.wecom.kf_parse import split
from bot.platforms.wecom.outcomes import CallFailed, CallLost, CallRefused, outcome
from bot.platforms.wecom.pictures import upload
from bot.platforms.wecom.unsettled import Unsettled
from bot.platforms.wecom.wire import Json
from bot.platforms.wecom.wording import TEXT, clipped, shortened, size, words

_HEAD, _LABEL, _KEY, _ITEMS = 1024, 128, 128, 10  # bytes, and clickable items of a menu
_WELCOME = 18.0  # seconds; a welcome_code lives 20 (path 95122)
_REJECTS = 10  # fail_type: the customer wants no messages
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
        self._unsettled = Unsettled(lambda: token_hex(14))
        self._awaited: dict[str, asyncio.Future[int]] = {}
        self._welcomes: dict[str, tuple[str, float]] = {}

    def welcome(self, chat: str, code: str) -> None:
        """The customer has just come in: one message may be sent outside the quota."""
        now = self._clock()
        self._welcomes = {chat: one for chat, one in self._welcomes.items() if one[1] > now}
        self._welcomes[chat] = code, now + _WELCOME

    def failed(self, msgid: str, fail_type: int) -> bool:
        """WeCom says a message did not arrive; whether its sending still waits for that."""
        waiting = self._awaited.get(msgid)
        if waiting is None or waiting.done():
            return False
        waiting.set_result(fail_type)
        return True

    async def send(self, chat: str, message: Message) -> str:
        """Send it; returns the msgid that has the words. Raises PlatformError."""
        name, _ = self._unsettled.name(chat, message)
        try:
            sent = await self._whole(chat, message, name)
        except CallFailed as error:
            if not isinstance(error, CallLost):
                self._unsettled.settle(chat, message)
            raise outcome(error) from error
        except PlatformError:
            self._unsettled.settle(chat, message)
            raise
        self._unsettled.settle(chat, message)
        return sent

    async def _whole(self, chat: str, message: Message, name: str) -> str:
        menu = tappable(message)
        content = _content(message)
        room = await self._ledger.left(chat) - (0 if menu else 1)
        if content and await self._welcomed(chat, content, name):
            return name
        if room < 1:
            raise Refused("the last of five messages in 48 hours is kept for the result")
        photos = message.photos[: room - 1] if content else message.photos[:room]
        for number, photo in enumerate(photos):
            media = await upload(self._client, photo)
            image = {"msgtype": "image", "image": {"media_id": media}}
            await self._post(chat, image, f"{name}-{number}")
        if content:
            await self._post(chat, content, name)
        elif not photos:
            raise Refused("there is nothing to send")
        return name

    async def _welcomed(self, chat: str, content: Json, name: str) -> bool:
        """Whether it went out as the welcome; a code that is too old is no harm."""
        code, until = self._welcomes.pop(chat, ("", 0.0))
        if not code or until < self._clock():
            return False
        try:
            await self._client.post("kf/send_msg_on_event", {"code": code, "msgid": name, **content})
        except CallRefused:
            return False
        return True

    async def _post(self, chat: str, content: Json, msgid: str) -> None:
        open_kfid, external = split(chat)
        body = {"touser": external, "open_kfid": open_kfid, "msgid": msgid, **content}
        waiting = self._awaited[msgid] = asyncio.get_running_loop().create_future()
        try:
            await self._client.post("kf/send_msg", body)
            await self._ledger.sent(chat)
            async with asyncio.timeout(self._verdict):
                fail_type = await waiting
        except TimeoutError:
            return
        finally:
            del self._awaited[msgid]
        why = f"kf/send_msg: {FAILURES.get(fail_type, f'fail_type {fail_type}')}"
        raise Blocked(why) if fail_type == _REJECTS else Refused(why)


def _content(message: Message) -> Json:
    """Words alone, or the head of a menu whose items are the buttons; nothing where there are no words."""
    said = words(message)
    buttons = [one for one in tappable(message) if size(one.key) <= _KEY][:_ITEMS]
    if not buttons:
        return {"msgtype": "text", "text": {"content": shortened(said, TEXT)}} if said else {}
    items = [
        {"type": "click", "click": {"id": one.key, "content": clipped(storable(one.label), _LABEL, size)}}
        for one in buttons
    ]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": shortened(said, _HEAD), "list": items}}
