"""Engines: SQLite in WAL with FULL sync and BEGIN IMMEDIATE, or PostgreSQL."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from storage.bare import BUSY_SECONDS

POOL = 10  # PostgreSQL connections: the writer's four lanes, up to four leases, readers
STATEMENTS = 512  # kept compiled by SQLite for each connection: all of ours

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # Chinese takes half the room


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///file` or `postgresql+psycopg://…`; nothing is opened before it is used."""
    if make_url(url).get_backend_name() != "sqlite":
        patience = {"options": f"-c lock_timeout={BUSY_SECONDS}s", "connect_timeout": BUSY_SECONDS}
        return create_engine(
            url, pool_size=POOL, pool_pre_ping=True, connect_args=patience, json_serializer=_dumps
        )
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": STATEMENTS}
    engine = create_engine(url, connect_args=arguments, json_serializer=_dumps)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reserve(file: Path) -> None:
    """A SQLite file is its owner's alone, an older one too: everybody's telephone number is in it."""
    with suppress(OSError):  # opening it says what is wrong
        file.touch(mode=0o600)
        for one in (file, *(file.with_name(file.name + beside) for beside in ("-wal", "-shm"))):
            if one.is_file() and one.stat().st_uid == os.geteuid() and one.stat().st_mode & 0o077:
                one.chmod(0o600)


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, never implicitly
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """A deferred transaction that reads first cannot be upgraded once another has written."""
    reading = connection.get_execution_options().get("reading", False)
    driver: Any = connection.connection.driver_connection  # SQLAlchemy's cursor costs ten times the statement
    driver.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
