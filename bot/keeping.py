"""Backup and restore as one file: the database as it is at one moment, and the photos."""

import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOENT
from pathlib import Path

from storage import backup
from storage.durable import sync_directory, synced

_DATABASE = "desk.db"
_MEDIA = "media/"
Progress = Callable[[int, int], None]


class NoBackupError(ValueError):
    """The file is no backup of ours."""


def save(url: str, media: Path, file: Path, progress: Progress) -> int:
    """Write the backup while the desk may run; returns how many photos are in it.

    `progress` is told steps done and in all. Raises BackupRefused, Unavailable, OSError: nothing is left.
    """
    if file.exists():
        raise backup.BackupRefused(backup.Obstacle.EXISTS)
    if not file.parent.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(file.parent))  # a disk that is not mounted
    with _room(file.parent) as room:
        backup.backup(url, room / _DATABASE, progress)
        photos = sorted(one for one in media.iterdir() if one.suffix != ".part") if media.is_dir() else []
        whole = room / "backup.zip"
        whole.touch(mode=0o600)  # the room is ours alone, what leaves it has to be, too
        with whole.open("wb") as written:
            with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
                archive.write(room / _DATABASE, _DATABASE, zipfile.ZIP_DEFLATED)
                for done, photo in enumerate(photos, 1):
                    with suppress(FileNotFoundError):  # let go meanwhile
                        archive.write(photo, _MEDIA + photo.name)
                    progress(done, len(photos))
            synced(written)
        whole.replace(file)
        sync_directory(file.parent)
    return len(photos)


def bring_back(url: str, media: Path, file: Path, progress: Progress) -> Path | None:
    """Put the backup in place; returns where the replaced database was kept.

    Photos are added to those that are there; a damaged backup replaces nothing. Raises NoBackupError,
    BackupRefused and OSError.
    """
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError:
        raise backup.BackupRefused(backup.Obstacle.NO_FILE) from None
    except zipfile.BadZipFile as error:
        raise NoBackupError(str(file)) from error
    with archive, _room(media.parent) as room:
        photos = _unpacked(archive, room, progress)
        kept = backup.restore(url, room / _DATABASE)
        media.mkdir(mode=0o700, parents=True, exist_ok=True)
        for photo in photos:
            photo.replace(media / photo.name)
    return kept


def _unpacked(archive: zipfile.ZipFile, room: Path, progress: Progress) -> list[Path]:
    """The photos, beside the database: all of it is read before anything of ours is replaced."""
    names = archive.namelist()
    photos = [room / name for name in names if _is_photo(name)]
    if _DATABASE not in names:
        raise NoBackupError(archive.filename)
    try:
        archive.extract(_DATABASE, room)
        for done, photo in enumerate(photos, 1):
            archive.extract(_MEDIA + photo.name, room)
            progress(done, len(photos))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:  # it is not what was written
        raise NoBackupError(archive.filename) from error
    return photos


def _is_photo(name: str) -> bool:
    """Only plain names below media/: a crafted archive reaches no other place."""
    inner = name.removeprefix(_MEDIA)
    return name.startswith(_MEDIA) and bool(inner) and inner == Path(inner).name and inner not in (".", "..")


@contextmanager
def _room(beside: Path) -> Iterator[Path]:
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=beside, prefix=".wuyebot-") as name:
        yield Path(name)
