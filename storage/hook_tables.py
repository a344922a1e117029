"""The rows of webhooks: what other systems are still to be told of tickets."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

WAITING = "state = 'waiting'"


class HookEvent(SQLModel, table=True):
    """One event for one webhook, stored with its cause and delivered later."""

    __tablename__ = "hook_event"
    __table_args__ = (
        Index("ix_hook_event_state", "state", "created_at"),
        Index(
            "ix_hook_event_waiting",
            "hook",
            "id",
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    hook: str
    key: str = Field(unique=True)  # by which the other side knows that it has it already
    body: str = Field(sa_type=Text)
    state: str = "waiting"  # waiting | sent | failed
    attempts: int = 0
    not_before: datetime
    created_at: datetime
    sent_at: datetime | None = None
    error: str | None = Field(default=None, sa_type=Text)
