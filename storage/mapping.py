"""Rows to desk values and back: the one place where a column meets a field."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

from desk.clocks import Clock, ClockKind
from desk.kind import Kind
from desk.people import Person, Role, Room, RoomKind, Site
from desk.reading import Category, Class, Place, Urgency
from desk.ticket import Status, Ticket
from storage.statements import Row

_PLAIN = (
    "number text topic confidence source round standard opened_at last_line_at result done_at done_by "
    "attitude outcome waiting_for next_news_at merged_into anonymous verdict"
).split()
_PLACE = {"building": "building", "unit": "unit", "floor": "floor", "room": "door", "area": "area"}
_IDS = {
    "site": "site_id",
    "room": "room_id",
    "reporter": "reporter_id",
    "owner": "owner_id",
    "parent": "parent_id",
    "receiver": "receiver_id",
}
_LISTS = ("keywords", "because", "helpers", "followers", "accused")
_CODED = ("status", "kind", "urgency", "relation", "category", "class")
TICKET_COLUMNS = (*_PLAIN, *_PLACE.values(), *_IDS.values(), *_LISTS, *_CODED)


def ticket_columns(ticket: Ticket) -> Row:
    """The row of a ticket, without its id."""
    columns = {name: getattr(ticket, name) for name in _PLAIN}
    columns |= {column: getattr(ticket.place, name) for name, column in _PLACE.items()}
    columns |= {column: getattr(ticket, name) for name, column in _IDS.items()}
    columns |= {name: list(getattr(ticket, name)) for name in _LISTS}
    return columns | {
        "status": ticket.status.value,
        "kind": ticket.kind.value,
        "urgency": ticket.urgency.value,
        "relation": ticket.place.relation,
        "category": ticket.category and ticket.category.value,
        "class": ticket.class_.value,
    }


def ticket(row: Row, reporters: tuple[int, ...], homes: Mapping[int, str]) -> Ticket:
    """The ticket of a row."""
    plain: dict[str, Any] = {name: row[name] for name in _PLAIN}
    plain |= {name: row[column] for name, column in _IDS.items()}
    plain |= {name: tuple(row[name]) for name in _LISTS}
    return Ticket(
        id=row["id"],
        status=Status(row["status"]),
        kind=Kind(row["kind"]),
        urgency=Urgency(row["urgency"]),
        category=Category(row["category"]) if row["category"] else None,
        class_=Class(row["class"]),
        place=Place(**{name: row[column] for name, column in _PLACE.items()}, relation=row["relation"]),
        reporters=reporters,
        homes=homes,
        **plain,
    )


def _parts(names: str, prefix: str) -> Mapping[str, Callable[[Row], tuple[Any, ...]]]:
    """How to take these columns from their own row, or from a wider one where `prefix` stands before each."""
    return {each: itemgetter(*(each + name for name in names.split())) for each in ("", prefix)}


_SITE = _parts("id name region timezone language standard", "site_")
_ROOM = _parts("id site_id platform chat kind title language active", "room_")
_PERSON = _parts("id site_id name role language building unit room active area", "person_")


def site(row: Row, prefix: str = "") -> Site:
    """The site of a row."""
    return _site(_SITE[prefix](row))


def room(row: Row, prefix: str = "") -> Room:
    """The room of a row."""
    return _room(_ROOM[prefix](row))


def person(row: Row, prefix: str = "") -> Person:
    """The person of a row."""
    key, site, name, role, language, building, unit, room, active, area = _PERSON[prefix](row)
    return Person(
        id=key,
        site=site,
        name=name,
        role=Role(role),
        area=frozenset(area),
        language=language,
        building=building,
        unit=unit,
        room=room,
        active=active,
    )


# The same few are read for every message; equal columns give the same value, so nothing can grow stale.
@lru_cache(maxsize=256)
def _site(columns: tuple[Any, ...]) -> Site:
    key, name, region, timezone, language, standard = columns
    return Site(id=key, name=name, region=region, timezone=timezone, language=language, standard=standard)


@lru_cache(maxsize=1024)
def _room(columns: tuple[Any, ...]) -> Room:
    key, site, platform, chat, kind, title, language, active = columns
    return Room(
        id=key,
        site=site,
        platform=platform,
        chat=chat,
        kind=RoomKind(kind),
        title=title,
        language=language,
        active=active,
    )


_CLOCK = "started_at due_at rule met_at cancelled_at paused_at step next_at".split()
CLOCK_COLUMNS = (*_CLOCK, "ticket_id", "kind")


def clock(row: Row) -> Clock:
    """The clock of a row."""
    plain: dict[str, Any] = {name: row[name] for name in _CLOCK}
    return Clock(id=row["id"], ticket=row["ticket_id"], kind=ClockKind(row["kind"]), **plain)


def clock_columns(clock: Clock) -> Row:
    """The row of a clock, without its id."""
    columns = {name: getattr(clock, name) for name in _CLOCK}
    return columns | {"ticket_id": clock.ticket, "kind": clock.kind.value}
