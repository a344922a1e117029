"""A database file that one process has to itself: SQLite's ticket book has one desk (storage.lease)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.refusal import Refusal
from bot.terminal import say


@contextmanager
def held(database: Path | None) -> Iterator[None]:
    """Ours while the context is open; a Refusal where another desk has it. None: it is no file.

    The system takes the lock back from a process that was killed. Commands beside a running desk need none.
    """
    if database is None:
        yield
        return
    try:
        lock = database.with_suffix(".lock").open("a")
    except OSError as error:
        raise Refusal(say("init.unwritable", file=database.parent, why=error.strerror)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(say("store.held", file=database)) from None
        yield
