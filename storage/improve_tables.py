"""The rows of looking at oneself: daily reports, corrective actions, spot checks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class DayReport(SQLModel, table=True):
    """What a day brought, as it stood when it was drawn up (S4-23)."""

    __tablename__ = "day_report"
    __table_args__ = (UniqueConstraint("site_id", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    day: date
    until: datetime
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    comment: str | None = Field(default=None, sa_column=Column(Text))
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    sent_at: datetime | None = None


class Remedy(SQLModel, table=True):
    """A corrective action (纠正措施) against one cause of a month (S0-42)."""

    __table_args__ = (UniqueConstraint("site_id", "number"), Index("ix_remedy_month", "site_id", "month"))
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    number: int
    month: str  # "2026-11", whose cause it is
    cause: str  # a topic, or "survey"
    tickets: int  # how many there were in that month
    growth: int | None = None  # percent more than the month before
    state: str  # of desk.remedies.State
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    report: str | None = Field(default=None, sa_column=Column(Text))
    reported_at: datetime | None = None
    stage: int = 0  # how many reminders were sent
    seen_month: str | None = None  # the month by whose numbers it was judged last
    seen_tickets: int | None = None
    closed_by: int | None = Field(default=None, foreign_key="person.id")
    closed_at: datetime | None = None


class SpotCheck(SQLModel, table=True):
    """One ticket drawn for a head to look at (S0-45)."""

    __tablename__ = "spot_check"
    __table_args__ = (UniqueConstraint("site_id", "month", "ticket_id"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    month: str
    ticket_id: int = Field(foreign_key="ticket.id")
    seed: str
    drawn_at: datetime
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # by item: whether it was right
    checked_by: int | None = Field(default=None, foreign_key="person.id")
    checked_at: datetime | None = None


class Survey(SQLModel, table=True):
    """One survey of a site's residents (S2-125)."""

    __table_args__ = (UniqueConstraint("site_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    name: str
    started_at: datetime
    ends_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    unreached: int | None = None  # residents who could not be written to; None: begun before this was kept


class Ballot(SQLModel, table=True):
    """What one resident was asked and has answered."""

    survey_id: int = Field(foreign_key="survey.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    scores: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    words: str | None = Field(default=None, sa_column=Column(Text))
    declined: bool = False
