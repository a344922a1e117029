"""Telegram: the token, what the bot may read, its rooms, its webhook. Asks, never changes."""

import asyncio
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from telegram import Bot, ChatMember, User, WebhookInfo
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.doctor.finding import Finding, fine, warning, wrong
from bot.settings import Telegram
from desk.people import Room

BACKLOG = 100  # updates; one batch is normal while the desk is down for a moment
_PATIENCE = 10  # seconds for one answer of Telegram
_ADMIN = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)
_AWAY = (ChatMember.LEFT, ChatMember.BANNED)


def look(account: Telegram | None, rooms: Sequence[Room]) -> list[Finding]:
    """Everything about the account; `rooms` are the bound ones, of any platform."""
    if account is None:
        return [warning("telegram_none")]
    here = [room for room in rooms if room.platform == "telegram"]
    try:
        return asyncio.run(_look(account, here))
    except InvalidToken:
        return [wrong("telegram_token")]
    except TelegramError as error:
        where = urlsplit(account.base_url).netloc
        return [wrong("telegram_away", where=where, why=type(error).__name__)]


async def _look(account: Telegram, rooms: Sequence[Room]) -> list[Finding]:
    request = HTTPXRequest(read_timeout=_PATIENCE, connect_timeout=_PATIENCE)
    bot = Bot(
        account.token.get_secret_value(),
        base_url=account.base_url,
        base_file_url=account.base_file_url,
        request=request,
    )
    async with bot:
        me = await bot.get_me()
        found = [fine("telegram", username=me.username), *[await _room(bot, me, room) for room in rooms]]
        if not rooms and not me.can_read_all_group_messages:
            found.append(warning("privacy_on"))
        return [*found, *_webhook(account, await bot.get_webhook_info())]


async def _room(bot: Bot, me: User, room: Room) -> Finding:
    """Whether the bot hears what is said there: administrators do, others only with privacy mode off."""
    title = room.title or room.chat
    try:
        member = await bot.get_chat_member(room.chat, me.id)
    except (BadRequest, Forbidden) as error:
        return wrong("room_gone", title=title, why=error.message)
    if member.status in _AWAY:
        return wrong("room_gone", title=title, why=member.status)
    if member.status == ChatMember.RESTRICTED:
        return wrong("room_mute", title=title)
    if member.status in _ADMIN:
        return fine("room_admin", title=title)
    if me.can_read_all_group_messages:
        return warning("room_member", title=title)
    return wrong("room_deaf", title=title)


def _webhook(account: Telegram, hook: WebhookInfo) -> Iterator[Finding]:
    wanted = account.webhook_url if account.mode == "webhook" else None
    if wanted is None and hook.url:
        yield warning("hook_set", host=urlsplit(hook.url).netloc)
    elif wanted is not None and hook.url != wanted:
        yield warning("hook_other", host=urlsplit(hook.url).netloc or "—")
    else:
        yield fine(f"intake_{account.mode}")
    if hook.last_error_message:
        yield warning("hook_failing", why=hook.last_error_message, at=hook.last_error_date)
    if hook.pending_update_count > BACKLOG:
        yield warning("updates_pending", count=hook.pending_update_count)
