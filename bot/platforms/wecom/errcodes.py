"""What WeCom's errcodes mean for whoever sends (global error codes, path 90313).

Only the number decides: errmsg changes its wording and carries hint ids (path 90455).
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.terminal import words


class Class(StrEnum):
    """What a failed call calls for."""

    TOKEN = "token"  # noqa: S105  # ask for a new access token, once
    SETUP = "setup"  # a person has to put the settings right
    LATER = "later"
    NOBODY = "nobody"  # this receiver cannot be reached this way
    CONTENT = "content"  # this message will never be taken


_CODES: Mapping[Class, tuple[int, ...]] = {
    Class.TOKEN: (40014, 42001),
    Class.SETUP: (
        *(40001, 40013, 40056, 41001, 41002, 41004, 50002, 50003, 301002),  # whose secret, which app
        *(48001, 48002, 48006, 43009, 43012, 60020, 301042),  # what it may do, and from where
        *(95000, 95003, 95004, 95011, 95012, 95017),  # the 微信客服 account
    ),
    Class.LATER: (-1, 6000, 45009, 45033, 95007),
    Class.NOBODY: (
        *(81013, 60111, 60011, 60030, 82001, 40003, 40031),
        40096,  # no customer of 微信客服
        *(86001, 86003, 86008, 93000, 93004, 93006, 93008),  # a group or its robot
    ),
}
_CLASSES = {code: kind for kind, codes in _CODES.items() for code in codes}

_PAUSES = {45009: 60.0}  # seconds; a block lasts as long as its window (path 90454)


def class_of(errcode: int) -> Class:
    """What the code calls for; one unknown to us is the message's fault."""
    return _CLASSES.get(errcode, Class.CONTENT)


def pause_after(errcode: int) -> float | None:
    """Seconds to leave it alone, where WeCom's rule says so."""
    return _PAUSES.get(errcode)


def advice(errcode: int, language: str) -> str | None:
    """What to do about the code, in words for whoever looks after the desk; None: it has none of its own."""
    return words(language).get(f"errcode.{errcode}")
