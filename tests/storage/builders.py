"""Sites, people and tickets to test with."""

from datetime import UTC, datetime
from typing import Any

from desk.notices import Notice
from desk.people import Person, Role, Room, RoomKind, Site
from desk.ticket import Status, Ticket
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def a_site(uow: UnitOfWork, name: str = "阳光花园") -> Site:
    return uow.sites.add(Site(id=0, name=name))


def a_room(uow: UnitOfWork, site: Site, chat: str = "room") -> Room:
    return uow.rooms.bind(site.id, "web", chat, RoomKind.RESIDENTS, "业主群")


def a_person(uow: UnitOfWork, site: Site, **others: Any) -> Person:
    values = {"id": 0, "site": site.id, "name": "李静", "role": Role.RESIDENT}
    return uow.people.add(Person(**{**values, **others}))


def a_ticket(uow: UnitOfWork, site: Site, person: Person, **others: Any) -> Ticket:
    values = {
        "id": 0,
        "number": 0,
        "site": site.id,
        "status": Status.OPEN,
        "text": "3栋电梯坏了",
        "opened_at": NOW,
        "last_line_at": NOW,
        "reporter": person.id,
        "reporters": (person.id,),
    }
    return uow.tickets.create(Ticket(**{**values, **others}))


def a_letter(site: Site, **others: Any) -> Letter:
    values = {
        "site": site.id,
        "ticket": None,
        "person": None,
        "platform": "web",
        "chat": "room",
        "language": "zh_CN",
        "notice": Notice("added"),
        "not_before": NOW,
        "created_at": NOW,
    }
    return Letter(**{**values, **others})
