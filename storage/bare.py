"""SQLite without SQLAlchemy, for a process that only reads and has to begin soon."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from storage.ready import IN, Reading, Ready
from storage.teller import Questions, Teller

BUSY_SECONDS = 5  # how long another may hold SQLite's file or PostgreSQL's row before we give up


class _Bare(Reading[Ready]):
    _least = IN  # one statement does for any number of keys

    def _prepared(self, statement: Ready) -> Ready:
        return statement


@dataclass(frozen=True)
class Aside:
    """How another process reads the journal: plain values that can be sent to it."""

    file: str
    heads: Ready
    reporters: Ready  # of as many tickets as a statement takes
    told: Ready

    @contextmanager
    def opened(self) -> Iterator[Teller[Ready]]:
        """One moment's state, no locks, no changes; raises OSError."""
        try:
            with closing(sqlite3.connect(self.file, timeout=BUSY_SECONDS, isolation_level=None)) as raw:
                raw.execute("PRAGMA query_only = ON")
                raw.execute("BEGIN")
                asked = Questions(self.heads, lambda _size: self.reporters, lambda _size: self.told)
                yield Teller(_Bare(raw), asked)
        except sqlite3.Error as error:
            raise OSError(f"{self.file}: {error}") from error
