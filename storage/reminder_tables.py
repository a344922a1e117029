"""The rows of reminders; the other tables stand in `storage.tables`."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

OWED = "told_at IS NULL"


class Reminder(SQLModel, table=True):
    """Something of which a person is to be reminded; several become one message."""

    __table_args__ = (
        Index("ix_reminder_owed", "at", sqlite_where=text(OWED), postgresql_where=text(OWED)),
        Index("ix_reminder_person", "person_id", "told_at"),
        Index("ix_reminder_told", "told_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    person_id: int = Field(foreign_key="person.id")
    ticket_id: int = Field(foreign_key="ticket.id")
    clock_id: int = Field(foreign_key="clock.id")
    missed: bool = False  # it fell due while the desk did not run
    at: datetime  # not before
    told_at: datetime | None = None
