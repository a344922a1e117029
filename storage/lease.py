"""A lease: one holder among all processes on one database, given up when its connection ends.

On PostgreSQL an advisory lock of the session; on SQLite, which one process has to itself, always granted.
"""

import threading
import zlib
from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_GIVE = text("SELECT pg_advisory_unlock(:key)")
_KEPT = text("SELECT 1")


class Lease:
    """The right to do something alone, as delivering a bot account's letters."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name
        self._engine = engine
        self._key = zlib.crc32(name.encode())
        self._connection: Connection | None = None
        self._turn = threading.Lock()  # a look that nobody waits for any more may still be on its way

    def take(self) -> bool:
        """Whether it is ours now; another process may have it."""
        if self._engine.dialect.name == "sqlite":
            return True
        with self._turn, suppress(SQLAlchemyError):  # the database is away, or has no connection to spare
            connection = self._engine.connect()
            try:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                if connection.execute(_TAKE, {"key": self._key}).scalar():
                    self._connection = connection
            finally:
                if self._connection is not connection:
                    connection.close()
        return self._connection is not None

    def kept(self) -> bool:
        """Whether it is still ours: with the connection goes the lock."""
        if self._engine.dialect.name == "sqlite":
            return True
        with self._turn, suppress(SQLAlchemyError):
            if self._connection is not None:
                self._connection.execute(_KEPT)
                return True
        self.release()
        return False

    def release(self) -> None:
        """Let another process have it."""
        with self._turn:
            connection, self._connection = self._connection, None
            if connection is None:
                return
            with suppress(SQLAlchemyError):  # gone already: the lock went with it
                connection.execute(_GIVE, {"key": self._key})  # at once: the server ends sessions later
            connection.invalidate()  # not back to the pool: the lock ends with the connection
            connection.close()
