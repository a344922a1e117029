"""The rows of care: who reported without a chat, where a matter came from, revisits, wishes to go."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel


class Contact(SQLModel, table=True):
    """How somebody without an address is reached, or that they left no name (S2-113)."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    phone: str | None = Field(default=None, index=True)
    anonymous: bool = False


class Origin(SQLModel, table=True):
    """Where a matter came from that staff took in (S0-25, S0-27), and what an authority asks (S0-11)."""

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    source: str
    authority: str | None = None
    document: str | None = None
    reply_by: datetime | None = None


class Draft(SQLModel, table=True):
    """What a member of staff has said so far of a matter that they are taking in."""

    __tablename__ = "intake"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    chat: str = Field(primary_key=True)
    source: str | None = None
    who: str | None = Field(default=None, sa_column=Column(Text))
    words: str | None = Field(default=None, sa_column=Column(Text))
    account: str | None = None  # whose message was forwarded
    messages: list[str] = Field(sa_column=Column(JSON, nullable=False))
    photos: list[str] = Field(sa_column=Column(JSON, nullable=False))
    paper: bool = False
    expires_at: datetime


class Draw(SQLModel, table=True):
    """Whether a finished matter is among those to be revisited, and how that was decided (C7)."""

    __table_args__ = (Index("ix_draw_stratum", "site_id", "month", "rule"),)
    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    month: str  # "2026-11", when it was finished
    rule: str  # which limit of the standard, with its clause
    place: int  # the how-manieth of its rule and month
    share: int  # percent
    seed: str
    drawn: bool
    exempt: str | None = None  # why nobody is asked, whatever was drawn (S2-113)
    at: datetime


class Visit(SQLModel, table=True):
    """One attempt to revisit, and what came of it."""

    __table_args__ = (Index("ix_visit_site", "site_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    site_id: int = Field(foreign_key="site.id")
    person_id: int = Field(foreign_key="person.id")  # who revisits
    mode: str
    state: str  # asking | signing | done | unreached
    attitude: int | None = None
    outcome: int | None = None
    at: datetime
    signed_by: int | None = Field(default=None, foreign_key="person.id")
    photo_id: int | None = Field(default=None, foreign_key="photo.id")
    reviewed_by: int | None = Field(default=None, foreign_key="person.id")
    reviewed_at: datetime | None = None
    opinion: str | None = Field(default=None, sa_column=Column(Text))


class Wish(SQLModel, table=True):
    """Somebody asks to be forgotten; an administrator decides."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    granted: bool = False
