"""One database for all examples of a law: what an example writes is never committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Connection, Engine

from storage.engine import open_engine
from storage.schema import upgrade


@cache
def _engine() -> Engine:
    engine = open_engine("sqlite://")
    upgrade(engine)
    return engine


@contextmanager
def undone() -> Iterator[Connection]:
    """A transaction on a database of the newest schema without rows; it is rolled back at the end."""
    with _engine().connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
