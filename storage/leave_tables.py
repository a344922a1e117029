"""The rows of what deputies hold for others, and of cards that are about no ticket."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

HELD = "back_at IS NULL"


class Lent(SQLModel, table=True):
    """A ticket, or help with one, that a deputy has while somebody is away."""

    __table_args__ = (
        Index("ix_lent_held", "person_id", sqlite_where=text(HELD), postgresql_where=text(HELD)),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    person_id: int = Field(foreign_key="person.id")  # whoever is away
    deputy_id: int = Field(foreign_key="person.id")
    part: str  # owner | helper
    since: datetime
    back_at: datetime | None = None  # given back, or of no use to anybody any more


class LooseCard(SQLModel, table=True):
    """The message that a card about no ticket is in a chat: a swap, a handover, a log, leave."""

    platform: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    card: str = Field(primary_key=True)
    about: str = Field(index=True)  # the first two parts of its name: "shift-3" of "shift-3-out"
    message: str
