"""Files that people sent, fetched."""

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.platforms.base import Refused
from bot.platforms.telegram.outcomes import outcome, says
from bot.platforms.telegram.patience import Timing

_LARGEST = 20_000_000  # bytes; Telegram gives bots no larger file
_TOO_BIG = "the file is over 20 MB: Telegram gives it to no bot"


async def fetch(bot: Bot, ref: str, timing: Timing) -> bytes:
    """The content of a file by its file_id. Raises PlatformError; Refused: it cannot be had."""
    try:
        file = await bot.get_file(ref)
    except BadRequest as error:
        why = _TOO_BIG if says(error, "file is too big") else f"Telegram has no such file: {error.message}"
        raise Refused(why) from error
    except TelegramError as error:
        raise outcome(error, bot.token) from error
    if (file.file_size or 0) > _LARGEST:
        raise Refused(_TOO_BIG)
    try:
        return bytes(await file.download_as_bytearray(read_timeout=timing.transfer))
    except InvalidToken as error:  # the library's name for any 404
        raise Refused("the file is gone from Telegram") from error
    except TelegramError as error:
        raise outcome(error, bot.token) from error
