"""What storage raises, so that nobody above needs to know a database's own errors."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

if TYPE_CHECKING:
    import psycopg


class Trouble(StrEnum):
    """Why nothing could be read or kept; the value is the sentence for people."""

    FULL = "the disk is full: free some space, what was sent meanwhile is fetched again"
    LOCKED = "another program holds the database: only one may write to it at a time"
    LOST = "the database cannot be reached"
    UNOPENED = "the database's file cannot be opened: check that it is a file and its directory is there"
    READ_ONLY = "the database may only be read: check the file's and its directory's permissions"
    DAMAGED = "the database is damaged: restore the last backup"
    BROKEN_DISK = "the disk reports errors"
    NEWER = "the database was written by a newer version of this program"
    CLOSED = "the desk is closing"


class Unavailable(Exception):  # noqa: N818  # a state of the world, not a fault of the program
    """Nothing was kept, through no fault of what was to be kept: worth doing again later."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNOPENED,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_IOERR: Trouble.BROKEN_DISK,
}
_POSTGRES = {  # by SQLSTATE or its class (PostgreSQL, appendix A)
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "08": Trouble.LOST,
    "53": Trouble.LOST,
    "57": Trouble.LOST,
    "40": Trouble.LOCKED,
    "55": Trouble.LOCKED,
    "58": Trouble.BROKEN_DISK,
    "XX": Trouble.DAMAGED,
}


def translated(error: BaseException) -> BaseException:
    """`Unavailable` where the database could not do its work; any other error as it is."""
    trouble = _trouble(_root(error))
    if trouble is None:
        return error
    unavailable = Unavailable(trouble)
    unavailable.__cause__ = error
    return unavailable


@contextmanager
def in_our_words() -> Iterator[None]:
    """Errors leave this block as `translated` tells them."""
    try:
        yield
    except Exception as error:
        told = translated(error)
        if told is error:
            raise
        raise told from error


def transient(error: BaseException) -> bool:
    """Whether the same unit may succeed at once: a deadlock, or a connection that had died before."""
    root = _of_postgres(_root(error))
    if root is None:
        return False
    state = root.sqlstate or ""
    return state.startswith(("40", "08", "57P0")) or (_operational(root) and not state)


def _root(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def _trouble(error: BaseException) -> Trouble | None:
    if isinstance(error, PoolTimeout):
        return Trouble.LOST
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _SQLITE.get(code & 0xFF) if code is not None else None
    known = _of_postgres(error)
    if known is None:
        return None
    if known.sqlstate is None:
        return Trouble.LOST if _operational(known) else None
    return _POSTGRES.get(known.sqlstate) or _POSTGRES.get(known.sqlstate[:2])


def _of_postgres(error: BaseException) -> "psycopg.Error | None":
    """The error where it is the driver's, which is loaded then; a desk on SQLite never pays for it."""
    driver = sys.modules.get("psycopg")
    return error if driver and isinstance(error, driver.Error) else None


def _operational(error: "psycopg.Error") -> bool:
    return isinstance(error, sys.modules["psycopg"].OperationalError)
