"""python-telegram-bot's client, set up for one bot account."""

import asyncio
import logging
import ssl
from dataclasses import dataclass, field

from telegram import Bot
from telegram.error import RetryAfter
from telegram.request import HTTPXRequest

from bot.platforms.telegram.patience import Timing

_CONNECTIONS = 64

# httpx tells every request's address at INFO, and Telegram's addresses contain the token
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, kw_only=True)
class Account:
    """A bot account, and where its Bot API is served."""

    token: str = field(repr=False)
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"


@dataclass(frozen=True, kw_only=True)
class Client:
    """The library's bot and the connections that it calls through."""

    bot: Bot
    connections: tuple[HTTPXRequest, ...]

    async def close(self) -> None:
        """Close every connection, also where the bot was never initialised; it may be used again after."""
        await self.bot.shutdown()
        await asyncio.gather(*(one.shutdown() for one in self.connections))


def client(account: Account, timing: Timing) -> Client:
    """The client; it connects nowhere yet."""
    wire = _wire(account)
    calls = HTTPXRequest(
        connection_pool_size=_CONNECTIONS,
        read_timeout=timing.answer,
        write_timeout=timing.answer,
        connect_timeout=min(10.0, timing.answer),
        pool_timeout=timing.answer,
        media_write_timeout=timing.transfer,
        httpx_kwargs=wire,
    )
    polls = HTTPXRequest(
        connection_pool_size=1, read_timeout=timing.poll + 10, connect_timeout=10.0, httpx_kwargs=wire
    )
    bot = Bot(
        account.token,
        base_url=account.base_url,
        base_file_url=account.base_file_url,
        request=calls,
        get_updates_request=polls,
    )
    return Client(bot=bot, connections=(calls, polls))


def _wire(account: Account) -> dict[str, object]:
    """Plain HTTP means a server of our own (local Bot API, tests): no proxy, and no certificates to load."""
    if account.base_url.startswith("http://"):
        return {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), "trust_env": False}
    return {"verify": ssl.create_default_context()}


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def reason(error: BaseException, token: str) -> str:
    """An error in one line, without the token."""
    words = str(error).replace(token, "(token)").strip()
    return f"{type(error).__name__}: {words}"[:300] if words else type(error).__name__
