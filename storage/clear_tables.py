"""The rows of what was asked of whoever reported a matter (四清)."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Asked(SQLModel, table=True):
    """One question on one ticket, asked at most once."""

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    slot: str = Field(primary_key=True)
    asked_at: datetime | None = None
    answered_at: datetime | None = None
