"""Posts: which message in which chat is about which ticket, so that replies and edits find their way."""

from sqlalchemy import delete, select

from storage import tables
from storage.statements import Statement, Transaction, Values, given, insertion

_POST = tables.table(tables.Post)
_ADDED = insertion(_POST, "ticket_id", "platform", "chat", "message", "card")
_ADD = Statement(
    _ADDED.on_conflict_do_update(
        index_elements=["platform", "chat", "message"],
        set_={"ticket_id": _ADDED.excluded.ticket_id, "card": _ADDED.excluded.card},
    )
)
_HERE = (_POST.c.platform == given("platform"), _POST.c.chat == given("chat"))
_CARD = (*_HERE, _POST.c.ticket_id == given("ticket"), _POST.c.card == given("card"))
_MESSAGE = (*_HERE, _POST.c.message == given("message"))
_DROP_CARD = Statement(delete(_POST).where(*_CARD))
_TICKET_OF = Statement(select(_POST.c.ticket_id).where(*_MESSAGE))
_CARD_AT = Statement(select(_POST.c.ticket_id, _POST.c.card).where(*_MESSAGE, _POST.c.card.is_not(None)))
_MESSAGE_OF = Statement(select(_POST.c.message).where(*_CARD))
_CARDS = Statement(select(_POST).where(_POST.c.ticket_id == given("ticket"), _POST.c.card.is_not(None)))
_FORGET = Statement(delete(_POST).where(*_MESSAGE))


class Posts:
    """Messages about tickets, as they stand in chats."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, ticket: int, platform: str, chat: str, message: str, card: str | None = None) -> None:
        """The message is about the ticket; a card's former message in that chat no longer counts."""
        where: Values = {"platform": platform, "chat": chat, "card": card}
        if card is not None:
            self._transaction.run(_DROP_CARD, {**where, "ticket": ticket})
        self._transaction.run(_ADD, {**where, "ticket_id": ticket, "message": message})

    def ticket_of(self, platform: str, chat: str, message: str) -> int | None:
        """The id of the ticket that a message is about."""
        where = {"platform": platform, "chat": chat, "message": message}
        ticket: int | None = self._transaction.value(_TICKET_OF, where)
        return ticket

    def card_at(self, platform: str, chat: str, message: str) -> tuple[int, str] | None:
        """(ticket id, card) of a message that is a ticket's card."""
        row = self._transaction.row(_CARD_AT, {"platform": platform, "chat": chat, "message": message})
        return (row["ticket_id"], row["card"]) if row else None

    def message_of(self, ticket: int, platform: str, chat: str, card: str) -> str | None:
        """The message that a ticket's card is in that chat."""
        where = {"platform": platform, "chat": chat, "ticket": ticket, "card": card}
        message: str | None = self._transaction.value(_MESSAGE_OF, where)
        return message

    def cards(self, ticket: int) -> set[tuple[str, str, str]]:
        """(platform, chat, card) of the ticket's cards that stand somewhere."""
        rows = self._transaction.rows(_CARDS, {"ticket": ticket})
        return {(row["platform"], row["chat"], row["card"]) for row in rows}

    def forget(self, platform: str, chat: str, message: str) -> None:
        """The message is gone from the chat."""
        self._transaction.run(_FORGET, {"platform": platform, "chat": chat, "message": message})
