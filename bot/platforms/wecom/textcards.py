"""A message with a link as a textcard (path 90236): for who is shown no buttons, on every client."""

from bot.platforms.base import Message
from bot.platforms.measuring import beginning, clipped, one_line_of, size
from bot.platforms.wecom.wire import Json
from bot.platforms.wecom.wording import words

_TITLE, _DESCRIPTION = 128, 512  # bytes; more is cut in silence
_TAGS = {ord("<"): "＜", ord(">"): "＞"}  # it reads <div> and <br>: nobody's words become one
_BREAK = "<br>"
_MORE = "⋯"


def textcard(message: Message) -> Json:
    """The card: the first line its title, as much of the rest as fits below."""
    head, body = _parts(message)
    shown = body if _measured(body) <= _DESCRIPTION else f"{beginning(body, _ROOM, _measured)}…"
    return {
        "title": clipped(head, _TITLE, size) or _MORE,
        "description": shown.replace("\n", _BREAK) or _MORE,
        "url": message.link,
    }


def fits(message: Message) -> bool:
    """Whether the card shows all the words."""
    head, body = _parts(message)
    return size(head) <= _TITLE and _measured(body) <= _DESCRIPTION


def _measured(text: str) -> int:
    return size(text) + (len(_BREAK) - 1) * text.count("\n")


_ROOM = _DESCRIPTION - size("…")


def _parts(message: Message) -> tuple[str, str]:
    head, _, body = words(message).translate(_TAGS).partition("\n")
    return one_line_of(head), body.strip()
