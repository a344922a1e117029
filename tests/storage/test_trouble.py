"""Trouble: full disks, locks, lost connections and deadlocks reach who waits in words, and pass."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event, text

from storage import engine as engines
from storage.errors import Trouble, Unavailable, transient, translated
from storage.schema import reading, upgrade
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.serving import PATIENCE
from tests.storage.builders import a_person, a_site, a_ticket
from tests.storage.test_writer import held_up

Opened = Callable[[str], Engine]


@pytest.fixture
def sqlite(sqlite_url: str, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)
    return opened(sqlite_url)


@pytest.fixture
def postgres(postgres_url: str, opened: Opened) -> Engine:
    return opened(postgres_url)


def _writer(engine: Engine) -> Iterator[Writer]:
    writer = Writer(engine)
    yield writer
    writer.close()


@pytest.fixture
def on_sqlite(sqlite: Engine) -> Iterator[Writer]:
    yield from _writer(sqlite)


@pytest.fixture
def on_postgres(postgres: Engine) -> Iterator[Writer]:
    yield from _writer(postgres)


def _keep(name: str, value: str = "x") -> Callable[[UnitOfWork], None]:
    return lambda uow: uow.seen.set_mark(name, value)


def _names(engine: Engine) -> set[str]:
    with engine.connect().execution_options(reading=True) as connection:
        return set(connection.execute(text("SELECT name FROM mark")).scalars())


def test_a_full_disk_is_told_to_all_who_wait_and_the_writer_goes_on(sqlite_url: str, opened: Opened) -> None:
    """SQLite's limit of pages stands for the disk's end."""
    engine = opened(sqlite_url)
    limit = {"pages": 0}

    def limit_pages(connection: Any, *_others: object) -> None:
        connection.execute(f"PRAGMA max_page_count={limit['pages'] or 1_000_000}")

    event.listen(engine, "checkout", limit_pages)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file:
        (limit["pages"],) = file.execute("PRAGMA page_count").fetchone()
    memory: list[str] = []

    def small(uow: UnitOfWork) -> None:
        uow.if_undone(lambda: memory.append("undone"))
        uow.seen.set_mark("small", "x")

    writer = Writer(engine)
    with held_up(writer):
        futures = [writer.submit(small), writer.submit(_keep("large", "x" * 100_000))]
    troubles = [future.exception(10) for future in futures]
    assert [getattr(error, "trouble", None) for error in troubles] == [Trouble.FULL] * 2
    assert "disk is full" in str(troubles[0])
    assert memory == ["undone"]
    limit["pages"] = 0
    writer.submit(_keep("later", "x" * 100_000)).result(PATIENCE)
    writer.close()
    assert _names(engine) == {"later"}


def test_a_locked_database_is_told_to_all_who_wait_and_the_writer_goes_on(
    on_sqlite: Writer, sqlite: Engine, sqlite_url: str
) -> None:
    on_sqlite.submit(_keep("before")).result(PATIENCE)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        futures = [on_sqlite.submit(_keep(f"m{n}")) for n in range(3)]
        assert {getattr(future.exception(10), "trouble", None) for future in futures} == {Trouble.LOCKED}
        other.execute("ROLLBACK")
    on_sqlite.submit(_keep("after")).result(PATIENCE)
    assert _names(sqlite) == {"before", "after"}


def test_two_programs_that_read_before_they_write_both_get_through(sqlite_url: str, opened: Opened) -> None:
    """A transaction that began by reading could not write any more once the other had written."""
    writers = [Writer(opened(sqlite_url)) for _ in range(2)]

    def count(uow: UnitOfWork) -> None:
        uow.seen.set_mark("count", str(int(uow.seen.mark("count") or 0) + 1))

    futures = [writers[n % 2].submit(count) for n in range(200)]
    assert [future.exception(20) for future in futures] == [None] * 200
    for writer in writers:
        writer.close()
    with reading(opened(sqlite_url)) as uow:
        assert uow.seen.mark("count") == "200"


def test_a_row_that_somebody_holds_for_long_is_told(
    postgres_url: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 1)
    engine = opened(postgres_url)
    writer = Writer(engine)
    writer.submit(_keep("a")).result(PATIENCE)
    with engine.begin() as other:
        other.execute(text("UPDATE mark SET value = 'held'"))
        error = writer.submit(_keep("a")).exception(20)
    assert isinstance(error, Unavailable)
    assert error.trouble is Trouble.LOCKED
    writer.submit(_keep("a")).result(PATIENCE)
    writer.close()


def test_a_directory_that_is_not_there_is_told(opened: Opened, tmp_path: Any) -> None:
    with pytest.raises(Unavailable) as told:
        upgrade(opened(f"sqlite:///{tmp_path}/nowhere/desk.db"))
    assert told.value.trouble is Trouble.UNOPENED


def test_a_file_that_is_no_database_is_told(opened: Opened, tmp_path: Any) -> None:
    (tmp_path / "desk.db").write_bytes(b"these are not the pages of a database" * 100)
    with pytest.raises(Unavailable) as told:
        upgrade(opened(f"sqlite:///{tmp_path}/desk.db"))
    assert told.value.trouble is Trouble.DAMAGED


def test_a_server_that_is_not_there_is_told(opened: Opened, tmp_path: Any) -> None:
    with pytest.raises(Unavailable) as told:
        upgrade(opened(f"postgresql+psycopg://postgres@/desk?host={tmp_path}"))
    assert told.value.trouble is Trouble.LOST


def test_reading_without_a_database_is_told(opened: Opened, tmp_path: Any) -> None:
    engine = opened(f"sqlite:///{tmp_path}/nowhere/desk.db")
    with pytest.raises(Unavailable), reading(engine) as uow:
        uow.sites.all()


def test_a_connection_that_died_is_replaced_and_its_unit_carried_out_once(
    on_postgres: Writer, postgres: Engine
) -> None:
    on_postgres.submit(_keep("before")).result(PATIENCE)
    with postgres.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    on_postgres.submit(_keep("after")).result(PATIENCE)
    assert _names(postgres) == {"before", "after"}


def test_two_lanes_that_lock_tickets_crosswise_both_get_through(
    on_postgres: Writer, postgres: Engine
) -> None:
    site, person = on_postgres.submit(lambda uow: (site := a_site(uow), a_person(uow, site))).result(PATIENCE)
    first, second = (
        on_postgres.submit(lambda uow: a_ticket(uow, site, person)).result(PATIENCE) for _ in "12"
    )
    both_hold_one = threading.Barrier(2)
    tries: list[str] = []

    def cross(name: str, one: int, other: int) -> Callable[[UnitOfWork], None]:
        def work(uow: UnitOfWork) -> None:
            uow.if_undone(lambda: tries.append(f"{name} undone"))
            tries.append(name)
            uow.tickets.get(one)
            if tries.count(name) == 1:
                both_hold_one.wait(PATIENCE)
            uow.tickets.get(other)
            uow.seen.set_mark(name, name)

        return work

    lanes = ("a", "b")  # of different threads: see crc32
    futures = [
        on_postgres.submit(cross("one", first.id, second.id), lanes[0]),
        on_postgres.submit(cross("two", second.id, first.id), lanes[1]),
    ]
    for future in futures:
        future.result(20)
    assert _names(postgres) == {"one", "two"}
    assert sum(step.endswith("undone") for step in tries) == 1


def test_a_sweep_and_a_tap_on_one_ticket_never_wait_for_each_other_in_a_circle(
    postgres: Engine, on_postgres: Writer
) -> None:
    """Whoever moves a ticket locks it and then its clocks; so the sweep must leave that ticket alone."""
    from tests.storage.test_clocks import a_clock  # noqa: PLC0415  # its fixtures are not wanted here

    site, person = on_postgres.submit(lambda uow: (site := a_site(uow), a_person(uow, site))).result(PATIENCE)
    ticket = on_postgres.submit(lambda uow: a_ticket(uow, site, person)).result(PATIENCE)
    clock = on_postgres.submit(lambda uow: uow.clocks.add(a_clock(ticket.id))).result(PATIENCE)
    with postgres.begin() as tap:
        UnitOfWork(tap).tickets.get(ticket.id)
        with postgres.begin() as sweep:
            assert UnitOfWork(sweep).clocks.due(clock.due_at, 10) == []
    with postgres.begin() as sweep:
        assert UnitOfWork(sweep).clocks.due(clock.due_at, 10) == [clock]


def test_a_unit_that_never_gets_through_is_told_after_three_tries(on_postgres: Writer) -> None:
    tries: list[float] = []

    def work(_uow: UnitOfWork) -> None:
        tries.append(time.monotonic())
        raise psycopg.errors.DeadlockDetected

    with pytest.raises(Unavailable) as told:
        on_postgres.submit(work).result(PATIENCE)
    assert told.value.trouble is Trouble.LOCKED
    assert len(tries) == 3


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (psycopg.errors.DiskFull(), Trouble.FULL),
        (psycopg.errors.AdminShutdown(), Trouble.LOST),
        (psycopg.errors.TooManyConnections(), Trouble.LOST),
        (psycopg.errors.ReadOnlySqlTransaction(), Trouble.READ_ONLY),
        (psycopg.OperationalError("server closed the connection"), Trouble.LOST),
    ],
)
def test_what_postgresql_reports_is_told_in_our_words(error: psycopg.Error, trouble: Trouble) -> None:
    told = translated(error)
    assert isinstance(told, Unavailable)
    assert told.trouble is trouble
    assert told.__cause__ is error


@pytest.mark.parametrize("error", [psycopg.errors.UniqueViolation(), sqlite3.IntegrityError(), KeyError("x")])
def test_a_unit_s_own_fault_stays_what_it_is(error: Exception) -> None:
    assert translated(error) is error
    assert not transient(error)
