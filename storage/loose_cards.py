"""Cards that are about no ticket, as they stand in chats."""

from sqlalchemy import delete, select, text

from storage import leave_tables, tables
from storage.statements import Statement, Transaction, Values, given, insertion

_CARD = tables.table(leave_tables.LooseCard)
_LETTER = tables.table(tables.Letter)
_ADDED = insertion(_CARD, "platform", "chat", "card", "about", "message")
_ADD = Statement(
    _ADDED.on_conflict_do_update(
        index_elements=["platform", "chat", "card"], set_={"message": _ADDED.excluded.message}
    )
)
_HERE = (_CARD.c.platform == given("platform"), _CARD.c.chat == given("chat"), _CARD.c.card == given("card"))
_MESSAGE = Statement(select(_CARD.c.message).where(*_HERE))
_FORGET = Statement(delete(_CARD).where(*_HERE))
_STANDING = Statement(select(_CARD).where(_CARD.c.about == given("about")))
_WAITS = text(tables.WAITING)  # spelt as in the index, or SQLite would not use it
_WAITING = Statement(
    select(_LETTER.c.platform, _LETTER.c.chat, _LETTER.c.card)
    .where(_LETTER.c.ticket_id.is_(None), _LETTER.c.card.is_not(None), _WAITS)
    .order_by(_LETTER.c.platform, _LETTER.c.chat)
)


class LooseCards:
    """Which message each of them is."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, platform: str, chat: str, card: str, message: str) -> None:
        """The card stands in that chat as that message."""
        values: Values = {"platform": platform, "chat": chat, "card": card, "message": message}
        self._transaction.run(_ADD, {**values, "about": _about(card)})

    def message_of(self, platform: str, chat: str, card: str) -> str | None:
        """The message that the card is in that chat."""
        where = {"platform": platform, "chat": chat, "card": card}
        message: str | None = self._transaction.value(_MESSAGE, where)
        return message

    def forget(self, platform: str, chat: str, card: str) -> None:
        """The message is gone from the chat."""
        self._transaction.run(_FORGET, {"platform": platform, "chat": chat, "card": card})

    def places(self, named: str) -> set[tuple[str, str, str]]:
        """(platform, chat, card) of the cards of that name, also those of one person ("swap-3-15")."""
        standing = self._transaction.rows(_STANDING, {"about": _about(named)})
        waiting = self._transaction.rows(_WAITING, {})
        found = {(row["platform"], row["chat"], row["card"]) for row in (*standing, *waiting)}
        return {place for place in found if place[2] == named or place[2].startswith(f"{named}-")}


def _about(card: str) -> str:
    return "-".join(card.split("-")[:2])
