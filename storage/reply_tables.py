"""The rows of texts that wait for their reviewer, and of explanations asked of who is complained of."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text, text
from sqlmodel import Field, SQLModel

OWED = "next_at IS NOT NULL"  # spelt alike in queries, or SQLite would not use the index


class Draft(SQLModel, table=True):
    """A text of staff to the reporters of a ticket, on its way."""

    __table_args__ = (
        Index("ix_draft_next", "next_at", sqlite_where=text(OWED), postgresql_where=text(OWED)),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    what: str
    words: str = Field(sa_column=Column(Text, nullable=False))
    more: str
    photos: list[int] = Field(sa_column=Column(JSON, nullable=False))
    state: str
    written_at: datetime
    step: int = 0
    next_at: datetime | None = None
    promised_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    remark: str | None = Field(default=None, sa_column=Column(Text))


class Explanation(SQLModel, table=True):
    """Somebody who is complained of is asked to explain (S4-26)."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime
    due_at: datetime | None = None
    answered_at: datetime | None = None
