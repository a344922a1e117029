"""A message's words, as WeCom's surfaces show them."""

from bot.platforms.base import Message
from bot.platforms.characters import one_line, storable

TEXT = 2048  # bytes of an app's or 微信客服's text; an app's is cut in silence beyond (path 90236)


def words(message: Message) -> str:
    """What is to be read: whom it is for, where that is said, and the text."""
    head = one_line(message.mention[1]) if message.mention else ""
    text = storable(message.text).strip()
    return f"{head} {text}".strip()
