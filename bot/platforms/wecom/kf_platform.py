"""微信客服 as one of the desk's platforms: residents on ordinary WeChat, one to one."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.routing import Route

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
from bot.platforms.wecom.callback import Callback
from bot.platforms.wecom.client import Account, Client
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.kf_ledger import Ledger
from bot.platforms.wecom.kf_parse import NAME, ODD, broken, chat_of, read
from bot.platforms.wecom.kf_pulling import Puller, sent_at
from bot.platforms.wecom.kf_sending import FAILURES, ITEMS, REASONS, KfSender
from bot.platforms.wecom.kf_takeover import ENDED, Takeover
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, outcome
from bot.platforms.wecom.sealing import Keys, Seal
from bot.platforms.wecom.wire import Timing
from bot.platforms.wecom.wording import TEXT
from bot.platforms.wecom.xml import Tree
from handlers.incoming import Incoming, Kind

log = logging.getLogger(__name__)

PATH = "/wecom/kf"
_CUSTOMER = 3  # origin
_TALKING = 15.0  # seconds between looks whether a person still has the talk; its end's code lives 20


@dataclass(frozen=True, kw_only=True)
class KfSettings:
    """微信客服 as the console shows it."""

    account: Account
    keys: Keys
    open_kfids: tuple[str, ...]
    servicers: tuple[str, ...] = ()  # members who take a talk over when a customer asks for a person


class KfPlatform(Platform):
    """The accounts of 微信客服 that one app may use."""

    abilities = Abilities(text=TEXT, measure=size, buttons=ITEMS, labels=True)

    def __init__(
        self,
        kf: KfSettings,
        marks: Marks,
        *,
        timing: Timing | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        timing = timing or Timing()
        self.name = NAME
        self._client = Client(kf.account, timing)
        self._ledger = Ledger(marks, clock)
        self._sender = KfSender(self._client, self._ledger, verdict=timing.verdict, clock=clock)
        self._takeover = Takeover(self._client, marks, kf.servicers)
        self._callback = Callback(PATH, Seal(kf.keys), self.ring)
        self._health = Health(name=NAME)
        self._pullers = {
            one: Puller(self._client, one, marks, self._take, health=self._health, timing=timing)
            for one in kf.open_kfids
        }
        self._strangers: set[str] = set()  # the account that was last complained of
        self._intake: Intake | None = None
        self._chores = Chores()

    @property
    def routes(self) -> list[Route]:
        """What the web application serves for it."""
        return [self._callback.route()]

    def status(self) -> dict[str, Any]:
        """The health (health.py), and how many callbacks were turned away, by reason."""
        return self._health.status() | {"refused": dict(self._callback.refused)}

    async def start(self, intake: Intake) -> None:
        """Begin to fetch; returns at once, keeps trying while WeCom is away."""
        self._intake = intake
        for puller in self._pullers.values():
            self._chores.begin(puller.run())

    async def stop(self) -> None:
        """Stop fetching; what was committed is marked, the rest comes again."""
        await self._chores.end()
        self._intake = None
        await self._client.close()

    async def send(self, chat: str, message: Message) -> str:
        """Send a message within the quota; returns its id. Raises PlatformError.

        While a person has the talk it waits: WeCom would not take it (95018), and two would speak at once.
        """
        if await self._takeover.human(chat):
            raise Unreachable("a person has the talk", after=_TALKING)
        try:
            return await self._sender.send(chat, message)
        except Refused as error:
            if error.reason != "servicer" or not await self._takeover.take_back(chat):
                raise
        return await self._sender.send(chat, message)

    async def edit(self, chat: str, message_id: str, message: Message) -> None:  # noqa: ARG002  # the protocol's
        """Nothing that was sent can be changed here: Vanished, so that it is posted anew."""
        raise Vanished(f"{message_id}: what a customer was sent cannot be changed")

    async def fetch(self, ref: str) -> bytes:
        """The content of a media_id, up to 20 MB. Raises PlatformError; after three days Refused."""
        try:
            return await self._client.download(ref)
        except CallFailed as error:
            raise outcome(error) from error

    async def ring(self, doorbell: Tree) -> None:
        """A callback (path 94670): which account has something, and the token to ask with."""
        if doorbell.get("Event") != "kf_msg_or_event":
            return
        account = str(doorbell.get("OpenKfId"))
        if account in self._pullers:
            self._pullers[account].ring(str(doorbell.get("Token") or ""))
        elif account not in self._strangers:
            self._strangers = {account}
            log.warning("%s: %r is not in wecom.kf.open_kfids: nobody hears its customers", NAME, account)

    async def _take(self, entries: Sequence[Any]) -> None:
        """Returns after the commit of what the entries do; raises what the intake raises."""
        if self._intake is None or not entries:
            return
        batch = [await self._noted(entry) for entry in entries]
        answers = await self._intake(batch)
        self._health.updates += len(batch)
        for incoming, answer in zip(batch, answers, strict=True):
            if incoming.kind is Kind.TAP and answer and not answer.asked:
                self._chores.begin(self._say(incoming.chat, answer.text))

    async def _noted(self, entry: Any) -> Incoming:
        """The entry, with what it means for sending; what is odd about that is BROKEN and blocks nothing."""
        incoming = read(entry)
        try:
            return incoming if incoming.kind is Kind.BROKEN else await self._meant(entry, incoming)
        except ODD as error:
            return broken(entry, error)

    async def _meant(self, entry: Any, incoming: Incoming) -> Incoming:
        """Quota, welcome, a message that did not arrive."""
        if entry["msgtype"] != "event":
            return await self._spoken(entry, incoming)
        event = entry["event"]
        if event["event_type"] == "enter_session" and event.get("welcome_code"):
            self._sender.welcome(incoming.chat, str(event["welcome_code"]))
        if event["event_type"] == "msg_send_fail":
            return self._lost(entry, incoming)
        if event["event_type"] == "session_status_change":
            await self._takeover.changed(chat_of(entry), event)
            if event.get("change_type") == ENDED and event.get("msg_code"):
                self._sender.welcome(chat_of(entry), str(event["msg_code"]), menus=False)
        return incoming

    async def _spoken(self, entry: Any, incoming: Incoming) -> Incoming:
        """What a customer says to a person is not the desk's; nor is the wish for one."""
        if entry["origin"] != _CUSTOMER:
            return incoming
        doubtful = await self._ledger.silent(incoming.chat, sent_at(entry))
        await self._ledger.spoke(incoming.chat, sent_at(entry), str(entry["msgid"]))
        if await (self._takeover.still if doubtful else self._takeover.human)(incoming.chat):
            return replace(incoming, kind=Kind.OTHER)
        if self._takeover.wanted(incoming.text) and await self._takeover.hand_over(incoming.chat):
            return replace(incoming, kind=Kind.OTHER)
        return incoming

    def _lost(self, entry: Any, incoming: Incoming) -> Incoming:
        """A message did not arrive; where its sending no longer waits for that, the desk is told."""
        event = entry["event"]
        fail_type, msgid = int(event.get("fail_type") or 0), str(event.get("fail_msgid"))
        if self._sender.failed(msgid, fail_type):
            return incoming
        why = f"kf/send_msg: {FAILURES.get(fail_type, f'fail_type {fail_type}')}"
        log.warning("%s: a message to %s was lost: %s", NAME, chat_of(entry), why)
        reason = REASONS.get(fail_type, "")
        return replace(incoming, kind=Kind.LOST, message=msgid, text=why, why=reason)

    async def _say(self, chat: str, text: str) -> None:
        """A tap has no toast here: its answer is a message."""
        try:
            await self._sender.send(chat, Message(text=text))
        except PlatformError as error:
            log.info("%s: a tap was not answered: %s", NAME, error)
