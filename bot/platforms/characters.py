"""Characters that must not travel: what no database stores, and what turns a line of names around."""

import re

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_TURNING = (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSHOWABLE = dict.fromkeys([*range(32), 0x7F, *_TURNING], " ")
_NAME_LENGTH = 64  # characters


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which databases and UTF-8 refuse."""
    return _UNSTORABLE.sub("", text)


def one_line(name: str) -> str:
    """A name or title for display: no control characters, no change of direction, at most 64 characters."""
    return " ".join(storable(name).translate(_UNSHOWABLE).split())[:_NAME_LENGTH]
