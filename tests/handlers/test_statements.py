"""A message asks the database for no more than it needs: so many statements, counted as SQLite takes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.book import load_book
from desk.people import Role, RoomKind
from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.storage.builders import NOW, a_person, a_site

BOOK = load_book()
REPORT = "3栋1单元101室厨房水龙头坏了，一直滴水，麻烦来修"


@dataclass
class Desk:
    """Takes messages in, one unit each."""

    connection: Connection
    reader: Reader
    window: Window = field(default_factory=Window)
    taken: int = 0

    @property
    def uow(self) -> UnitOfWork:
        return UnitOfWork(self.connection)

    def take(self, account: str, text: str = "", **more: Any) -> int:
        """How many statements it took."""
        self.taken += 1
        told: dict[str, Any] = {"kind": Kind.MESSAGE, "chat": "-1", "message": str(self.taken), "text": text}
        sender = Sender(account=account, name=account)
        incoming = Incoming(platform="telegram", update=str(self.taken), sender=sender, **{**told, **more})
        tools = Tools(uow=self.uow, reader=self.reader, book=BOOK, window=self.window)
        with _counted(self.connection) as statements:
            router.handle(incoming, tools, NOW)
        return len(statements)


@contextmanager
def _counted(connection: Connection) -> Iterator[list[str]]:
    driver: Any = connection.connection.driver_connection
    statements: list[str] = []
    driver.set_trace_callback(statements.append)
    yield statements
    driver.set_trace_callback(None)


@pytest.fixture
def desk(reader: Reader) -> Iterator[Desk]:
    with undone() as connection:
        uow = UnitOfWork(connection)
        site = a_site(uow)
        for chat, kind in (("-1", RoomKind.RESIDENTS), ("-2", RoomKind.STAFF)):
            uow.rooms.bind(site.id, "telegram", chat, kind, kind)
        officer = a_person(uow, site, role=Role.ENGINEER)
        uow.people.reach(officer.id, "telegram", "officer", "ok")
        yield Desk(connection, reader)


def test_a_report_that_opens_a_ticket_and_is_asked_about_takes_45_statements_at_most(desk: Desk) -> None:
    taken = desk.take("resident", REPORT)
    (ticket,) = desk.uow.tickets.of(1)
    assert desk.uow.clears.of(ticket.id), "nothing was asked"
    assert taken <= 45


def test_a_line_added_takes_25_statements_at_most_and_taking_the_job_31(desk: Desk) -> None:
    desk.take("resident", REPORT)
    assert desk.take("resident", "就是刚才说的那个水龙头") <= 25
    (ticket,) = desk.uow.tickets.of(1)
    assert "刚才" in ticket.text
    assert desk.take("officer", kind=Kind.TAP, chat="-2", button=f"v1:accept:{ticket.id}") <= 31
    assert [one.status for one in desk.uow.tickets.of(1)] == ["accepted"]


def test_chatter_takes_two_statements(desk: Desk) -> None:
    assert [desk.take("resident", words) for words in ("早上好", "哈哈哈", "谢谢大家")] == [2, 2, 2]
