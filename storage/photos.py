"""Photos: first as the platform names them, then as files in the media directory. And albums."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from storage import tables

_PHOTO = tables.table(tables.Photo)
_ALBUM = tables.table(tables.Album)


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture of a matter."""

    id: int = 0
    ticket: int
    person: int
    platform: str
    ref: str
    file: str | None = None
    at: datetime


class Photos:
    """The pictures of tickets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, photo: Photo) -> int:
        """Keep a photo that is still to be fetched; returns its id."""
        values = {
            "ticket_id": photo.ticket,
            "person_id": photo.person,
            "platform": photo.platform,
            "ref": photo.ref,
            "at": photo.at,
            "state": "waiting",
        }
        key = self._connection.execute(insert(_PHOTO).values(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def waiting(self, limit: int) -> list[Photo]:
        """Photos that are still to be fetched, the oldest first."""
        found = select(_PHOTO).where(_PHOTO.c.state == "waiting").order_by(_PHOTO.c.id).limit(limit)
        return [_photo(row) for row in self._connection.execute(found).mappings()]

    def of(self, ticket: int) -> list[Photo]:
        """A ticket's photos, the oldest first."""
        found = select(_PHOTO).where(_PHOTO.c.ticket_id == ticket).order_by(_PHOTO.c.id)
        return [_photo(row) for row in self._connection.execute(found).mappings()]

    def get(self, keys: tuple[int, ...]) -> list[Photo]:
        """The photos with these ids."""
        found = select(_PHOTO).where(_PHOTO.c.id.in_(keys)).order_by(_PHOTO.c.id)
        return [_photo(row) for row in self._connection.execute(found).mappings()]

    def stored(self, key: int, file: str) -> None:
        """It lies in the media directory under that name."""
        self._connection.execute(update(_PHOTO).where(_PHOTO.c.id == key).values(state="stored", file=file))

    def failed(self, key: int, error: str) -> None:
        """It cannot be fetched."""
        self._connection.execute(update(_PHOTO).where(_PHOTO.c.id == key).values(state="failed", error=error))

    def album(self, platform: str, chat: str, album: str) -> int | None:
        """The id of the ticket to which the other parts of an album went."""
        where = (_ALBUM.c.platform == platform, _ALBUM.c.chat == chat, _ALBUM.c.album == album)
        return self._connection.execute(select(_ALBUM.c.ticket_id).where(*where)).scalar()

    def keep_album(self, platform: str, chat: str, album: str, ticket: int) -> None:
        """The album's parts go to that ticket."""
        if self.album(platform, chat, album) is None:
            values = {"platform": platform, "chat": chat, "album": album, "ticket_id": ticket}
            self._connection.execute(insert(_ALBUM).values(values))


def _photo(row: RowMapping) -> Photo:
    return Photo(
        id=row["id"],
        ticket=row["ticket_id"],
        person=row["person_id"],
        platform=row["platform"],
        ref=row["ref"],
        file=row["file"],
        at=row["at"],
    )
