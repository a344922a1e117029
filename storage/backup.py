"""Backup and restore of the SQLite file. PostgreSQL has its own tools.

A backup is one file that stands alone, taken while the desk runs. Photos lie in the media directory and
are not in it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import make_url

from storage import schema
from storage.durable import sync_directory
from storage.engine import reserve
from storage.errors import Trouble, Unavailable, translated

_PAGES = 2_000  # copied between two words of progress: 8 MB
_WAIT = 5.0  # seconds for another program to let go


class Obstacle(StrEnum):
    """Why no backup is taken or restored; the value is the sentence for people."""

    POSTGRES = "PostgreSQL is backed up by `pg_dump --format=custom` and restored by `pg_restore`"
    NO_FILE = "there is no such file"
    EXISTS = "the file exists already: a backup overwrites nothing"
    NO_DATABASE = "the file is not a database of this program"
    DAMAGED = "the file is damaged"
    NEWER = "the file was written by a newer version of this program"
    IN_USE = "the database is in use: stop the desk first"


class BackupRefused(Exception):  # noqa: N818  # an answer, not a fault
    """Nothing was changed."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(str(obstacle))
        self.obstacle = obstacle


def backup(url: str, file: Path, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Copy the database as it is now into a new `file`; the desk may go on writing meanwhile.

    `progress` is told the pages done and in all. Raises BackupRefused, and Unavailable (a full disk).
    """
    source = _file(url)
    _existing(source)
    if file.exists():
        raise BackupRefused(Obstacle.EXISTS)
    partial = file.with_name(file.name + ".partial")
    with _tidied(partial):
        _copy(source, partial, progress)
        _check(partial)
        partial.replace(file)
    sync_directory(file.parent)


def restore(url: str, file: Path) -> Path | None:
    """Put the backup in the database's place; returns where the replaced one was kept.

    Raises BackupRefused (a damaged or foreign file, a desk that runs) and Unavailable (a full disk).
    """
    target = _file(url)
    _existing(file)
    _check(file)
    partial = target.with_name(target.name + ".partial")
    with _tidied(partial):
        _copy(file, partial, lambda _done, _all: None)
        kept = _set_aside(target) if target.exists() else None
        partial.replace(target)
    sync_directory(target.parent)
    return kept


def _file(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise BackupRefused(Obstacle.POSTGRES)
    return Path(parsed.database or "")


def _existing(file: Path) -> None:
    if not file.is_file():
        raise BackupRefused(Obstacle.NO_FILE)


def _copy(source: Path, target: Path, progress: Callable[[int, int], None]) -> None:
    target.unlink(missing_ok=True)
    reserve(target)
    with closing(_open(source, "ro")) as old, closing(_open(target, "rwc")) as new:
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on one moment's state
        old.backup(new, pages=_PAGES, progress=lambda _state, left, pages: progress(pages - left, pages))
        new.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def _check(file: Path) -> None:
    try:
        with closing(_open(file, "ro")) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        known = "no such table" in str(error) or "not a database" in str(error)
        raise BackupRefused(Obstacle.NO_DATABASE if known else Obstacle.DAMAGED) from error
    if not sound:
        raise BackupRefused(Obstacle.DAMAGED)
    if version > schema.newest():
        raise BackupRefused(Obstacle.NEWER)


def _set_aside(target: Path) -> Path:
    """Keep the present database under another name; refused while any program has it open."""
    try:
        _fold(target)
    except sqlite3.DatabaseError as error:
        known = translated(error)
        if isinstance(known, Unavailable) and known.trouble is Trouble.LOCKED:
            raise BackupRefused(Obstacle.IN_USE) from error
        # else it is damaged, which is why another is put in its place
    number = 1
    while (kept := target.with_name(f"{target.name}.replaced-{number}")).exists():
        number += 1
    for beside in ("-wal", "-shm"):
        log = target.with_name(target.name + beside)
        if log.exists():
            log.rename(kept.with_name(kept.name + beside))
    try:
        kept.hardlink_to(target)  # at every moment there is one at its place: else a new, empty one is begun
    except OSError:  # a file system without
        target.rename(kept)
    return kept


def _fold(file: Path) -> None:
    """Bring the database's log into its file, which needs it for this program alone."""
    with closing(_open(file, "rw")) as database:
        database.execute("PRAGMA locking_mode=EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode=DELETE")


def _open(file: Path, mode: str) -> sqlite3.Connection:
    uri = f"{file.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)


@contextmanager
def _tidied(partial: Path) -> Iterator[None]:
    """Leaves no half-written file behind, and tells of a full disk as storage does."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error) from error
    finally:
        partial.unlink(missing_ok=True)
