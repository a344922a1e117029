"""Photos: first as the platform names them, then as files in the media directory. And albums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import func, literal, select, text, update

from storage import surface_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion, keys_in

_PHOTO = tables.table(tables.Photo)
_ALBUM = tables.table(surface_tables.Album)
_GIVEN = "ticket_id remedy_id person_id platform ref at state file attempts".split()
_ADD = Statement(insertion(_PHOTO, *_GIVEN).returning(_PHOTO.c.id))
_WAITS = text(tables.WAITING)  # spelt as in the index, or SQLite would not use it
_PLATFORMS = Statement(select(_PHOTO.c.platform).where(_WAITS).distinct())
_turn = func.coalesce(_PHOTO.c.not_before, _PHOTO.c.at)
_WAITING = Statement(
    select(_PHOTO)
    .where(_WAITS, _PHOTO.c.platform == given("at_platform"), _turn <= given("now"))
    .order_by(_turn, _PHOTO.c.id)  # what was just tried in vain comes after what is new
    .limit(given("most"))
)
_THERE = _PHOTO.c.state != literal("removed")
_OF = Statement(select(_PHOTO).where(_PHOTO.c.ticket_id == given("ticket"), _THERE).order_by(_PHOTO.c.id))
_OF_REMEDY = Statement(
    select(_PHOTO).where(_PHOTO.c.remedy_id == given("remedy"), _THERE).order_by(_PHOTO.c.id)
)
_USED = Statement(select(_PHOTO.c.file).where(_PHOTO.c.file.is_not(None), _THERE))
_UNFILE = Statement(
    update(_PHOTO)
    .where(_PHOTO.c.state == literal("removed"), _PHOTO.c.file == given("name"))
    .values(file=None)
)
_GONE = Statement(
    select(_PHOTO.c.file).where(_PHOTO.c.file.is_not(None), _PHOTO.c.state == literal("removed"))
)
_STORED = Statement(
    update(_PHOTO).where(_PHOTO.c.id == given("key")).values(state="stored", file=given("file"))
)
_LATER = Statement(
    update(_PHOTO)
    .where(_PHOTO.c.id == given("key"))
    .values(not_before=given("not_before"), error=given("error"), attempts=_PHOTO.c.attempts + 1)
)
_FAILED = Statement(
    update(_PHOTO).where(_PHOTO.c.id == given("key")).values(state="failed", error=given("error"))
)
_ALBUM_OF = Statement(
    select(_ALBUM.c.ticket_id).where(
        _ALBUM.c.platform == given("platform"),
        _ALBUM.c.chat == given("chat"),
        _ALBUM.c.album == given("album"),
    )
)
_KEEP_ALBUM = Statement(insertion(_ALBUM, "platform", "chat", "album", "ticket_id").on_conflict_do_nothing())


@cache
def _among(size: int) -> Statement:
    return Statement(select(_PHOTO).where(_PHOTO.c.id.in_(keys_in(size)), _THERE).order_by(_PHOTO.c.id))


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture of a matter, or of a corrective action (then `ticket` is 0)."""

    id: int = 0
    ticket: int = 0
    remedy: int | None = None
    person: int
    platform: str
    ref: str
    file: str | None = None
    attempts: int = 0  # to fetch it, in vain
    at: datetime


class Photos:
    """The pictures of tickets and of corrective actions."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, photo: Photo) -> int:
        """Keep a photo, which is still to be fetched where it has no file; returns its id."""
        values = {
            "ticket_id": photo.ticket or None,
            "remedy_id": photo.remedy,
            "person_id": photo.person,
            "platform": photo.platform,
            "ref": photo.ref,
            "at": photo.at,
            "state": "stored" if photo.file else "waiting",
            "file": photo.file,
            "attempts": 0,
        }
        (row,) = self._transaction.rows(_ADD, values)
        return int(row["id"])

    def platforms(self) -> list[str]:
        """The platforms from which photos are still to be fetched."""
        return [row["platform"] for row in self._transaction.rows(_PLATFORMS, {})]

    def waiting(self, platform: str, limit: int, now: datetime) -> list[Photo]:
        """Photos that are to be fetched from there now: those first that have been due the longest."""
        wanted = {"at_platform": platform, "now": now, "most": limit}
        return [photo_of(row) for row in self._transaction.rows(_WAITING, wanted)]

    def of(self, ticket: int) -> list[Photo]:
        """A ticket's photos, the oldest first."""
        return [photo_of(row) for row in self._transaction.rows(_OF, {"ticket": ticket})]

    def of_remedy(self, remedy: int) -> list[Photo]:
        """A corrective action's photos, the oldest first."""
        return [photo_of(row) for row in self._transaction.rows(_OF_REMEDY, {"remedy": remedy})]

    def get(self, keys: tuple[int, ...]) -> list[Photo]:
        """The photos with these ids."""
        return [photo_of(row) for row in self._transaction.among(_among, keys)]

    def stored(self, key: int, file: str) -> None:
        """It lies in the media directory under that name."""
        self._transaction.run(_STORED, {"key": key, "file": file})

    def later(self, key: int, not_before: datetime, error: str) -> None:
        """It could not be fetched now; it is tried again then."""
        self._transaction.run(_LATER, {"key": key, "not_before": not_before, "error": error})

    def failed(self, key: int, error: str) -> None:
        """It cannot be fetched."""
        self._transaction.run(_FAILED, {"key": key, "error": error})

    def used(self) -> set[str]:
        """The names of the files that some ticket has."""
        return {row["file"] for row in self._transaction.rows(_USED, {})}

    def unwanted(self) -> set[str]:
        """The names of files whose photos were removed and that no ticket has, until they are let go."""
        return {row["file"] for row in self._transaction.rows(_GONE, {})} - self.used()

    def let_go(self, files: Iterable[str]) -> None:
        """These files are there no more."""
        for name in files:
            self._transaction.run(_UNFILE, {"name": name})

    def album(self, platform: str, chat: str, album: str) -> int | None:
        """The id of the ticket to which the other parts of an album went."""
        where = {"platform": platform, "chat": chat, "album": album}
        ticket: int | None = self._transaction.value(_ALBUM_OF, where)
        return ticket

    def keep_album(self, platform: str, chat: str, album: str, ticket: int) -> None:
        """The album's parts go to that ticket; the first to say so decides."""
        values = {"platform": platform, "chat": chat, "album": album, "ticket_id": ticket}
        self._transaction.run(_KEEP_ALBUM, values)


def photo_of(row: Row) -> Photo:
    """The photo of a row."""
    return Photo(
        id=row["id"],
        ticket=row["ticket_id"] or 0,
        remedy=row["remedy_id"],
        person=row["person_id"],
        platform=row["platform"],
        ref=row["ref"],
        file=row["file"],
        attempts=row["attempts"],
        at=row["at"],
    )
