"""Whichever statement fails, a unit of work is done wholly or not at all, and once when it comes again."""

import asyncio
import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.app import Store, build
from bot.clock import Clock
from bot.intake import Desk
from desk.people import RoomKind, Site
from handlers.incoming import Incoming, Kind, Sender
from nlp.reader import Reader
from storage import schema
from storage.engine import open_engine
from storage.errors import Unavailable
from storage.lease import Lease
from storage.writer import Writer

CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR)
_MOST = 400  # statements of one unit; it has far fewer


@dataclass
class Trap:
    """Lets so many statements pass, then breaks the next one."""

    left: int | None = None
    code: int = sqlite3.SQLITE_FULL
    sprung: bool = False

    def step(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left, self.sprung = None, True
            error = sqlite3.OperationalError("broken on purpose")
            error.sqlite_errorcode = self.code
            raise error


def _trapped(trap: Trap) -> type[sqlite3.Connection]:
    class Cursor(sqlite3.Cursor):
        def execute(self, *words: Any) -> Any:
            trap.step()
            return super().execute(*words)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, *words: Any) -> Any:
            if not words[0].startswith("PRAGMA"):
                trap.step()
            return super().execute(*words)

        def commit(self) -> None:
            trap.step()
            super().commit()

    return Connection


@dataclass(frozen=True, kw_only=True)
class Fragile:
    """A desk over a database with a trap in it."""

    desk: Desk
    trap: Trap
    file: Path

    def take(self, *batch: Incoming) -> None:
        asyncio.run(self.desk.take(batch))

    def counts(self) -> dict[str, int]:
        """How many rows there are."""
        with closing(sqlite3.connect(self.file)) as looking:
            tables = looking.execute("select name from sqlite_master where type = 'table'").fetchall()
            return {
                table: looking.execute(f'select count(*) from "{table}"').fetchone()[0]  # noqa: S608  # our names
                for (table,) in tables
            }


@pytest.fixture
def fragile(data: Path, reader: Reader) -> Iterator[Fragile]:
    trap, file = Trap(), data / "desk.db"
    url = f"sqlite:///{file}"
    engine = open_engine(url)
    factory = _trapped(trap)
    event.listen(engine, "do_connect", lambda _dialect, _record, _args, more: more.update(factory=factory))
    store = Store(
        url=url,
        writer=Writer(engine),
        reading=lambda: schema.reading(engine),
        lease=lambda name: Lease(engine, name),
    )
    store.writer.submit(_bind).result()
    yield Fragile(desk=build(store, data, Clock(), [], reader).desk, trap=trap, file=file)
    store.writer.close()
    engine.dispose()


def _bind(uow: Any) -> None:
    site = uow.sites.add(Site(id=0, name="阳光花园"))
    for kind in (RoomKind.RESIDENTS, RoomKind.STAFF):
        uow.rooms.bind(site.id, "telegram", kind, kind, kind)


def _report(number: int) -> Incoming:
    """A repair in a home of its own: nothing that others' reports join."""
    return Incoming(
        platform="telegram",
        update=str(number),
        kind=Kind.MESSAGE,
        chat=RoomKind.RESIDENTS,
        sender=Sender(account=str(number), name=f"业主{number}"),
        message=str(number),
        text=f"{number % 8 + 1}栋1单元{number + 101}室厨房水龙头坏了，一直滴水，麻烦来修",
    )


def _grown(fragile: Fragile, *batch: Incoming) -> dict[str, int]:
    before = fragile.counts()
    fragile.take(*batch)
    return {table: count - before[table] for table, count in fragile.counts().items()}


def test_a_report_whose_statement_fails_leaves_nothing_and_is_whole_the_next_time(fragile: Fragile) -> None:
    """Whether for want of space, of the lock or of the disk: in turn."""
    whole = _grown(fragile, _report(24))
    assert whole["ticket"] == 1
    for number in itertools.count():
        report = _report(24 * (number + 2))  # alike but for the home, so it makes as many rows
        fragile.trap.code, fragile.trap.left, fragile.trap.sprung = CODES[number % 3], number, False
        before = fragile.counts()
        if not _interrupted(fragile, report):
            assert number > 20, "hardly a statement was broken"
            break
        assert fragile.counts() == before, f"statement {number} left something behind"
        assert _grown(fragile, report) == whole, f"after statement {number} it was not whole"
        assert number < _MOST


def _interrupted(fragile: Fragile, report: Incoming) -> bool:
    """Whether the trap was sprung; the platform must be told that nothing was kept."""
    try:
        fragile.take(report)
    except Unavailable:
        assert fragile.trap.sprung
        return True
    assert not fragile.trap.sprung, "a failed statement went unnoticed"
    fragile.trap.left = None
    return False


def test_a_batch_of_which_one_statement_fails_is_once_in_the_database_when_it_came_again(
    fragile: Fragile,
) -> None:
    one = _grown(fragile, _report(24))
    for attempt, broken in enumerate(range(0, 90, 6)):
        batch = [_report(24 * (3 * attempt + which + 2)) for which in range(3)]
        fragile.trap.left, fragile.trap.sprung = broken, False
        before = fragile.counts()
        with pytest.raises(Unavailable):
            fragile.take(*batch)
        fragile.take(*batch)
        after = fragile.counts()
        assert {table: after[table] - before[table] for table in after} == {
            table: 3 * count for table, count in one.items()
        }
