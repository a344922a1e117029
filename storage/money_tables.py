"""The rows of prices and quotes: money in whole minor units, never a float."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

OWED = "next_at IS NOT NULL"
IN_FORCE = "until IS NULL"  # spelt alike in queries, or SQLite would not use the index


class Price(SQLModel, table=True):
    """An item of a site's price list; a changed price is a new row, the old one ends."""

    __table_args__ = (
        Index(
            "ix_price_in_force",
            "site_id",
            "folded",
            unique=True,
            sqlite_where=text(IN_FORCE),
            postgresql_where=text(IN_FORCE),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    item: str
    folded: str  # by what two spellings of one item are known
    unit: str
    amount: int  # minor units
    currency: str
    note: str
    since: datetime
    until: datetime | None = None


class Quote(SQLModel, table=True):
    """One version of what the work on a ticket costs; its lines are written once it is no draft any more."""

    __table_args__ = (
        UniqueConstraint("ticket_id", "version"),
        Index("ix_quote_next", "next_at", sqlite_where=text(OWED), postgresql_where=text(OWED)),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    version: int
    state: str
    currency: str
    lines: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    judged_by: int | None = Field(default=None, foreign_key="person.id")
    judged_at: datetime | None = None
    remark: str | None = Field(default=None, sa_column=Column(Text))
    asked_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    reason: str | None = Field(default=None, sa_column=Column(Text))
    step: int = 0
    next_at: datetime | None = None
    material: str | None = None
    material_by: int | None = Field(default=None, foreign_key="person.id")
    material_at: datetime | None = None
    warned_by: int | None = Field(default=None, foreign_key="person.id")
    warned_at: datetime | None = None
    signed_by: int | None = Field(default=None, foreign_key="person.id")
    signed_at: datetime | None = None
