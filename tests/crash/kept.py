"""What stands in a desk's database, for whoever checks it beside or after the desk."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.app import open_store
from desk.journal import Entry
from desk.ticket import Ticket


def ask(data: Path, query: str) -> Sequence[tuple[object, ...]]:
    """The rows of a query; the database stays as it is."""
    with closing(sqlite3.connect(f"file:{data / 'desk.db'}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query).fetchall()


def letters_waiting(data: Path) -> int:
    return int(str(ask(data, "select count(*) from letter where state = 'waiting'")[0][0]))


def tickets(data: Path) -> list[tuple[Ticket, list[Entry]]]:
    """Every ticket with its journal, read as the desk reads them."""
    store = open_store(f"sqlite:///{data / 'desk.db'}")
    try:
        with store.reading() as uow:
            return [
                (ticket, uow.journal.of(ticket.id))
                for site in uow.sites.all()
                for ticket in uow.tickets.of(site.id)
            ]
    finally:
        store.writer.close()


def is_sound(data: Path) -> bool:
    return ask(data, "pragma integrity_check") == [("ok",)] and not ask(data, "pragma foreign_key_check")
