"""response_codes: each repaints one card once, within 72 h (path 94888).

The card's sending gives one and each tap another. Kept in memory: a card from before a restart has none until
it is tapped, and is posted anew instead.
"""

from collections import OrderedDict

_REMEMBERED = 10_000  # cards


class Codes:
    """The codes of every card that a member holds; the newest is used first."""

    def __init__(self) -> None:
        self._codes: OrderedDict[tuple[str, str], list[str]] = OrderedDict()

    def keep(self, chat: str, task: str, code: str) -> None:
        """The member's card got a code; the same one again changes nothing."""
        known = self._codes.setdefault((chat, task), [])
        if code and code not in known:
            known.append(code)
        if len(self._codes) > _REMEMBERED:
            self._codes.popitem(last=False)

    def newest(self, chat: str, task: str) -> str | None:
        """The code to try next."""
        known = self._codes.get((chat, task))
        return known[-1] if known else None

    def spent(self, chat: str, task: str, code: str) -> None:
        """It has been used, or is too old."""
        known = self._codes.get((chat, task), [])
        if code in known:
            known.remove(code)
