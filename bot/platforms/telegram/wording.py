"""A message's words in Telegram's HTML: escaped, its heading bold, cut to what Telegram takes."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.platforms.base import Message, Shown
from bot.platforms.characters import one_line, storable
from bot.platforms.measuring import shortened
from bot.platforms.telegram.outcomes import says

log = logging.getLogger(__name__)

TEXT = 4096  # characters that Telegram takes in a message, counted without the markup
CAPTION = 1024  # and below a photo
_ROW = 8
KEYS = 100
_KEY_BYTES = 64

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Words:
    """The same words twice: with markup, and plain for when Telegram does not like the markup."""

    html: str
    plain: str


def words(message: Message, limit: int = TEXT) -> Words:
    """What is to be read, at most `limit` visible characters."""
    head = one_line(message.mention[1]) if message.mention else ""
    lead = f"{head} " if head else ""
    text = shortened(storable(message.text).strip(), limit - len(lead), len)
    return Words(html=_mention(message) + _headed(text), plain=lead + text)


async def formatted(said: Words, post: Callable[[str, str | None], Awaitable[T]]) -> T:
    """Post with markup; where Telegram cannot read it, plain: words without bold are better than none."""
    try:
        return await post(said.html, ParseMode.HTML)
    except BadRequest as error:
        if not says(error, "can't parse entities"):
            raise
        log.warning("markup refused, sent plain: %s", error.message)
    return await post(said.plain, None)


def visible(message: Message) -> int:
    """How many characters people would see, uncut."""
    head = one_line(message.mention[1]) if message.mention else ""
    return len(storable(message.text).strip()) + (len(head) + 1 if head else 0)


def _mention(message: Message) -> str:
    if message.mention is None or not one_line(message.mention[1]):
        return ""
    account, name = message.mention[0], escape(one_line(message.mention[1]), quote=False)
    return f'<a href="tg://user?id={account}">{name}</a> ' if account.isdecimal() else f"{name} "


def _headed(text: str) -> str:
    first, line_end, rest = text.partition("\n")
    if not line_end or not first.strip():
        return escape(text, quote=False)
    return f"<b>{escape(first, quote=False)}</b>\n{escape(rest, quote=False)}"


def reply(message: Message) -> ReplyParameters | None:
    """What the message answers; it goes out all the same where that has been deleted."""
    if message.reply_to is None or not message.reply_to.isdecimal():
        return None
    return ReplyParameters(int(message.reply_to), allow_sending_without_reply=True)


def keyboard(rows: Iterable[Iterable[Shown]]) -> InlineKeyboardMarkup | None:
    """The buttons, at most eight in a row and a hundred in all; None where there are none."""
    left = KEYS
    kept: list[list[InlineKeyboardButton]] = []
    for row in rows:
        fitting = [_button(shown) for shown in row if _tappable(shown)][:left]
        left -= len(fitting)
        kept += [fitting[at : at + _ROW] for at in range(0, len(fitting), _ROW)]
    return InlineKeyboardMarkup(kept) if kept else None


def _tappable(shown: Shown) -> bool:
    """A key that Telegram refuses would cost the whole message: the message goes without the button."""
    fits = 0 < len(shown.key.encode()) <= _KEY_BYTES and bool(shown.label.strip())
    if not fits:
        log.error("button %r has no label, or a key that is not 1 to 64 bytes: left out", shown.key)
    return fits


def _button(shown: Shown) -> InlineKeyboardButton:
    return InlineKeyboardButton(storable(shown.label), callback_data=shown.key)
