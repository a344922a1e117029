"""Photos to be posted: one with words and buttons below, or an album, which can have no buttons."""

from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.platforms.base import Message
from bot.platforms.telegram.outcomes import says
from bot.platforms.telegram.wording import CAPTION, formatted, keyboard, reply, visible, words

ALBUM = 10

_PHOTO_BYTES = 10_000_000  # Telegram's limit; a larger picture goes as a file
_NOT_A_PHOTO = ("image_process_failed", "photo_invalid_dimensions", "too big for a photo")
_FILE = "photo.jpg"


def fit_words(message: Message) -> bool:
    """Whether the words, and the buttons, can stand below the photos."""
    room = len(message.photos) == 1 or (len(message.photos) <= ALBUM and not message.buttons)
    return room and visible(message) <= CAPTION


async def post_pictures(bot: Bot, chat: str, message: Message) -> str:
    """Post one to ten photos; what Telegram does not take as a photo goes as a file. Returns the first's id.

    Raises TelegramError.
    """
    put = _single if len(message.photos) == 1 else _album
    as_files = any(len(photo) > _PHOTO_BYTES for photo in message.photos)
    try:
        return await put(bot, chat, message, as_files=as_files)
    except BadRequest as error:
        if as_files or not says(error, *_NOT_A_PHOTO):
            raise
    return await put(bot, chat, message, as_files=True)


async def _single(bot: Bot, chat: str, message: Message, *, as_files: bool) -> str:
    content = message.photos[0]

    async def post(text: str, mode: str | None) -> str:
        buttons, answered = keyboard(message.buttons), reply(message)
        if as_files:
            posted = await bot.send_document(
                chat,
                content,
                text,
                parse_mode=mode,
                reply_markup=buttons,
                reply_parameters=answered,
                filename=_FILE,
            )
        else:
            posted = await bot.send_photo(
                chat, content, text, parse_mode=mode, reply_markup=buttons, reply_parameters=answered
            )
        return str(posted.message_id)

    return await formatted(words(message, CAPTION), post)


async def _album(bot: Bot, chat: str, message: Message, *, as_files: bool) -> str:
    media: list[InputMediaDocument | InputMediaPhoto] = [
        InputMediaDocument(photo, filename=_FILE) if as_files else InputMediaPhoto(photo)
        for photo in message.photos
    ]

    async def post(text: str, mode: str | None) -> str:
        posted = await bot.send_media_group(
            chat, media, caption=text or None, parse_mode=mode, reply_parameters=reply(message)
        )
        return str(posted[0].message_id)

    return await formatted(words(message, CAPTION), post)
