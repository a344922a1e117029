"""Messages out: posted, edited, their outcome told in base.py's words.

A message whose sending failed half way (its photos stand, its text does not) is sent again as a whole.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from telegram import Bot, LinkPreviewOptions
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.platforms.base import Message, Refused, Vanished
from bot.platforms.telegram.client import seconds
from bot.platforms.telegram.documents import post_document
from bot.platforms.telegram.outcomes import outcome, says
from bot.platforms.telegram.pacing import Pacing
from bot.platforms.telegram.pictures import ALBUM, fit_words, post_pictures
from bot.platforms.telegram.wording import CAPTION, formatted, keyboard, reply, visible, words

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")


class Sender:
    """Posts and edits through one bot, each chat at its pace."""

    def __init__(self, bot: Bot, pacing: Pacing) -> None:
        self._bot = bot
        self._pacing = pacing

    async def send(self, chat: str, message: Message) -> str:
        """Post it; returns the id of the message that has the words. Raises PlatformError."""
        if message.document:
            return await self._paced(chat, partial(post_document, self._bot, chat, message, message.document))
        if not visible(message) and not message.photos:
            raise Refused("there is nothing to send")
        if message.photos and (posted := await self._pictured(chat, message)):
            return posted
        return await self._paced(chat, partial(self._post, chat, message))

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Change words and buttons of a message of ours. Raises PlatformError."""
        if not message_id.isdecimal():
            raise Vanished(f"no message is called {message_id}")
        await self._paced(chat, partial(self._change, chat, int(message_id), message), edit=True)

    async def _pictured(self, chat: str, message: Message) -> str | None:
        """The photos with what fits below them; None: the words are still to be said."""
        whole = not visible(message) or fit_words(message)
        try:
            posted = await self._photos(chat, message if whole else _wordless(message))
        except Refused as error:
            if error.reason != "muted" or not visible(message):
                raise
            log.warning("chat %s takes no photos, the words go alone: %s", chat, error)
            return None
        return posted if whole else None

    async def _photos(self, chat: str, message: Message) -> str:
        """Any number of photos, the words below the first; returns the first one's id."""
        first = ""
        for at in range(0, len(message.photos), ALBUM):
            part = replace(message if at == 0 else _wordless(message), photos=message.photos[at : at + ALBUM])
            work = partial(post_pictures, self._bot, chat, part)
            posted = await self._paced(chat, work, count=len(part.photos))
            first = first or posted
        return first

    async def _post(self, chat: str, message: Message) -> str:
        async def post(text: str, mode: str | None) -> str:
            posted = await self._bot.send_message(
                chat,
                text,
                parse_mode=mode,
                reply_markup=keyboard(message.buttons),
                reply_parameters=reply(message),
                link_preview_options=_NO_PREVIEW,
            )
            return str(posted.message_id)

        return await formatted(words(message), post)

    async def _change(self, chat: str, message_id: int, message: Message) -> None:
        try:
            await self._change_text(chat, message_id, message)
        except BadRequest as error:
            if says(error, "there is no text in the message"):
                await self._change_caption(chat, message_id, message)
            elif not says(error, "message is not modified"):
                raise

    async def _change_text(self, chat: str, message_id: int, message: Message) -> None:
        async def change(text: str, mode: str | None) -> None:
            await self._bot.edit_message_text(
                text,
                chat,
                message_id,
                parse_mode=mode,
                reply_markup=keyboard(message.buttons),
                link_preview_options=_NO_PREVIEW,
            )

        await formatted(words(message), change)

    async def _change_caption(self, chat: str, message_id: int, message: Message) -> None:
        """Where the words stand below a photo."""

        async def change(text: str, mode: str | None) -> None:
            await self._bot.edit_message_caption(
                chat, message_id, caption=text, parse_mode=mode, reply_markup=keyboard(message.buttons)
            )

        try:
            await formatted(words(message, CAPTION), change)
        except BadRequest as error:
            if not says(error, "message is not modified"):
                raise

    async def _paced(
        self, chat: str, work: Callable[[], Awaitable[T]], *, edit: bool = False, count: int = 1
    ) -> T:
        """The work's result when it is the chat's turn. Raises PlatformError."""
        await self._pacing.clear(chat, edit=edit, count=count)
        try:
            return await work()
        except TelegramError as error:
            if isinstance(error, RetryAfter):
                self._pacing.hold(chat, seconds(error))
            raise outcome(error, self._bot.token) from error


def _wordless(message: Message) -> Message:
    return replace(message, text="", mention=None, buttons=())
