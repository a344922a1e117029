"""A unit asks once for what it needs again, and never goes on believing what it has changed itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from desk.clears import Slot
from desk.journal import Audience, Entry
from desk.leave import Absence, Answer
from desk.notices import Notice
from desk.people import Person, Role, Room, RoomKind, Site
from desk.roster import Shift
from desk.ticket import Status, Ticket
from storage.contacts import Contact
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_letter, a_person, a_room, a_site, a_ticket

HOUR = timedelta(hours=1)


class Known:
    """One of each, as one unit knows them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.site: Site = a_site(uow)
        self.room: Room = a_room(uow, self.site)
        self.person: Person = a_person(uow, self.site)
        self.officer: Person = a_person(uow, self.site, role=Role.ENGINEER)
        self.ticket: Ticket = a_ticket(uow, self.site, self.person)

    def ask_for_leave(self) -> int:
        day, ids = NOW.date(), {"id": 0, "site": self.site.id}
        absence = Absence(**ids, person=self.officer.id, deputy=self.person.id, first=day, last=day)
        return self.uow.absences.ask(absence).id

    def leave(self) -> None:
        self.uow.absences.decide(self.ask_for_leave(), Answer.AGREED, self.officer.id)

    def duty(self) -> None:
        ids = {"id": 0, "site": self.site.id, "person": self.officer.id}
        self.uow.roster.put(Shift(**ids, starts_at=NOW - HOUR, ends_at=NOW + HOUR))


Read = Callable[[Known], Any]
Write = Callable[[Known], object]
CHANGES: dict[str, tuple[Read, Write]] = {
    "site": (
        lambda k: k.uow.sites.get(k.site.id),
        lambda k: k.uow.sites.change(replace(k.site, language="en")),
    ),
    "room by chat": (
        lambda k: k.uow.rooms.at("web", "room"),
        lambda k: k.uow.rooms.move("web", "room", "other"),
    ),
    "room by id": (
        lambda k: k.uow.rooms.get(k.room.id),
        lambda k: k.uow.rooms.bind(k.site.id, "web", "room", RoomKind.STAFF, "群"),
    ),
    "rooms": (
        lambda k: k.uow.rooms.of(k.site.id),
        lambda k: k.uow.rooms.set_active(k.room.id, active=False),
    ),
    "person": (
        lambda k: k.uow.people.get(k.person.id),
        lambda k: k.uow.people.change(replace(k.person, name="王芳")),
    ),
    "staff": (
        lambda k: k.uow.people.staff(k.site.id),
        lambda k: k.uow.people.change(replace(k.officer, active=False)),
    ),
    "somebody": (
        lambda k: k.uow.people.named([k.person.id, k.officer.id, k.officer.id + 1]),
        lambda k: a_person(k.uow, k.site),
    ),
    "addresses": (
        lambda k: k.uow.people.addresses(k.person.id),
        lambda k: k.uow.people.reach(k.person.id, "web", "a", "ok"),
    ),
    "account": (
        lambda k: k.uow.people.at("web", "a"),
        lambda k: k.uow.people.reach(k.person.id, "web", "a", "ok"),
    ),
    "mark": (lambda k: k.uow.seen.mark("m"), lambda k: k.uow.seen.set_mark("m", "1")),
    "leave": (lambda k: k.uow.absences.away(k.site.id, NOW.date()), Known.leave),
    "duty": (lambda k: k.uow.roster.at(k.site.id, NOW), Known.duty),
    "contact": (
        lambda k: k.uow.contacts.get(k.person.id),
        lambda k: k.uow.contacts.keep(Contact(person=k.person.id, phone="1")),
    ),
    "questions": (
        lambda k: k.uow.clears.of(k.ticket.id),
        lambda k: k.uow.clears.plan(k.ticket.id, Slot.PLACE),
    ),
    "ticket": (
        lambda k: k.uow.tickets.get(k.ticket.id),
        lambda k: k.uow.tickets.save(replace(k.ticket, status=Status.CLOSED)),
    ),
    "owner": (
        lambda k: k.uow.tickets.get(k.ticket.id),
        lambda k: k.uow.tickets.save(replace(k.ticket, owner=k.officer.id)),
    ),
    "reporters": (
        lambda k: k.uow.tickets.get(k.ticket.id),
        lambda k: k.uow.tickets.save(replace(k.ticket, reporters=(k.person.id, k.officer.id))),
    ),
    "reporter's home": (
        lambda k: (k.uow.tickets.get(k.ticket.id) or k.ticket).homes,
        lambda k: k.uow.people.change(replace(k.person, building="3", room="501")),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_read_is_read_anew_once_this_unit_has_changed_it(uow: UnitOfWork, what: str) -> None:
    (read, write), known = CHANGES[what], Known(uow)
    before = read(known)
    assert read(known) == before
    write(known)
    assert read(known) != before


def test_what_was_read_before_a_lock_was_got_is_read_anew(
    postgres_url: str, opened: Callable[[str], Engine]
) -> None:
    """For whoever had the lock may have changed it."""
    engine, today = opened(postgres_url), NOW.date()
    with engine.begin() as connection:
        known = Known(UnitOfWork(connection))
        asked = known.ask_for_leave()
    with engine.begin() as here:
        absences = UnitOfWork(here).absences
        assert absences.away(known.site.id, today) == []
        with engine.begin() as there:
            UnitOfWork(there).absences.decide(asked, Answer.AGREED, known.officer.id)
        assert absences.get(asked)
        assert [one.id for one in absences.away(known.site.id, today)] == [asked]


def test_many_rows_of_a_kind_are_kept_in_their_order(uow: UnitOfWork) -> None:
    known = Known(uow)
    entries = [
        Entry(kind=f"k{n}", at=NOW, actor=None, audience=Audience.STAFF, facts={"n": n}) for n in range(70)
    ]
    uow.journal.add(known.ticket.id, entries)
    assert uow.journal.of(known.ticket.id) == entries


def test_of_cards_kept_together_each_replaces_the_one_that_waits_in_its_chat(uow: UnitOfWork) -> None:
    known = Known(uow)

    def cards(key: str, *chats: str) -> list[Letter]:
        about = {"ticket": known.ticket.id, "card": "staff", "notice": Notice(key)}
        return [a_letter(known.site, chat=chat, **about) for chat in chats]

    uow.letters.add(*cards("old", "a", "b", "c"), a_letter(known.site, chat="d"))
    uow.letters.add(*cards("new", "c", "a"))
    waiting = {one.chat: one.notice.key for one in uow.letters.waiting(["web"], 10)}
    assert waiting == {"a": "new", "b": "old", "c": "new", "d": "added"}
    assert uow.letters.counts() == {"waiting": 4, "stale": 2}
