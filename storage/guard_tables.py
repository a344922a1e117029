"""The rows of what guards the desk's memory: updates seen, updates set aside, remembered values."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel


class Seen(SQLModel, table=True):
    """Updates already handled: platforms deliver some twice."""

    __table_args__ = ({"sqlite_with_rowid": False},)  # one tree to write instead of two
    platform: str = Field(primary_key=True)
    update: str = Field(primary_key=True)
    at: datetime = Field(index=True)


class Quarantine(SQLModel, table=True):
    """An update that could not be handled, as it came, until a person has looked at it."""

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    update: str
    raw: str = Field(sa_type=Text)
    error: str = Field(sa_type=Text)
    at: datetime


class Mark(SQLModel, table=True):
    """One remembered value, as a platform's cursor."""

    name: str = Field(primary_key=True)
    value: str
