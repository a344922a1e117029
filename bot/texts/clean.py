"""Data from people made safe to stand in a message: what it says stays, what it could do to the line goes."""

import re

NAME = 60  # characters of a name, a title or one reason
BRIEF = 300  # characters of somebody's words on a card

# C0 and C1 controls but tab and newline; soft hyphen; zero-width and bidirectional marks, overrides,
# isolates; invisible fillers; lone surrogates, which no encoder takes; tags.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_FILLERS = re.compile("[\u115f\u1160\u17b4\u17b5\u3164\uffa0]")  # the invisible ones that are letters
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def lines(text: str) -> str:
    """The text with its own line breaks, without anything invisible."""
    return _INVISIBLE.sub("", _BREAK.sub("\n", text)).strip()


def line(text: str, limit: int = NAME) -> str:
    """The text as one line of at most `limit` characters."""
    return clipped(" ".join(lines(text).split()), limit)


def is_simple(text: str) -> bool:
    """Whether the text is as it is in every form: short, with nothing invisible and no odd blanks."""
    if not (0 < len(text) <= NAME and text.isprintable()) or _FILLERS.search(text):
        return False
    return " " not in text or text == " ".join(text.split())  # no other blank is printable


def clipped(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis: at most `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
