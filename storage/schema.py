"""The schema's version, bringing a database to it, and looking into a database beside the writer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from storage.engine import reserve
from storage.errors import Trouble, Unavailable, in_our_words
from storage.snapshot import snapshot
from storage.unit_of_work import UnitOfWork

_PATIENCE = 60  # seconds that another process may take to upgrade
_VERSIONS = Path(__file__).parent / "migrations" / "versions"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; an empty one is filled.

    Raises Unavailable, also for a database that a newer version of the program has upgraded.
    """
    if engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
        reserve(Path(str(engine.url.database)))
    with in_our_words(), engine.connect() as connection, _turn(connection):
        _upgrade(connection)


@contextmanager
def _turn(connection: Connection) -> Iterator[None]:
    """A transaction in which processes that start together upgrade one after the other."""
    if connection.dialect.name == "postgresql":
        with connection.begin():
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261121)")
            yield
        return
    file = connection.connection.cursor()  # not the connection: that would begin what may have to wait
    ((usual,),) = file.execute("PRAGMA busy_timeout").fetchall()
    file.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
    try:
        with connection.begin():
            yield
    finally:
        file.execute(f"PRAGMA busy_timeout = {usual}")


def _upgrade(connection: Connection) -> None:
    present = _revision(connection)
    if present == newest():
        return
    if present is not None and present not in _known():
        raise Unavailable(Trouble.NEWER)
    from storage import migrating  # noqa: PLC0415  # Alembic takes 0.1 s and 11 MB: not at every start

    migrating.upgrade(connection)


def revision(engine: Engine) -> str | None:
    """The schema version that the database is at; None: it is empty. Raises Unavailable."""
    with in_our_words(), engine.connect().execution_options(reading=True) as connection:
        return _revision(connection)


def newest() -> str:
    """The schema version that this program knows."""
    return max(_known())


@contextmanager
def reading(engine: Engine) -> Iterator[UnitOfWork]:
    """A unit of work for looking only, beside the writer: one moment's state, no locks, no changes.

    Raises Unavailable.
    """
    with snapshot(engine) as connection:
        yield UnitOfWork(connection, reading=True)


def _known() -> set[str]:
    return {path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py")}


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found
