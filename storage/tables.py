"""The rows. Nothing here but columns, keys and indexes; moments are stored and returned in UTC."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

# SQLite uses a partial index only for a query that spells its condition alike: queries take it from here.
WAITING = "state = 'waiting'"  # letters to be sent, photos to be fetched
FAILED = "state = 'failed'"  # letters that were given up
STAFF = "role <> 'resident'"
CLOCK_OWED = "met_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL"


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Site(SQLModel, table=True):
    """A compound, with the number that its next ticket gets."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    region: str
    timezone: str
    language: str
    standard: str
    next_number: int = 1


class Room(SQLModel, table=True):
    """A chat that is bound to a site."""

    __table_args__ = (UniqueConstraint("platform", "chat"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id", index=True)
    platform: str
    chat: str
    kind: str
    title: str
    language: str | None = None
    active: bool = True


class Person(SQLModel, table=True):
    """Somebody at a site; residents' homes stand here and nowhere else."""

    __table_args__ = (_partial("ix_person_staff", "site_id", where=STAFF),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id", index=True)
    name: str
    role: str
    area: list[str] = Field(sa_column=Column(JSON, nullable=False))
    language: str | None = None
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    active: bool = True


class Address(SQLModel, table=True):
    """An account at which a person is reached."""

    __table_args__ = (UniqueConstraint("platform", "account", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    account: str
    state: str = "unknown"


class Code(SQLModel, table=True):
    """A one-time code, kept as its SHA-256 only."""

    digest: str = Field(primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    room_kind: str | None = None
    name: str | None = None
    role: str | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")  # somebody known already
    area: list[str] = Field(sa_column=Column(JSON, nullable=False))
    home: list[str] = Field(sa_column=Column(JSON, nullable=False))  # building, unit, room
    expires_at: datetime
    used_at: datetime | None = None


class Ticket(SQLModel, table=True):
    """A matter as it stands; `Reporter` has its people, `Entry` its story."""

    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        Index("ix_ticket_status", "site_id", "status"),
        Index("ix_ticket_reporter", "reporter_id", "last_line_at"),
        Index("ix_ticket_owner", "owner_id", "status"),
        Index("ix_ticket_opened", "site_id", "opened_at", "id"),
        Index("ix_ticket_topic", "site_id", "topic", "opened_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    number: int
    status: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    kind: str
    category: str | None = None
    class_: int = Field(sa_column_kwargs={"name": "class"})
    topic: str | None = None
    urgency: str
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    door: str | None = None  # the room number of the place
    area: str | None = None
    relation: str | None = None
    keywords: list[str] = Field(sa_column=Column(JSON, nullable=False))
    because: list[str] = Field(sa_column=Column(JSON, nullable=False))
    confidence: float
    room_id: int | None = Field(default=None, foreign_key="room.id")
    source: str
    reporter_id: int = Field(foreign_key="person.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    receiver_id: int | None = Field(default=None, foreign_key="person.id")
    helpers: list[int] = Field(sa_column=Column(JSON, nullable=False))
    followers: list[int] = Field(sa_column=Column(JSON, nullable=False))
    accused: list[int] = Field(sa_column=Column(JSON, nullable=False))
    anonymous: bool = False
    verdict: str | None = None
    parent_id: int | None = Field(default=None, foreign_key="ticket.id")
    round: int
    standard: str
    opened_at: datetime
    last_line_at: datetime | None = None
    result: str | None = Field(default=None, sa_column=Column(Text))
    done_at: datetime | None = None
    done_by: int | None = None
    attitude: int | None = None
    outcome: int | None = None
    waiting_for: str | None = Field(default=None, sa_column=Column(Text))
    next_news_at: datetime | None = None
    merged_into: int | None = None  # the other's number


class Absence(SQLModel, table=True):
    """Leave (请假) asked for, and who stands in; it counts once a head has agreed."""

    __table_args__ = (Index("ix_absence_site", "site_id", "state", "last"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    person_id: int = Field(foreign_key="person.id")
    deputy_id: int = Field(foreign_key="person.id")
    first: date
    last: date
    state: str = "asked"  # asked | agreed | refused
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")


class StandardText(SQLModel, table=True):
    """A standard as it was when tickets were opened under it (S2-62); rows are only ever added."""

    __tablename__ = "standard"
    version: str = Field(primary_key=True)
    data: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Reporter(SQLModel, table=True):
    """Somebody who reported or joined a ticket."""

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    place: int  # 0: the first reporter
    home: int | None = None  # the same for two of one home, on this ticket alone; none: counted with another


class Entry(SQLModel, table=True):
    """A journal entry; rows are only ever added."""

    __table_args__ = (
        Index("ix_entry_actor", "actor_id", "at"),
        Index("ix_entry_steps", "ticket_id", "kind", "actor_id"),  # figures read it instead of the rows
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    at: datetime
    kind: str
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    audience: str
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Clock(SQLModel, table=True):
    """A promise on a ticket; `next_at` is when something is owed for it."""

    __table_args__ = (
        _partial("ix_clock_next", "next_at", where="next_at IS NOT NULL"),
        _partial("ix_clock_owed", "due_at", where=CLOCK_OWED),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    kind: str
    started_at: datetime
    due_at: datetime
    rule: str
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    paused_at: datetime | None = None
    step: int = 0
    next_at: datetime | None = None


class Timer(SQLModel, table=True):
    """A site's recurring job: one row each (site, kind); due_at moves on when it has fired."""

    __table_args__ = (UniqueConstraint("site_id", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    kind: str
    due_at: datetime = Field(index=True)


class Letter(SQLModel, table=True):
    """A notice to one chat, stored with its cause and delivered later."""

    __table_args__ = (
        _partial("ix_letter_waiting", "platform", "chat", "urgent", "id", where=WAITING),
        _partial("ix_letter_card", "ticket_id", "card", where=WAITING),
        _partial("ix_letter_failed", "platform", where=FAILED),
    )
    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    platform: str
    chat: str
    language: str
    notice: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    card: str | None = None  # edit the message of this name, where it stands, instead of a new one
    mention: str | None = None  # account named at the head, where it is said in a room
    photo_ids: list[int] = Field(sa_column=Column(JSON, nullable=False))
    reply_to: str | None = None
    urgent: bool = False
    state: str = "waiting"  # waiting | sent | failed | stale (a newer one of the same card)
    attempts: int = 0
    not_before: datetime
    created_at: datetime
    sent_at: datetime | None = None
    error: str | None = Field(default=None, sa_column=Column(Text))


class Post(SQLModel, table=True):
    """A message about a ticket as it stands in a chat: ours, or the one that opened it."""

    __table_args__ = (UniqueConstraint("platform", "chat", "message"),)
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    platform: str
    chat: str
    message: str
    card: str | None = None


class Question(SQLModel, table=True):
    """What the desk waits to hear from a person in a chat; a newer question replaces it."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    chat: str = Field(primary_key=True)
    kind: str
    ticket_id: int = Field(foreign_key="ticket.id")
    expires_at: datetime
    words: str | None = Field(default=None, sa_column=Column(Text))  # what was answered before


class Photo(SQLModel, table=True):
    """A picture of a matter, or of a corrective action: the platform's name of it, later our file."""

    __table_args__ = (_partial("ix_photo_waiting", "id", where=WAITING),)
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    remedy_id: int | None = Field(default=None, foreign_key="remedy.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    platform: str
    ref: str = Field(sa_column=Column(Text, nullable=False))  # the platform's name of the file
    file: str | None = None  # name in the media directory once it is stored there
    state: str = "waiting"  # waiting | stored | failed
    attempts: int = 0
    not_before: datetime | None = None  # None: it has not been tried yet
    at: datetime
    error: str | None = None


def table(model: type[SQLModel]) -> Table:
    """The Core table behind a model."""
    return model.metadata.tables[str(model.__tablename__)]
