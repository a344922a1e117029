"""One account at several sites: a tap counts at the ticket's site, an answer where it was asked for."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import cast

import pytest
from sqlalchemy import Engine

from bot.book import load_book
from desk.people import Role
from desk.ticket import Status, Ticket
from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

UPDATES = count()


@pytest.fixture
def tools(database: Engine) -> Iterator[Tools]:
    reader = cast("Reader", None)  # nobody's words are read here
    with database.begin() as connection:
        yield Tools(uow=UnitOfWork(connection), reader=reader, book=load_book(), window=Window())


def job(tools: Tools, account: str, site_name: str) -> Ticket:
    """A dispatched ticket of an officer who is reached at the account."""
    site = a_site(tools.uow, name=site_name)
    officer = a_person(tools.uow, site, name="王强", role=Role.CUSTOMER_OFFICER)
    tools.uow.people.reach(officer.id, "wecom", account, "ok")
    return a_ticket(tools.uow, site, a_person(tools.uow, site), owner=officer.id, status=Status.DISPATCHED)


def did(tools: Tools, kind: Kind, *, button: str | None = None, text: str = "") -> str:
    """What the account hears on a tap; it may also write."""
    incoming = Incoming(
        platform="wecom",
        update=str(next(UPDATES)),
        kind=kind,
        chat="zhou",
        private=True,
        sender=Sender(account="zhou"),
        message="m",
        button=button,
        text=text,
    )
    toast = router.handle(incoming, tools, NOW)
    return toast.notice.key if toast else ""


def now(tools: Tools, ticket: Ticket) -> Ticket:
    found = tools.uow.tickets.get(ticket.id)
    assert found is not None
    return found


def test_a_tap_counts_at_the_tickets_site_and_an_answer_where_it_was_asked_for(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    for ticket in (first, last):
        assert did(tools, Kind.TAP, button=f"v1:accept:{ticket.id}") == "done.accept"
        assert now(tools, ticket).status == "accepted"
    did(tools, Kind.TAP, button=f"v1:note:{first.id}")
    did(tools, Kind.MESSAGE, text="配件已到")
    noted = [
        ticket for ticket in (first, last) if "note" in {e.kind for e in tools.uow.journal.of(ticket.id)}
    ]
    assert [one.id for one in noted] == [first.id]


def test_a_ticket_of_a_site_where_somebody_is_nobody_is_unknown_to_them(tools: Tools) -> None:
    job(tools, "zhou", "阳光花园")
    foreign = job(tools, "xu", "月亮湾")
    assert did(tools, Kind.TAP, button=f"v1:accept:{foreign.id}") == "refused.unknown_button"
    assert now(tools, foreign).status == "dispatched"


def test_who_has_left_one_site_has_no_rights_there(tools: Tools) -> None:
    first, _ = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    (person,) = tools.uow.people.at("wecom", "zhou", first.site)
    tools.uow.people.change(replace(person, active=False))
    assert did(tools, Kind.TAP, button=f"v1:accept:{first.id}") == "refused.unknown_button"
