"""Characters that must not travel: what no database stores, and what turns a line of names around."""

_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)])
_TURNING = (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSHOWABLE = dict.fromkeys([*range(32), 0x7F, *_TURNING], " ")
_NAME_LENGTH = 64  # characters


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which databases and UTF-8 refuse."""
    if text.isprintable():  # neither is
        return text
    return text.translate(_UNSTORABLE)


def one_line(name: str) -> str:
    """A name or title for display: no control characters, no change of direction, at most 64 characters."""
    return " ".join(storable(name).translate(_UNSHOWABLE).split())[:_NAME_LENGTH]
