"""SQLite without SQLAlchemy, for a process that only reads and has to begin soon."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from storage.ready import Reading, Ready
from storage.teller import Questions, Teller

BUSY_SECONDS = 5  # how long another may hold SQLite's file or PostgreSQL's row before we give up


class _Bare(Reading[Ready]):
    def _prepared(self, statement: Ready) -> Ready:
        return statement


@dataclass(frozen=True)
class Aside:
    """How another process reads the journal: plain values that can be sent to it."""

    file: str
    questions: Questions[Ready]

    @contextmanager
    def opened(self) -> Iterator[Teller[Ready]]:
        """One moment's state, no locks, no changes; raises OSError."""
        try:
            with closing(sqlite3.connect(self.file, timeout=BUSY_SECONDS, isolation_level=None)) as raw:
                raw.execute("PRAGMA query_only = ON")
                raw.execute("BEGIN")
                yield Teller(_Bare(raw), self.questions)
        except sqlite3.Error as error:
            raise OSError(f"{self.file}: {error}") from error
