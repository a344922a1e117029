"""Offers: what may be typed in a chat instead of being tapped."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage import surface_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_OFFER = tables.table(surface_tables.Offer)
_NEW = insertion(_OFFER, "platform", "chat", "choices", "at")
_MAKE = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["platform", "chat"],
        set_={"choices": _NEW.excluded.choices, "at": _NEW.excluded.at},
    )
)
_STANDING = Statement(
    select(_OFFER.c.choices).where(_OFFER.c.platform == given("platform"), _OFFER.c.chat == given("chat"))
)
_FORGET = Statement(delete(_OFFER).where(_OFFER.c.at < given("moment")))


class Offers:
    """The newest choice of each chat."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def make(self, platform: str, chat: str, choices: Sequence[tuple[str, str]], at: datetime) -> None:
        """These (key, label) may be chosen there by typing; what was offered before no longer."""
        rows = [list(one) for one in choices]
        self._transaction.run(_MAKE, {"platform": platform, "chat": chat, "choices": rows, "at": at})

    def standing(self, platform: str, chat: str) -> list[tuple[str, str]]:
        """(key, label) of what may be chosen there, in order."""
        found = self._transaction.value(_STANDING, {"platform": platform, "chat": chat}) or []
        return [(key, label) for key, label in found]

    def forget_before(self, moment: datetime) -> None:
        """Drop what nobody will choose any more."""
        self._transaction.run(_FORGET, {"moment": moment})
