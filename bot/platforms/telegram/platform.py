"""Telegram as one of the desk's platforms."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from starlette.routing import Route
from telegram.error import RetryAfter, TelegramError

from bot.alone import alone
from bot.platforms.base import Abilities, Intake, Message, Platform
from bot.platforms.telegram.client import Account, client, seconds
from bot.platforms.telegram.files import fetch
from bot.platforms.telegram.health import Health
from bot.platforms.telegram.menu import Menu, offer
from bot.platforms.telegram.pacing import Pacing
from bot.platforms.telegram.parse import KINDS, NAME, Json
from bot.platforms.telegram.patience import Backoff, Stopped, Timing, pause, unless
from bot.platforms.telegram.polling import Poller
from bot.platforms.telegram.receiving import Receiver, known
from bot.platforms.telegram.sending import Sender
from bot.platforms.telegram.webhook import Hook, webhook_route
from bot.platforms.telegram.wording import KEYS, TEXT
from storage.lease import Lease

_DOCUMENT = 50_000_000  # bytes (Bot API, sendDocument)


class NotStartedError(RuntimeError):
    """An update came before start() or after stop()."""


class TelegramPlatform(Platform):
    """One bot account, by long polling or, given a `hook`, by webhook."""

    abilities = Abilities(text=TEXT, buttons=KEYS, edits=True, rooms=True, document=_DOCUMENT)

    def __init__(
        self,
        *,
        account: Account,
        hook: Hook | None = None,
        menu: Menu | None = None,
        timing: Timing | None = None,
        lease: Lease | None = None,
    ) -> None:
        """`lease`: held while polling, where several processes have this account."""
        self.name = NAME
        self._lease = lease
        self.connected = asyncio.Event()
        self._timing = timing or Timing()
        self._hook = hook
        self._menu = menu or Menu()
        self._client = client(account, self._timing)
        self._bot = self._client.bot
        self._sender = Sender(self._bot, Pacing(self._timing.pace))
        self._health = Health(mode="webhook" if hook else "polling", token=account.token)
        self._receiver: Receiver | None = None
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @property
    def username(self) -> str | None:
        """The bot's name for deep links; None until Telegram has been reached (`connected`)."""
        return (self._receiver.me.username or None) if self._receiver else None

    @property
    def routes(self) -> list[Route]:
        """What the web application serves for it: the webhook, or nothing."""
        return [webhook_route(self._hook.secret, self._take)] if self._hook else []

    def status(self) -> dict[str, Any]:
        """The connection's health (health.py), the bot's name and whether privacy mode is on."""
        me = self._receiver.me if self._receiver and self.connected.is_set() else None
        privacy = None if me is None else not me.reads_all
        return self._health.status() | {"username": self.username, "privacy_mode": privacy}

    async def start(self, intake: Intake) -> None:
        """Begin to take updates in; returns at once, keeps trying while Telegram is away."""
        self._stopping.clear()
        self._receiver = Receiver(self._bot, intake)
        self._running = asyncio.create_task(self._run(self._receiver))

    async def stop(self) -> None:
        """Stop taking updates; what was taken is finished."""
        self._stopping.set()
        receiver, self._receiver = self._receiver, None
        if self._running is not None:
            await self._running
        if receiver is not None:
            await receiver.finish()
        await self._client.close()

    async def send(self, chat: str, message: Message) -> str:
        """Post a message; returns its id there. Raises PlatformError."""
        return await self._sender.send(chat, message)

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Change a message of ours, text and buttons; the same again is fine. Raises PlatformError."""
        await self._sender.edit(chat, message_id, message)

    async def fetch(self, ref: str) -> bytes:
        """The content of a file that an Incoming named, up to 20 MB. Raises PlatformError."""
        return await fetch(self._bot, ref, self._timing)

    async def _take(self, updates: Sequence[Json]) -> None:
        if self._receiver is None:
            raise NotStartedError
        await self._receiver.take(updates)
        self._health.updates += len(updates)

    async def _run(self, receiver: Receiver) -> None:
        with contextlib.suppress(Stopped):
            await self._insist(self._bot.initialize)
            receiver.me = known(self._bot.bot)
            self.connected.set()
            await self._insist(self._set_intake)
            receiver.aside(offer(self._bot, self._menu))
            if self._hook is None:
                await self._poll(receiver)
            else:
                await self._look_after(self._hook)

    async def _poll(self, receiver: Receiver) -> None:
        """Raises Stopped."""

        def work() -> Coroutine[Any, Any, None]:
            return Poller(self._bot, receiver, self._health, self._timing, self._stopping).run()

        if self._lease is None:
            await work()
        else:  # two that poll are both answered 409, for ever
            await unless(self._stopping, alone(self._lease, work))

    async def _insist(self, call: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Until it works. Raises Stopped."""
        backoff = Backoff(self._timing)
        while True:
            try:
                await unless(self._stopping, call())
            except Stopped:
                raise
            except Exception as error:  # noqa: BLE001  # also what a wrong base_url answers: tried again
                self._health.failed(error)
                wait = seconds(error) if isinstance(error, RetryAfter) else 0.0
            else:
                self._health.well()
                return
            await backoff.rest(self._stopping, wait)

    async def _set_intake(self) -> None:
        if self._hook is None:
            await self._bot.delete_webhook(drop_pending_updates=False)
            return
        await self._bot.set_webhook(
            self._hook.url,
            secret_token=self._hook.secret,
            max_connections=self._hook.max_connections,
            allowed_updates=list(KINDS),
            drop_pending_updates=False,
        )

    async def _look_after(self, hook: Hook) -> None:
        """Set the webhook again where somebody has taken it away."""
        while True:
            await pause(self._stopping, self._timing.recheck)
            try:
                info = await unless(self._stopping, self._bot.get_webhook_info())
                if info.url != hook.url:
                    await unless(self._stopping, self._set_intake())
                self._health.well()
            except TelegramError as error:
                self._health.failed(error)
