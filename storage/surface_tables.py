"""The rows of what platforms are like: choices in a chat, codes that work once, albums in parts."""

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class Offer(SQLModel, table=True):
    """The newest choice in a chat where its words or its number may be typed."""

    platform: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    choices: list[list[str]] = Field(sa_column=Column(JSON, nullable=False))  # [key, label]
    at: datetime = Field(index=True)


class Permit(SQLModel, table=True):
    """Something that a platform lets us do once, as repaint one card."""

    __table_args__ = (UniqueConstraint("platform", "chat", "subject", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    chat: str
    subject: str  # the card, or the message, that it is for
    code: str
    at: datetime = Field(index=True)


class Album(SQLModel, table=True):
    """Which ticket the parts of one album belong to."""

    platform: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    album: str = Field(primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
