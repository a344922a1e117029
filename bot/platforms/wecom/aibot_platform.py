"""智能机器人 as one of the desk's platforms: staff's groups, where it is mentioned, and one to one."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from starlette.routing import Route

from bot.alone import alone
from bot.platforms.base import (
    Abilities,
    Intake,
    Message,
    Platform,
    PlatformError,
    Refused,
    Unreachable,
    Vanished,
)
from bot.platforms.chores import Chores
from bot.platforms.measuring import size
from bot.platforms.throttle import Rate
from bot.platforms.wecom import aibot_media
from bot.platforms.wecom.aibot_answers import Answers
from bot.platforms.wecom.aibot_line import CallbackLine, Line
from bot.platforms.wecom.aibot_parse import NAME, read
from bot.platforms.wecom.aibot_replies import MARKDOWN, markdown, passive, payloads, update
from bot.platforms.wecom.aibot_socket import ADDRESS, Bot, SocketLine
from bot.platforms.wecom.callback import JSON, Callback
from bot.platforms.wecom.cards import ROOM
from bot.platforms.wecom.client import BASE_URL, Client
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, CallRefused, outcome
from bot.platforms.wecom.pacing import Pacing
from bot.platforms.wecom.posted import Taken
from bot.platforms.wecom.sealing import Keys, Seal
from bot.platforms.wecom.ways import Ways
from bot.platforms.wecom.wire import Json, Timing, Wire
from handlers.incoming import Incoming, Kind
from storage.lease import Lease

log = logging.getLogger(__name__)

PATH = "/wecom/aibot"
TALK = Rate(interval=2.5, burst=6)  # 30 a minute in one conversation (path 101463)
_SPENT = frozenset({40008, 40058, 42003, 42022, 846605, 846608})  # an answer's permit is worth nothing more
_REPLY = "reply"


@dataclass(frozen=True, kw_only=True)
class AibotSettings:
    """One bot: with `keys` it is called, with `bot` it connects by itself."""

    keys: Keys | None = None
    bot_id: str | None = None
    bot_secret: str | None = field(default=None, repr=False)
    base_url: str = BASE_URL
    address: str = ADDRESS
    ways: Ways = field(default_factory=Ways)


class AibotPlatform(Platform):
    """One 智能机器人; `members` turns the enciphered ids that it may be told into userids."""

    # the rest of what markdown may be is room for disarming its signs
    abilities = Abilities(text=MARKDOWN * 3 // 4, measure=size, buttons=ROOM, rooms=True)

    def __init__(
        self,
        settings: AibotSettings,
        marks: Marks,
        *,
        members: Client | None = None,
        lease: Lease | None = None,
        timing: Timing | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.name = NAME
        self._timing = timing or Timing()
        self._marks, self._members, self._lease, self._clock = marks, members, lease, clock
        self._ways = settings.ways
        self._key = settings.keys.aes_key if settings.keys else ""
        self._health = Health(name=NAME)
        self._pacing = Pacing(TALK.times(self._timing.pace))
        self._answers = Answers(self._timing.verdict)
        self._intake: Intake | None = None
        self._chores = Chores()
        self._callback: Callback | None = None
        self._line = self._made(settings)
        self._photos = Taken()

    def _made(self, settings: AibotSettings) -> Line:
        if settings.keys is not None:
            self.abilities = replace(self.abilities, photos=False)  # but with an answer at once
            self._callback = Callback(PATH, Seal(settings.keys), self._called, self._clock, form=JSON)
            return CallbackLine(Wire(settings.base_url, self._timing))
        bot = Bot(bot_id=settings.bot_id or "", secret=settings.bot_secret or "", address=settings.address)
        return SocketLine(bot, self._framed, self._health, self._timing)

    @property
    def routes(self) -> list[Route]:
        """What the web application serves for it."""
        return [self._callback.route()] if self._callback else []

    def status(self) -> dict[str, Any]:
        """The health (health.py), and how many callbacks were turned away, by reason."""
        refused = dict(self._callback.refused) if self._callback else {}
        return self._health.status() | {"refused": refused}

    async def start(self, intake: Intake) -> None:
        """Begin to listen; returns at once."""
        self._intake = intake
        if isinstance(self._line, SocketLine):
            self._chores.begin(alone(self._lease, self._line.run) if self._lease else self._line.run())

    async def stop(self) -> None:
        """Stop listening; answers on their way are given up."""
        self._intake = None
        await self._chores.end()
        await self._line.close()
        if self._members:
            await self._members.close()

    async def able(self, chat: str) -> Abilities:
        """Cards are answers: where there is nothing to answer there are numbers instead of buttons."""
        if self._ways.buttons and (chat in self._answers or await self._permit(chat)):
            return self.abilities
        return replace(self.abilities, buttons=0)

    async def send(self, chat: str, message: Message) -> str:
        """Say it; returns the task of its card, or its name. Raises PlatformError."""
        said = payloads(message)
        if not said:
            raise Refused("there is nothing to send")
        if len(said) > 1 and not self._line.pushes and chat not in self._answers:
            said = said[-1:]  # one answer is left: the card, whose own words say what is missing
        await self._show(chat, message)
        for payload in said:
            await self._pacing.clear(chat)
            await self._say(chat, payload, message.photos, more=payload is not said[-1])
        self._photos.whole(message)
        return str(said[-1].get("template_card", {}).get("task_id") or message.name)

    async def edit(self, chat: str, message_id: str, message: Message) -> None:  # noqa: ARG002  # the protocol's
        """Repaint the card in answer to a tap on it; at other times Vanished, so that it is posted anew."""
        card = partial(update, message, message_id)
        if not self._ways.update_card or not await self._answers.give(_tapped(message_id), card):
            raise Vanished(f"{message_id}: nobody has just tapped that card")

    async def fetch(self, ref: str) -> bytes:
        """A picture, in the five minutes that it can be had. Raises PlatformError."""
        return await aibot_media.fetch(ref, self._key, self._timing)

    async def _show(self, chat: str, message: Message) -> None:
        """The photos go before the words; over callbacks with the answer's words, if at all."""
        if not self._line.pushes:
            return
        try:
            for photo in self._photos.left(message):
                await self._pacing.clear(chat)
                await self._line.picture(chat, photo)
                self._photos.one(message)
        except CallFailed as error:
            raise outcome(error) from error

    async def _say(self, chat: str, payload: Json, photos: Sequence[bytes], *, more: bool) -> None:
        """`more`: a card follows, for which what is to be answered is kept."""
        if await self._answers.give(chat, partial(passive, payload, photos), slowly=bool(photos)):
            return
        try:
            if not (more and self._line.pushes) and await self._answered(chat, payload):
                return
            if not self._line.pushes:
                raise Refused("nobody has spoken to the bot there of late", "silent")
            if payload["msgtype"] == "template_card":
                raise Unreachable(
                    "a card has nothing to answer any more", after=0.0
                )  # numbers, the next time
            await self._line.push(chat, payload)
        except CallFailed as error:
            raise outcome(error) from error

    async def _answered(self, chat: str, payload: Json) -> bool:
        """Whether a message was left to be answered."""
        while permit := await self._permit(chat):
            await self._marks.spend(_place(chat), permit)
            try:
                code = permit.partition(" ")[2]
                await self._line.answer(code, passive(payload) if self._line.pushes else payload)
            except CallRefused as error:
                if error.errcode not in _SPENT:
                    raise
            else:
                return True
        return False

    async def _permit(self, chat: str) -> str | None:
        while permit := await self._marks.permit(_place(chat), _REPLY):
            if float(permit.partition(" ")[0]) > self._clock():
                return permit
            await self._marks.spend(_place(chat), permit)
        return None

    async def _called(self, body: Json) -> Json | None:
        """A callback of WeCom's; its answer is waited for a moment."""
        url = str(body.get("response_url") or "")
        return await self._taken(body, url.rpartition("response_code=")[2].partition("&")[0], called=True)

    async def _framed(self, body: Json, req_id: str) -> Json | None:
        return await self._taken(body, req_id, called=False)

    async def _taken(self, body: Json, code: str, *, called: bool) -> Json | None:
        """Returns after the commit of what it does, with what is to be answered at once."""
        if self._intake is None:
            raise RuntimeError("the desk is not running")
        incoming = await self._named(read(body))
        if incoming.kind in {Kind.MESSAGE, Kind.TAP} and code:
            until = int(self._clock() + self._line.lives - 60)
            await self._marks.keep(_place(incoming.chat), _REPLY, f"{until} {code}")
        place = _waits(incoming, called=called)
        if place is None:
            await self._intake([incoming])
            return None
        waiting = self._answers.begin(place)
        try:
            (answer,) = await self._intake([incoming])
            self._health.updates += 1
            if answer and incoming.kind is Kind.TAP:
                self._chores.begin(self._toast(incoming.chat, answer.text))
            return await self._answers.come(place, waiting)
        finally:
            self._answers.end(place, waiting)

    async def _named(self, incoming: Incoming) -> Incoming:
        """The sender by their userid; a bot whose maker is no super administrator hears enciphered ones."""
        sender = incoming.sender
        if self._members is None or sender is None:
            return incoming
        mark = f"{NAME}.user.{sender.account}"
        known = await self._marks.get(mark)
        if known is None:
            known = await self._asked(sender.account)
            if known is None:
                return incoming
            await self._marks.set(mark, known)
        chat = known if incoming.private else incoming.chat
        return replace(incoming, chat=chat, sender=replace(sender, account=known))

    async def _asked(self, account: str) -> str | None:
        """None: WeCom could not be asked now."""
        try:
            body = {"open_userid_list": [account]}
            found = await self._members.post("batch/openuserid_to_userid", body) if self._members else {}
        except CallFailed as error:
            log.info("%s: %s", NAME, error)
            return None
        return str(next((one["userid"] for one in found.get("userid_list") or []), account))

    async def _toast(self, chat: str, text: str) -> None:
        """A tap has no toast here: its answer is a message."""
        try:
            if not await self._answered(chat, markdown(text)) and self._line.pushes:
                await self._line.push(chat, markdown(text))
        except (CallFailed, PlatformError) as error:
            log.info("%s: a tap was not answered: %s", NAME, error)


def _waits(incoming: Incoming, *, called: bool) -> str | None:
    """What is answered at once: a card that was tapped, and over callbacks whatever was said."""
    if incoming.kind is Kind.TAP:
        return _tapped(incoming.message or "")
    return incoming.chat if called and incoming.kind is Kind.MESSAGE else None


def _tapped(task: str) -> str:
    return f"card {task}"


def _place(chat: str) -> str:
    return f"aibot {chat}"
