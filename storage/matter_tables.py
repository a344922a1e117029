"""The rows of what many tell: merges, hints of likeness, public notices, open letters."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

OPEN = "split_at IS NULL"
OWED = "ended_at IS NULL AND ends_at IS NOT NULL"


class Merge(SQLModel, table=True):
    """That one ticket is, or was, within another."""

    __table_args__ = (
        Index("ix_merge_gone", "gone_id", sqlite_where=text(OPEN), postgresql_where=text(OPEN), unique=True),
        Index("ix_merge_kept", "kept_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    gone_id: int = Field(foreign_key="ticket.id")
    kept_id: int = Field(foreign_key="ticket.id")
    at: datetime
    by_id: int | None = Field(default=None, foreign_key="person.id")
    status: str  # of the gone one before
    added: list[int] = Field(sa_column=Column(JSON, nullable=False))
    split_at: datetime | None = None


class Hint(SQLModel, table=True):
    """That a ticket may be the same matter as an older one."""

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    other_id: int = Field(foreign_key="ticket.id", primary_key=True)
    apart: bool = False  # somebody said that it is not


class Bulletin(SQLModel, table=True):
    """A public notice (公告) of something that will be missing for a while."""

    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        Index("ix_bulletin_current", "site_id", "ended_at", "topic"),
        Index("ix_bulletin_owed", "ends_at", sqlite_where=text(OWED), postgresql_where=text(OWED)),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    number: int
    topic: str
    what: str  # 停水
    reason: str | None = Field(default=None, sa_column=Column(Text))
    buildings: list[str] = Field(sa_column=Column(JSON, nullable=False))  # none: the whole site
    starts_at: datetime
    ends_at: datetime | None = None
    posted_at: datetime
    by_id: int = Field(foreign_key="person.id")
    ended_at: datetime | None = None  # over, or taken back


class Answered(SQLModel, table=True):
    """A report that a public notice answered: kept whole, so that it can still become a ticket."""

    __table_args__ = (Index("ix_answered_bulletin", "bulletin_id"), Index("ix_answered_person", "person_id"))
    id: int | None = Field(default=None, primary_key=True)
    bulletin_id: int = Field(foreign_key="bulletin.id")
    person_id: int = Field(foreign_key="person.id")
    chat: str  # where it was said
    words: str = Field(sa_column=Column(Text, nullable=False))
    messages: list[str] = Field(sa_column=Column(JSON, nullable=False))
    photos: list[str] = Field(sa_column=Column(JSON, nullable=False))  # the platform's names of them
    at: datetime
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")  # registered after all


class OpenLetter(SQLModel, table=True):
    """An open letter (公开信) about several tickets: drafted, reviewed, posted."""

    __tablename__ = "open_letter"
    __table_args__ = (UniqueConstraint("site_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    number: int
    tickets: list[int] = Field(sa_column=Column(JSON, nullable=False))  # ids
    words: str = Field(sa_column=Column(Text, nullable=False))
    author_id: int = Field(foreign_key="person.id")
    state: str = "drafted"  # drafted | returned | posted
    remark: str | None = Field(default=None, sa_column=Column(Text))
    reviewer_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime
