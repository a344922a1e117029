"""One look at the bot account from outside, for `check`: nothing is started and nothing changed."""

from dataclasses import dataclass

from telegram.error import TelegramError

from bot.platforms.telegram.client import Account, client
from bot.platforms.telegram.outcomes import outcome
from bot.platforms.telegram.patience import Timing


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What Telegram says about the bot."""

    username: str
    privacy_mode: bool  # only an administrator bot hears a group then
    webhook: str  # its address, "" for none
    pending: int  # updates that wait to be taken; kept for 24 hours
    last_error: str | None  # why Telegram could last not deliver to the webhook


async def examine(account: Account, timing: Timing | None = None) -> Examination:
    """Ask Telegram; takes two calls. Raises PlatformError (a refused token too)."""
    connection = client(account, timing or Timing())
    try:
        me = await connection.bot.get_me()
        hook = await connection.bot.get_webhook_info()
    except TelegramError as error:
        raise outcome(error, account.token) from error
    finally:
        await connection.close()
    return Examination(
        username=me.username or "",
        privacy_mode=not me.can_read_all_group_messages,
        webhook=hook.url,
        pending=hook.pending_update_count,
        last_error=hook.last_error_message,
    )
