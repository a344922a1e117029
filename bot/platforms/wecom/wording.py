"""Words cut to what WeCom takes, counted in bytes of UTF-8 or in characters."""

from collections.abc import Callable

from bot.platforms.base import Message
from bot.platforms.telegram.characters import one_line, storable

TEXT = 2048  # bytes of an app's or 微信客服's text; an app's is cut in silence beyond (path 90236)


def words(message: Message) -> str:
    """What is to be read: whom it is for, where that is said, and the text."""
    head = one_line(message.mention[1]) if message.mention else ""
    text = storable(message.text).strip()
    return f"{head} {text}".strip()


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode())


def shortened(text: str, limit: int, measure: Callable[[str], int] = size) -> str:
    """The text, or its beginning up to a line's end with the number of characters left out."""
    if measure(text) <= limit:
        return text
    kept = _beginning(text, limit - measure(_rest(len(text))), measure)
    end = kept.rfind("\n", len(kept) // 2)
    kept = (kept[:end] if end > 0 else kept).rstrip()
    return kept + _rest(len(text) - len(kept))


def clipped(text: str, limit: int, measure: Callable[[str], int] = len) -> str:
    """One line, ended by "…" where it is longer."""
    line = one_line_of(text)
    if measure(line) <= limit:
        return line
    return _beginning(line, limit - measure("…"), measure).rstrip() + "…"


def one_line_of(text: str) -> str:
    """The text without line ends."""
    return " ".join(text.split())


def _beginning(text: str, limit: int, measure: Callable[[str], int]) -> str:
    """As many characters as fit."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]


def _rest(count: int) -> str:
    return f"\n…（另有 {count} 字）"
