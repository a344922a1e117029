"""The one lookup says what the five single ones say."""

from datetime import timedelta

import pytest

from desk.people import Role
from storage.questions import Question
from storage.scenes import Spoken
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_room, a_site, a_ticket

SINCE = NOW - timedelta(minutes=10)
CHATS = ("room", "staff", "private", "nowhere")
ACCOUNTS = ("a1", "a2", "a3", "")


@pytest.fixture(autouse=True)
def town(uow: UnitOfWork) -> int:
    return _town(uow)


def _town(uow: UnitOfWork) -> int:
    """Two sites; a1 lives at both, a2 worked at the second; returns the ticket that a1 last added to."""
    here, there = a_site(uow), a_site(uow, "翠湖")
    a_room(uow, here)
    a_room(uow, there, "staff")
    resident, neighbour = a_person(uow, here), a_person(uow, there)
    officer = a_person(uow, there, role=Role.ENGINEER, area=frozenset({"1"}), active=False)
    for person, account in ((resident, "a1"), (neighbour, "a1"), (officer, "a2")):
        uow.people.reach(person.id, "web", account)
    a_ticket(uow, here, resident, last_line_at=SINCE - timedelta(seconds=1))
    ticket = a_ticket(uow, here, resident)
    a_ticket(uow, here, resident, last_line_at=NOW - timedelta(minutes=1))
    for chat, minutes in (("room", 1), ("private", 0)):
        expires_at = NOW + timedelta(minutes=minutes)
        question = Question(
            person=resident.id, chat=chat, kind="note", ticket=ticket.id, expires_at=expires_at
        )
        uow.questions.ask(question)
    return ticket.id


def _spoken(uow: UnitOfWork, chat: str, account: str, *, private: bool) -> Spoken | None:
    """As it was put together out of single lookups."""
    room = None if private else uow.rooms.at("web", chat)
    people = uow.people.at("web", account, room.site if room else None)
    people = [one for one in people if one.active]  # who has left has no part any more
    if private:  # whoever is being asked something there, else who joined last
        people = [one for one in people if uow.questions.open(one.id, chat, NOW)][-1:] or people[-1:]
    if (private and not people) or (not private and room is None):
        return None
    person = people[0] if people else None
    site = room.site if room else people[0].site
    latest = uow.tickets.latest_of(person.id, SINCE) if person else None
    return Spoken(
        site=uow.sites.get(site),
        room=room,
        person=person,
        question=uow.questions.open(person.id, chat, NOW) if person else None,
        latest=latest.id if latest else None,
        reached=not private or person is None or "ok" in _states(uow, person.id, account),
    )


def _states(uow: UnitOfWork, person: int, account: str) -> set[str]:
    addresses = uow.people.addresses(person)
    return {one.state for one in addresses if (one.platform, one.account) == ("web", account)}


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("chat", CHATS)
def test_what_is_said_in_a_room(uow: UnitOfWork, chat: str, account: str) -> None:
    spoken = uow.scenes.in_room("web", chat, account, now=NOW, since=SINCE)
    assert spoken == _spoken(uow, chat, account, private=False)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("chat", CHATS)
def test_what_is_said_in_private(uow: UnitOfWork, chat: str, account: str) -> None:
    spoken = uow.scenes.in_private("web", chat, account, now=NOW, since=SINCE)
    assert spoken == _spoken(uow, chat, account, private=True)


def test_the_town_has_what_the_comparison_is_about(uow: UnitOfWork, town: int) -> None:
    spoken = uow.scenes.in_room("web", "room", "a1", now=NOW, since=SINCE)
    assert spoken is not None
    assert (spoken.question and spoken.question.kind, spoken.latest) == ("note", town)
