"""Why a matter waits (等待): one of the usual reasons, or in words (S1-12, S2-61)."""

from collections.abc import Callable

from desk.notices import Word

REASONS = ("parts", "resident", "quote", "outside", "weather")  # house
_MARK = "waits."


def kept(reason: str) -> str:
    """The reason as a ticket keeps it: a tapped one by its text key."""
    return f"{_MARK}{reason}" if reason in REASONS else reason


def told(reason: str | None, shown: Callable[[str], str] = str) -> Word | str | None:
    """The kept reason as a fact; words of people's own as `shown`."""
    if reason and reason.removeprefix(_MARK) in REASONS and reason.startswith(_MARK):
        return Word(reason)
    return reason and shown(reason)
