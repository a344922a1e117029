"""Somebody from an imported list joins; what is urgent reaches every address that a person has."""

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import Engine

from bot.book import load_book
from desk.change import to_person, to_role
from desk.notices import Notice
from desk.people import Person, Role, Site
from handlers import delivered, router
from handlers.incoming import Incoming, Kind, Sender
from handlers.post import Post
from handlers.roster import place
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.codes import Grant
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


@pytest.fixture
def tools(database: Engine) -> Iterator[Tools]:
    reader = cast("Reader", None)  # nobody speaks here
    with database.begin() as connection:
        yield Tools(uow=UnitOfWork(connection), reader=reader, book=load_book(), window=Window())


@pytest.fixture
def site(tools: Tools) -> Site:
    return a_site(tools.uow)


@pytest.fixture
def officer(tools: Tools, site: Site) -> Person:
    return a_person(tools.uow, site, name="王强", role=Role.ENGINEER)


def _join(tools: Tools, officer: Person, account: str, code: str) -> None:
    grant = Grant(
        site=officer.site,
        expires_at=NOW + timedelta(days=1),
        name="王强",
        role=officer.role,
        person=officer.id,
    )
    tools.uow.codes.add(code, grant)
    incoming = Incoming(
        platform="web",
        update=code,
        kind=Kind.MESSAGE,
        chat=account,
        private=True,
        sender=Sender(account=account),
        text=f"/join {code}",
    )
    router.handle(incoming, tools, NOW)


def test_somebody_listed_joins_as_who_they_are(tools: Tools, officer: Person) -> None:
    _join(tools, officer, "7", "AAAA")
    assert [one.account for one in tools.uow.people.addresses(officer.id)] == ["7"]
    assert tools.uow.people.at("web", "7", officer.site) == [officer]


def test_an_account_that_spoke_before_and_the_listed_person_become_one(
    tools: Tools, site: Site, officer: Person
) -> None:
    """Their roster and their tickets go along; nobody stands twice."""
    spoke = a_person(tools.uow, site, name="小王")
    tools.uow.people.reach(spoke.id, "web", "7")
    tools.uow.people.reach(officer.id, "telegram", "70", "ok")
    ticket = a_ticket(tools.uow, site, spoke, owner=officer.id)
    book = tools.book
    shift = place(
        tools.uow,
        book.calendar(site),
        book.standard("s0").duty,
        site=site.id,
        day=NOW.date() + timedelta(days=1),
        person=officer.id,
        now=NOW,
    )
    assert shift
    _join(tools, officer, "7", "BBBB")
    one = tools.uow.people.get(spoke.id)
    assert (one.name, one.role) == ("王强", Role.ENGINEER)
    assert [person.id for person in tools.uow.people.staff(site.id)] == [spoke.id]
    kept, owned = tools.uow.roster.get(shift.id), tools.uow.tickets.get(ticket.id)
    assert [kept and kept.person, owned and owned.owner] == [spoke.id, spoke.id]
    assert {one.account for one in tools.uow.people.addresses(spoke.id)} == {"7", "70"}


def test_what_is_urgent_goes_to_every_address_and_the_rest_to_one(
    tools: Tools, site: Site, officer: Person
) -> None:
    """S2-10, S2-17; an address that was blocked is left out."""
    for account, state in (("7", "ok"), ("8", "ok"), ("9", "blocked")):
        tools.uow.people.reach(officer.id, "web", account, state)
    post = Post(tools=tools, site=site, now=NOW)
    post.tell(to_person(officer.id, Notice("advised"), urgent=True))
    assert _chats(tools) == {"7", "8"}
    for letter in tools.uow.letters.waiting(["web"], 9):
        tools.uow.letters.sent(letter.id, NOW)
    post.tell(to_person(officer.id, Notice("added")))
    assert _chats(tools) == {"7"}


@pytest.mark.parametrize(
    ("failures", "after", "chat"), [(4, None, "7"), (5, None, "8"), (9, 60.0, "7"), (1, 300.0, "8")]
)
def test_a_letter_that_keeps_failing_goes_to_the_next_address_and_a_card_that_stands_does_not(
    tools: Tools, officer: Person, failures: int, after: float | None, chat: str
) -> None:
    """An app whose settings are wrong (`after`), or a platform that is away for more than a moment."""
    site = tools.uow.sites.get(officer.site)
    ticket = a_ticket(tools.uow, site, officer)
    for account in ("7", "8"):
        tools.uow.people.reach(officer.id, "web", account, "ok")
    Post(tools=tools, site=site, now=NOW).tell(to_person(officer.id, Notice("added")))
    for _ in range(failures):
        (letter,) = tools.uow.letters.waiting(["web"], 9)
        delivered.unreachable(tools, letter, "away", NOW, after)
    assert _chats(tools) == {chat}
    for letter in tools.uow.letters.waiting(["web"], 9):
        tools.uow.letters.sent(letter.id, NOW)
    tools.uow.posts.add(ticket.id, "web", "7", "m1", "owner")
    post = Post(tools=tools, site=site, now=NOW, ticket=ticket)
    post.to_chat("web", "7", Notice("added"), None, "owner")
    for _ in range(failures):
        (letter,) = tools.uow.letters.waiting(["web"], 9)
        delivered.unreachable(tools, letter, "away", NOW, after)
    assert _chats(tools) == {"7"}


def test_what_is_for_the_duty_officer_goes_to_whoever_the_roster_says(
    tools: Tools, site: Site, officer: Person
) -> None:
    """S2-07: without a roster to everybody with the role, with one to the officer of that moment alone."""
    sleeper = a_person(tools.uow, site, name="值班室", role=Role.DUTY_OFFICER)
    tools.uow.people.reach(officer.id, "web", "7", "ok")
    tools.uow.people.reach(sleeper.id, "web", "8", "ok")
    post = Post(tools=tools, site=site, now=NOW)
    post.tell(to_role(Role.DUTY_OFFICER, Notice("advised")))
    assert _chats(tools) == {"8"}
    for letter in tools.uow.letters.waiting(["web"], 9):
        tools.uow.letters.sent(letter.id, NOW)
    calendar, duty = tools.book.calendar(site), tools.book.standard("s0").duty
    today = calendar.local(NOW).date()
    assert place(tools.uow, calendar, duty, site=site.id, day=today, person=officer.id, now=NOW)
    post.tell(to_role(Role.DUTY_OFFICER, Notice("advised")))
    assert _chats(tools) == {"7"}


def _chats(tools: Tools) -> set[str]:
    return {letter.chat for letter in tools.uow.letters.waiting(["web"], 9)}


@pytest.mark.parametrize(
    ("before", "also", "state"),
    [("blocked", "", "ok"), ("unknown", "", "ok"), ("unknown", "wecom", "unknown")],
)
def test_who_writes_to_the_desk_alone_can_be_written_to(
    tools: Tools, officer: Person, before: str, also: str, state: str
) -> None:
    """Also where a platform's refusal had it otherwise; not where it only answers."""
    tools.uow.people.reach(officer.id, "web", "7", before)
    told = Incoming(
        platform="web",
        update="1",
        kind=Kind.MESSAGE,
        chat="7",
        private=True,
        sender=Sender(account="7", also=also),
        text="/语言 en",
    )
    router.handle(told, tools, NOW)
    assert [one.state for one in tools.uow.people.addresses(officer.id)] == [state]
