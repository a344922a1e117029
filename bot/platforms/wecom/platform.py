"""The self-built app (自建应用) as one of the desk's platforms: members in private, with cards."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from starlette.routing import Route

from bot.platforms.base import (
    Abilities,
    Answer,
    Intake,
    Message,
    Platform,
    PlatformError,
    Refused,
    Unreachable,
)
from bot.platforms.chores import Chores
from bot.platforms.wecom.callback import Callback
from bot.platforms.wecom.cards import MOST
from bot.platforms.wecom.client import Account, Client
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, outcome
from bot.platforms.wecom.parse import NAME, read
from bot.platforms.wecom.sealing import Keys, Seal
from bot.platforms.wecom.sending import DOCUMENT, Sender
from bot.platforms.wecom.ways import Ways
from bot.platforms.wecom.wire import Timing
from bot.platforms.wecom.wording import TEXT, measured
from bot.platforms.wecom.xml import Tree
from handlers.incoming import Kind

log = logging.getLogger(__name__)

PATH = "/wecom/app"
_BELLS = ("kf_msg_or_event", "msgaudit_notify")
_DISABLED = "close_inactive_agent"  # WeCom switches an unused app off (path 90240)

Doorbell = Callable[[Tree], Awaitable[None]]
T = TypeVar("T")


class NotStartedError(RuntimeError):
    """A callback came before start() or after stop()."""


@dataclass(frozen=True, kw_only=True)
class AppSettings:
    """The app as its page in the console shows it."""

    account: Account
    agent_id: int
    keys: Keys | None  # None: no callback, so it only sends
    ways: Ways = field(default_factory=Ways)


class WecomPlatform(Platform):
    """One self-built app; `doorbell` is rung by what its callback brings for others."""

    abilities = Abilities(
        text=TEXT, measure=measured, buttons=MOST, edits=True, links=True, document=DOCUMENT
    )

    def __init__(
        self,
        app: AppSettings,
        marks: Marks,
        *,
        doorbell: Doorbell | None = None,
        timing: Timing | None = None,
    ) -> None:
        self.name = NAME
        self._client = Client(app.account, timing)
        self._sender = Sender(self._client, app.agent_id, marks, app.ways)
        self._callback = Callback(PATH, Seal(app.keys), self._take) if app.keys else None
        if app.keys is None:
            self.abilities = replace(self.abilities, buttons=0, edits=False, hears=False)
        self._doorbell = doorbell
        self._health = Health(name=NAME)
        self._intake: Intake | None = None
        self._chores = Chores()

    @property
    def routes(self) -> list[Route]:
        """What the web application serves for it."""
        return [self._callback.route()] if self._callback else []

    def status(self) -> dict[str, Any]:
        """The health (health.py), and how many callbacks were turned away, by reason."""
        refused = dict(self._callback.refused) if self._callback else {}
        return self._health.status() | {"refused": refused}

    async def start(self, intake: Intake) -> None:
        """Take callbacks from now on."""
        self._intake = intake

    async def stop(self) -> None:
        """Take no more; answers on their way are given a moment."""
        self._intake = None
        await self._chores.end(3)
        await self._client.close()

    async def able(self, chat: str) -> Abilities:  # noqa: ARG002  # the protocol's
        """Without a callback, or where cards are switched off, there are numbers instead of buttons."""
        return replace(self.abilities, buttons=0) if self._sender.cardless else self.abilities

    async def send(self, chat: str, message: Message) -> str:
        """Post a message; returns its id there. Raises PlatformError."""
        return await self._watched(self._sender.send(chat, message))

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Repaint a card while one of its codes is left; else Vanished. Raises PlatformError."""
        await self._watched(self._sender.edit(chat, message_id, message))

    async def fetch(self, ref: str) -> bytes:
        """The content of a media_id, up to 20 MB. Raises PlatformError; after three days Refused."""
        try:
            return await self._client.download(ref)
        except CallFailed as error:
            raise outcome(error) from error

    async def _watched(self, work: Awaitable[T]) -> T:
        try:
            done = await work
        except Unreachable as error:
            self._health.failed(str(error))
            raise
        except Refused:
            self._health.well()
            raise
        self._health.well()
        return done

    async def _take(self, message: Tree) -> None:
        """Returns after the commit of what the callback does; raises what the intake raises."""
        if self._intake is None:
            raise NotStartedError
        event = message.get("Event")
        if event in _BELLS and self._doorbell:
            await self._doorbell(message)
            return
        if event == _DISABLED:
            self._health.failed("WeCom has disabled the app, unused for long: enable it on its page")
        incoming = read(message)
        if incoming.kind is Kind.TAP and incoming.message:
            code = message.get("ResponseCode")
            await self._sender.tapped(incoming.chat, incoming.message, code if isinstance(code, str) else "")
        (answer,) = await self._intake([incoming])
        self._health.updates += 1
        if incoming.kind is Kind.TAP and answer and not answer.asked:
            self._chores.begin(self._answer(incoming.chat, answer))

    async def _answer(self, chat: str, answer: Answer) -> None:
        """A tap has no toast here: its answer, and with it a late tap's true state, is a short text."""
        try:
            await self._sender.say(chat, answer.text)
        except (CallFailed, PlatformError) as error:
            log.info("wecom: a tap was not answered: %s", error)
