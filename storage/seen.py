"""The guard against doing an update twice, updates set aside, and remembered cursors."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables

_SEEN = tables.table(tables.Seen)
_QUARANTINE = tables.table(tables.Quarantine)
_MARK = tables.table(tables.Mark)


class Seen:
    """What has been handled already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        self._upsert = dialect.insert

    def first_time(self, platform: str, update: str, at: datetime) -> bool:
        """Whether this update is new; it is known from now on."""
        values = {"platform": platform, "update": update, "at": at}
        kept = self._upsert(_SEEN).values(values).on_conflict_do_nothing()
        return self._connection.execute(kept).rowcount == 1

    def forget_before(self, moment: datetime) -> None:
        """Drop what no platform delivers again (Telegram keeps updates for 24 h)."""
        self._connection.execute(delete(_SEEN).where(_SEEN.c.at < moment))

    def quarantine(self, platform: str, update: str, raw: str, error: str, at: datetime) -> None:
        """Keep, as it came, an update that could not be handled."""
        values = {"platform": platform, "update": update, "raw": raw, "error": error, "at": at}
        self._connection.execute(insert(_QUARANTINE).values(values))

    def quarantined(self) -> list[tuple[str, str, str]]:
        """(platform, update, error) of everything set aside."""
        found = select(_QUARANTINE.c.platform, _QUARANTINE.c.update, _QUARANTINE.c.error)
        return [(platform, update, error) for platform, update, error in self._connection.execute(found)]

    def mark(self, name: str) -> str | None:
        """A remembered value."""
        return self._connection.execute(select(_MARK.c.value).where(_MARK.c.name == name)).scalar()

    def set_mark(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        kept = self._upsert(_MARK).values(name=name, value=value)
        kept = kept.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        self._connection.execute(kept)
