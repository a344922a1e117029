"""A message's words, as WeCom's surfaces show them."""

import re

from bot.platforms.base import Message
from bot.platforms.characters import one_line, storable
from bot.platforms.measuring import shortened, size
from bot.platforms.wecom.wire import Json

_SIGNS = "<>*`[]"
_WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in _SIGNS}
_WIDER = size("＜") - size("<")
_HEADING = re.compile(r"^#+(?= )", re.MULTILINE)
_LINK = re.compile(r"<(?=a\s)", re.IGNORECASE)

TEXT = 2048  # bytes of an app's or 微信客服's text; an app's is cut in silence beyond (path 90236)


def words(message: Message) -> str:
    """What is to be read: whom it is for, where that is said, and the text."""
    head = one_line(message.mention[1]) if message.mention else ""
    text = storable(message.text).strip()
    return f"{head} {text}".strip()


def listed(said: str) -> str:
    """A list as an app's markdown: its head bold."""
    head, line_end, rest = disarmed(said).partition("\n")
    bold = f"**{head}**{line_end}{rest}" if head.strip() else rest
    return bold if size(bold) <= TEXT else f"{head}{line_end}{rest}"


def content(said: str, *, listing: bool) -> Json:
    """A list as markdown where that fits; else text, in which nobody's words are a link (path 90236)."""
    made = listed(said) if listing else said
    if made != said and size(made) <= TEXT:
        return {"msgtype": "markdown", "markdown": {"content": made}}
    return {"msgtype": "text", "text": {"content": shortened(_LINK.sub("＜", said), TEXT)}}


def measured(said: str) -> int:
    """Bytes that the words take, as text and as markdown."""
    wider = sum(map(said.count, _SIGNS))  # not made wide: whoever cuts a text measures it a dozen times
    headings = sum(map(len, _HEADING.findall(said))) if "#" in said else 0
    return size(said) + _WIDER * (wider + headings)


def disarmed(said: str) -> str:
    """As it is to stand in markdown: nobody's words are a colour, a link, a mention or a quote.

    There is no escaping in it (path 90236), so signs are set in their wide form.
    """
    return _HEADING.sub(lambda found: "＃" * len(found[0]), said.translate(_WIDE))
