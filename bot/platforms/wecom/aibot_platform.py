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
from bot.platforms.throttle import Rate
from bot.platforms.wecom import aibot_media
from bot.platforms.wecom.aibot_answers import Answers
from bot.platforms.wecom.aibot_line import CallbackLine, Line
from bot.platforms.wecom.aibot_names import Names
from bot.platforms.wecom.aibot_parse import NAME, read
from bot.platforms.wecom.aibot_replies import MARKDOWN, markdown, passive, payloads, update
from bot.platforms.wecom.aibot_socket import ADDRESS, Bot, SocketLine
from bot.platforms.wecom.aibot_waiting import Waiting
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
from bot.platforms.wecom.wording import measured
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

    # the rest of what markdown may be is room for disarming what begins a line
    abilities = Abilities(text=MARKDOWN * 3 // 4, measure=measured, buttons=ROOM, rooms=True)

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
        self._marks, self._lease, self._clock = marks, lease, clock
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
        rest = 2 * self._timing.longest_delay
        self._names = Names(members, marks, rest)
        self._waiting = Waiting(marks, self._resumed, rest)

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
        trouble = self._health.trouble or self._waiting.trouble
        return self._health.status() | {"trouble": trouble, "refused": refused}

    async def start(self, intake: Intake) -> None:
        """Begin to listen; returns at once."""
        self._intake = intake
        self._chores.begin(self._waiting.run())
        if isinstance(self._line, SocketLine):
            self._chores.begin(alone(self._lease, self._line.run) if self._lease else self._line.run())

    async def stop(self) -> None:
        """Stop listening; answers on their way are given up."""
        self._intake = None
        await self._chores.end()
        await self._line.close()
        await self._names.close()

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
        heard, until = read(body), int(self._clock() + self._line.lives - 60)
        incoming = await self._named(heard)
        if incoming is None:
            account = heard.sender.account if heard.sender else ""
            await self._waiting.keep(account, {"body": body, "code": code, "until": until})
            return None
        await self._allowed(incoming, code, until)
        place = _waits(incoming, called=called)
        if place is None:
            await self._committed(incoming)
            return None
        waiting = self._answers.begin(place)
        try:
            await self._committed(incoming)
            return await self._answers.come(place, waiting)
        finally:
            self._answers.end(place, waiting)

    async def _named(self, heard: Incoming) -> Incoming | None:
        """None: who it is cannot be asked now, or what they said before still waits for that."""
        if heard.sender and await self._waiting.holds(heard.sender.account):
            return None
        try:
            return await self._names.named(heard)
        except CallFailed as error:
            log.info("%s: %s", NAME, error)
            return None

    async def _resumed(self, kept: Json) -> None:
        """An update that waited for its sender's name; nothing can be answered at once any more."""
        incoming = await self._names.named(read(kept["body"]), patient=True)
        await self._allowed(incoming, kept["code"], kept["until"])
        await self._committed(incoming)

    async def _allowed(self, incoming: Incoming, code: str, until: int) -> None:
        if incoming.kind in {Kind.MESSAGE, Kind.TAP} and code:
            await self._marks.keep(_place(incoming.chat), _REPLY, f"{until} {code}")

    async def _committed(self, incoming: Incoming) -> None:
        if self._intake is None:
            raise RuntimeError("the desk is not running")
        (answer,) = await self._intake([incoming])
        self._health.updates += 1
        if answer and not answer.asked and incoming.kind is Kind.TAP:
            self._chores.begin(self._toast(incoming.chat, answer.text))

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
