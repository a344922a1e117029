"""From the library's errors to the ways in which sending can end (base.py)."""

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.platforms.base import Blocked, Moved, PlatformError, Refused, Unreachable, Vanished
from bot.platforms.telegram.client import reason, seconds

_SHUT_OUT = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "input_user_deactivated",
    "user_is_blocked",
)
_MUTED = (  # the chat stands and is heard: its administrators may let the bot write again without a word
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",  # …plain_forbidden, …photos_forbidden
    "not enough rights to send",
    "have no rights to send a message",
    "topic_closed",
)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def says(error: BadRequest, *words: str) -> bool:
    """Whether Telegram's words contain one of these; the library changes their capitals."""
    said = error.message.lower()
    return any(one in said for one in words)


def outcome(error: TelegramError, token: str) -> PlatformError:
    """What the error means for the message that was to be sent.

    Whether a message whose answer was lost (timeout, 5xx, reset) stands in the chat cannot be known:
    it is Unreachable and will be sent again; the ticket's number shows both to be the same.
    """
    why = reason(error, token)
    if isinstance(error, RetryAfter):
        return Unreachable(why, after=seconds(error))
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return Blocked(why)
    if isinstance(error, BadRequest):
        return _refusal(error, why)
    return Unreachable(why)  # network, 5xx, and a token that is refused: somebody must repair that


def _refusal(error: BadRequest, why: str) -> PlatformError:
    if says(error, *_SHUT_OUT):
        return Blocked(why)
    if says(error, *_MUTED):
        return Refused(why, "muted")
    return Vanished(why) if says(error, *_GONE) else Refused(why)
