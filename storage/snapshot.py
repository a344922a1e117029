"""A connection for looking only, beside the writer: one moment's state, no locks, no changes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from storage.errors import in_our_words


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Raises Unavailable."""
    with in_our_words(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
        else:
            connection.execution_options(reading=True)
            with connection.begin(), _query_only(connection):
                yield connection


@contextmanager
def _query_only(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
