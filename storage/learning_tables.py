"""The rows from which the reader learns."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel


class Correction(SQLModel, table=True):
    """What a person changed in a reading, for learning."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    field: str
    before: str
    after: str
    text: str = Field(sa_type=Text)
