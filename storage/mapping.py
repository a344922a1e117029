"""Rows to desk values and back: the one place where a column meets a field."""

from typing import Any

from sqlalchemy import RowMapping

from desk.clocks import Clock, ClockKind
from desk.people import Person, Role, Room, RoomKind, Site
from desk.reading import Category, Class, Place, Urgency
from desk.ticket import Status, Ticket

_PLAIN = (
    "number status text topic urgency confidence source round standard opened_at last_line_at result done_at "
    "attitude outcome waiting_for next_news_at"
).split()
_PLACE = {"building": "building", "unit": "unit", "floor": "floor", "room": "door", "area": "area"}
_IDS = {
    "site": "site_id",
    "room": "room_id",
    "reporter": "reporter_id",
    "owner": "owner_id",
    "parent": "parent_id",
}


def ticket_columns(ticket: Ticket) -> dict[str, Any]:
    """The row of a ticket, without its id."""
    columns = {name: getattr(ticket, name) for name in _PLAIN}
    columns |= {column: getattr(ticket.place, name) for name, column in _PLACE.items()}
    columns |= {column: getattr(ticket, name) for name, column in _IDS.items()}
    return columns | {
        "relation": ticket.place.relation,
        "category": ticket.category,
        "class": int(ticket.class_),
        "keywords": list(ticket.keywords),
        "because": list(ticket.because),
        "accused": list(ticket.accused),
    }


def ticket(row: RowMapping, reporters: tuple[int, ...]) -> Ticket:
    """The ticket of a row."""
    place = {name: row[column] for name, column in _PLACE.items()}
    plain = {name: row[name] for name in _PLAIN}
    ids = {name: row[column] for name, column in _IDS.items()}
    return Ticket(
        **plain
        | ids
        | {
            "id": row["id"],
            "status": Status(row["status"]),
            "urgency": Urgency(row["urgency"]),
            "category": Category(row["category"]) if row["category"] else None,
            "class_": Class(row["class"]),
            "place": Place(**place, relation=row["relation"]),
            "keywords": tuple(row["keywords"]),
            "because": tuple(row["because"]),
            "accused": tuple(row["accused"]),
            "reporters": reporters,
        }
    )


def person(row: RowMapping) -> Person:
    """The person of a row."""
    return Person(
        id=row["id"],
        site=row["site_id"],
        name=row["name"],
        role=Role(row["role"]),
        area=frozenset(row["area"]),
        language=row["language"],
        building=row["building"],
        unit=row["unit"],
        room=row["room"],
        active=row["active"],
    )


def room(row: RowMapping) -> Room:
    """The room of a row."""
    return Room(
        id=row["id"],
        site=row["site_id"],
        platform=row["platform"],
        chat=row["chat"],
        kind=RoomKind(row["kind"]),
        title=row["title"],
        language=row["language"],
        active=row["active"],
    )


def site(row: RowMapping) -> Site:
    """The site of a row."""
    return Site(
        id=row["id"],
        name=row["name"],
        region=row["region"],
        timezone=row["timezone"],
        language=row["language"],
        standard=row["standard"],
    )


_CLOCK = "id started_at due_at rule met_at cancelled_at paused_at step next_at".split()


def clock(row: RowMapping) -> Clock:
    """The clock of a row."""
    return Clock(ticket=row["ticket_id"], kind=ClockKind(row["kind"]), **{name: row[name] for name in _CLOCK})


def clock_columns(clock: Clock) -> dict[str, Any]:
    """The row of a clock, without its id."""
    columns = {name: getattr(clock, name) for name in _CLOCK if name != "id"}
    return columns | {"ticket_id": clock.ticket, "kind": clock.kind}
