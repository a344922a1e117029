"""The rows of duty: shifts, swaps, the duty log, alarms that wait for an answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

OWED = "next_at IS NOT NULL"  # spelt alike in queries, or SQLite would not use the index


def _owed(name: str) -> Index:
    return Index(name, "next_at", sqlite_where=text(OWED), postgresql_where=text(OWED))


class Shift(SQLModel, table=True):
    """Who has duty at a site from when to when."""

    __table_args__ = (UniqueConstraint("site_id", "starts_at"), _owed("ix_shift_next"))
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    starts_at: datetime
    ends_at: datetime
    step: int = 0
    next_at: datetime | None = None
    handed_at: datetime | None = None
    taken_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")


class Swap(SQLModel, table=True):
    """One officer asks a colleague to do a shift."""

    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    shift_id: int = Field(foreign_key="shift.id", index=True)
    asker_id: int = Field(foreign_key="person.id")
    colleague_id: int = Field(foreign_key="person.id")
    state: str
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="person.id")


class Remark(SQLModel, table=True):
    """A line of the duty log; rows are only ever added (S2-18)."""

    __table_args__ = (Index("ix_remark_at", "site_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    at: datetime
    notice: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Alarm(SQLModel, table=True):
    """An emergency that somebody has to answer with 收到."""

    __table_args__ = (_owed("ix_alarm_next"),)
    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    raised_at: datetime
    step: int = 0
    next_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
