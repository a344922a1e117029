"""Posts: which message in which chat is about which ticket, so that replies and edits find their way."""

from sqlalchemy import Connection, delete, insert, select

from storage import tables

_POST = tables.table(tables.Post)


class Posts:
    """Messages about tickets, as they stand in chats."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ticket: int, platform: str, chat: str, message: str, card: str | None = None) -> None:
        """The message is about the ticket; a card's former message in that chat no longer counts."""
        here = (_POST.c.platform == platform, _POST.c.chat == chat)
        self._connection.execute(delete(_POST).where(*here, _POST.c.message == message))
        if card is not None:
            self._connection.execute(
                delete(_POST).where(*here, _POST.c.ticket_id == ticket, _POST.c.card == card)
            )
        values = {"ticket_id": ticket, "platform": platform, "chat": chat, "message": message, "card": card}
        self._connection.execute(insert(_POST).values(values))

    def ticket_of(self, platform: str, chat: str, message: str) -> int | None:
        """The id of the ticket that a message is about."""
        where = (_POST.c.platform == platform, _POST.c.chat == chat, _POST.c.message == message)
        return self._connection.execute(select(_POST.c.ticket_id).where(*where)).scalar()

    def message_of(self, ticket: int, platform: str, chat: str, card: str) -> str | None:
        """The message that a ticket's card is in that chat."""
        where = (
            _POST.c.ticket_id == ticket,
            _POST.c.card == card,
            _POST.c.platform == platform,
            _POST.c.chat == chat,
        )
        return self._connection.execute(select(_POST.c.message).where(*where)).scalar()

    def cards(self, ticket: int) -> set[tuple[str, str, str]]:
        """(platform, chat, card) of the ticket's cards that stand somewhere."""
        found = select(_POST.c.platform, _POST.c.chat, _POST.c.card).where(
            _POST.c.ticket_id == ticket, _POST.c.card.is_not(None)
        )
        return {(platform, chat, card) for platform, chat, card in self._connection.execute(found)}

    def forget(self, platform: str, chat: str, message: str) -> None:
        """The message is gone from the chat."""
        where = (_POST.c.platform == platform, _POST.c.chat == chat, _POST.c.message == message)
        self._connection.execute(delete(_POST).where(*where))
