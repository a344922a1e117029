"""A file to be posted, with words and buttons below."""

from telegram import Bot

from bot.platforms.base import Document, Message
from bot.platforms.telegram.wording import CAPTION, formatted, keyboard, reply, words


async def post_document(bot: Bot, chat: str, message: Message, document: Document) -> str:
    """Post it; returns the message's id. Raises TelegramError."""

    async def post(text: str, mode: str | None) -> str:
        posted = await bot.send_document(
            chat,
            document.content,
            text,
            parse_mode=mode,
            reply_markup=keyboard(message.buttons),
            reply_parameters=reply(message),
            filename=document.name,
        )
        return str(posted.message_id)

    return await formatted(words(message, CAPTION), post)
