"""The rows of what was archived: one for each time that a month was, so that no figure changes silently."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel


class ArchiveRun(SQLModel, table=True):
    """One archive (归档) of a site's month; rows are only ever added."""

    __tablename__ = "archive_run"
    __table_args__ = (Index("ix_archive_run_month", "site_id", "month"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    month: str  # "2026-10"
    made_at: datetime
    by_id: int | None = Field(default=None, foreign_key="person.id")  # None: at the terminal
    folder: str
    manifest: str  # SHA-256 of the manifest, hexadecimal
    tickets: int
    photos: int
    missing: int  # photos that could not be had
    figures: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changes: list[Any] = Field(sa_column=Column(JSON, nullable=False))  # name, before, after
