"""The rows of emergencies: incidents, the steps of their checklists, the reports that they gathered."""

from datetime import datetime

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

OWED = "next_at IS NOT NULL"  # spelt alike in queries, or SQLite would not use the index
ACTIVE = "cleared_at IS NULL"


class Incident(SQLModel, table=True):
    """An emergency being dealt with by its playbook, or a drill of one; one of each ticket."""

    __table_args__ = (
        Index("ix_incident_active", "site_id", sqlite_where=text(ACTIVE), postgresql_where=text(ACTIVE)),
        Index("ix_incident_next", "next_at", sqlite_where=text(OWED), postgresql_where=text(OWED)),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    kind: str
    drill: bool = False
    public: bool = True  # residents hear of it
    building: str | None = None
    unit: str | None = None
    door: str | None = None
    opened_at: datetime
    unmanned: bool = False  # the roster named nobody
    cleared_at: datetime | None = None
    cleared_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str | None = Field(default=None, sa_column=Column(Text))
    reviser: str | None = None  # the role that revisits
    visit_due: datetime | None = None
    next_at: datetime | None = None  # when somebody is reminded of the revisit
    rung: int = 0
    visited_at: datetime | None = None
    visited_by: int | None = Field(default=None, foreign_key="person.id")


class IncidentStep(SQLModel, table=True):
    """A step as the playbook had it when the incident began."""

    __tablename__ = "incident_step"
    __table_args__ = (
        UniqueConstraint("incident_id", "n"),
        Index("ix_incident_step_next", "next_at", sqlite_where=text(OWED), postgresql_where=text(OWED)),
    )
    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id")
    n: int
    words: str = Field(sa_column=Column(Text, nullable=False))
    keyed: bool  # `words` is the key of a text
    role: str
    required: bool
    due_at: datetime
    next_at: datetime | None = None  # when somebody is reminded
    rung: int = 0
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")


class Gathered(SQLModel, table=True):
    """A later report that an incident took up."""

    __table_args__ = (Index("ix_gathered_incident", "incident_id"),)
    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id")
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    words: str = Field(sa_column=Column(Text, nullable=False))
    split_to: int | None = Field(default=None, foreign_key="ticket.id")
