"""A lease: one holder among all processes on one database, given up when its connection ends.

On PostgreSQL an advisory lock of the session; on SQLite, which one process has to itself, always granted.
"""

import zlib
from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_GIVE = text("SELECT pg_advisory_unlock(:key)")
_KEPT = text("SELECT 1")


class Lease:
    """The right to do something alone, as delivering a bot account's letters."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._key = zlib.crc32(name.encode())
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether it is ours now; another process may have it."""
        if self._engine.dialect.name == "sqlite":
            return True
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if connection.execute(_TAKE, {"key": self._key}).scalar():
                self._connection = connection
                return True
            connection.close()
        except DBAPIError:
            pass  # the database is away: whoever works finds out for themselves
        return False

    def kept(self) -> bool:
        """Whether it is still ours: with the connection goes the lock."""
        if self._connection is None:
            return self._engine.dialect.name == "sqlite"
        try:
            self._connection.execute(_KEPT)
        except DBAPIError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Let another process have it."""
        if self._connection is not None:
            with suppress(DBAPIError):  # gone already: the lock went with it
                self._connection.execute(_GIVE, {"key": self._key})  # at once: the server ends sessions later
            self._connection.invalidate()  # not back to the pool: the lock ends with the connection
            self._connection.close()
            self._connection = None
