"""python-telegram-bot's real client against the fake, for synchronous tests."""

import asyncio
import io
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.request import HTTPXRequest

from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram

_QUICK = {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), "trust_env": False}  # loads no certificates


def real_bot(telegram: FakeTelegram, token: str | None = None) -> Bot:
    """The real Bot, pointed at the fake."""
    calls, polls = (
        HTTPXRequest(
            read_timeout=PATIENCE, connect_timeout=PATIENCE, media_write_timeout=PATIENCE, httpx_kwargs=_QUICK
        )
        for _ in range(2)
    )
    return Bot(
        token or telegram.token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        request=calls,
        get_updates_request=polls,
    )


def api(telegram: FakeTelegram, use: Callable[[Bot], Awaitable[Any]], *, token: str | None = None) -> Any:
    """What `use` makes of a real, initialised Bot."""

    async def main() -> Any:
        async with real_bot(telegram, token) as bot:
            return await use(bot)

    return asyncio.run(main())


def sent(telegram: FakeTelegram, chat: int, text: str, **more: Any) -> Message:
    """The message that bot.send_message gives back."""
    message: Message = api(telegram, lambda bot: bot.send_message(chat, text, **more))
    return message


def updates(telegram: FakeTelegram, **how: Any) -> tuple[Update, ...]:
    """What bot.get_updates gives, by default without waiting."""
    got: tuple[Update, ...] = api(telegram, lambda bot: bot.get_updates(**({"timeout": 0} | how)))
    return got


def keyboard(*data: str) -> InlineKeyboardMarkup:
    """One row of buttons; each is labelled `do <data>`."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"do {one}", callback_data=one) for one in data]])


def picture() -> bytes:
    """A small true JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()
