"""Updates in, whichever way they came: parsed, given to the intake, taps answered after the commit."""

import logging
from collections.abc import Coroutine, Sequence
from typing import Any

from telegram import Bot, User
from telegram.error import BadRequest, TelegramError

from bot.platforms.base import Answer, Intake
from bot.platforms.chores import Chores
from bot.platforms.telegram.client import reason
from bot.platforms.telegram.parse import Json, Me, is_deaf, read, tap_id
from handlers.incoming import Incoming, Kind

log = logging.getLogger(__name__)

_TOAST = 200  # characters
_BIND = ("/bind", "/绑定", "/綁定")


def known(user: User) -> Me:
    """What the bot needs to know of itself, out of getMe's answer."""
    reads_all = bool(user.can_read_all_group_messages)
    return Me(id=user.id, username=user.username or "", reads_all=reads_all)


class Receiver:
    """The way from raw updates to the intake. What it starts on the side holds no update up."""

    def __init__(self, bot: Bot, intake: Intake) -> None:
        self.me = Me()
        self._bot = bot
        self._intake = intake
        self._chores = Chores()

    async def take(self, updates: Sequence[Json]) -> None:
        """Returns after the commit of what these updates do; raises what the intake raises."""
        batch = [read(update, self.me) for update in updates]
        answers = await self._intake(batch)
        for update, incoming, answer in zip(updates, batch, answers, strict=True):
            self._follow_up(update, incoming, answer)

    async def acquaint(self) -> None:
        """Learn anew who the bot is. Raises TelegramError."""
        self.me = known(await self._bot.get_me())

    def aside(self, chore: Coroutine[Any, Any, None]) -> None:
        """Do it without anything waiting for it; its failure is logged."""
        self._chores.begin(self._tried(chore))

    async def finish(self, seconds: float = 3.0) -> None:
        """Let what was started on the side end, for so long."""
        await self._chores.end(seconds)

    def _follow_up(self, update: Json, incoming: Incoming, answer: Answer | None) -> None:
        tapped = tap_id(update) if isinstance(update, dict) else None
        if tapped is not None:
            self.aside(self._answer(tapped, answer))
        elif incoming.kind is Kind.PRESENCE:
            self.aside(self.acquaint())  # privacy mode is changed around being put out and let in again
        elif incoming.kind is Kind.MESSAGE and not incoming.private and incoming.text.startswith(_BIND):
            self.aside(self._warn_if_deaf(incoming))

    async def _tried(self, chore: Coroutine[Any, Any, None]) -> None:
        try:
            await chore
        except TelegramError as error:
            log.info("on the side: %s", reason(error, self._bot.token))
        except Exception:
            log.exception("on the side")

    async def _answer(self, tapped: str, answer: Answer | None) -> None:
        """Also without words: the person's client waits for it. Too late is no harm."""
        words = answer.text if answer else None
        if words and len(words) > _TOAST:
            words = words[: _TOAST - 1] + "…"
        try:
            await self._bot.answer_callback_query(tapped, text=words)
        except BadRequest as error:
            log.debug("tap not answered: %s", error.message)

    async def _warn_if_deaf(self, bound: Incoming) -> None:
        """A room bound by a bot that then hears nothing there is the trap of privacy mode."""
        await self.acquaint()
        member = await self._bot.get_chat_member(bound.chat, self.me.id)
        if is_deaf(member, self.me):
            key = f"{bound.update}.deaf"
            kind = Kind.PRESENCE
            warning = Incoming(platform=bound.platform, update=key, kind=kind, chat=bound.chat, deaf=True)
            await self._intake([warning])
