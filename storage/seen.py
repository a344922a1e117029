"""The guard against doing an update twice, updates set aside, and remembered cursors."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import guard_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_SEEN = tables.table(guard_tables.Seen)
_QUARANTINE = tables.table(guard_tables.Quarantine)
_MARK = tables.table(guard_tables.Mark)

_FIRST_TIME = Statement(insertion(_SEEN, "platform", "update", "at").on_conflict_do_nothing())
_FORGET = Statement(delete(_SEEN).where(_SEEN.c.at < given("moment")))
_SET_ASIDE = Statement(insertion(_QUARANTINE, "platform", "update", "raw", "error", "at"))
_ASIDE = Statement(select(_QUARANTINE).order_by(_QUARANTINE.c.id))
_MARKED = Statement(select(_MARK.c.value).where(_MARK.c.name == given("name")), once=True)
_NEW_MARK = insertion(_MARK, "name", "value")
_SET_MARK = Statement(
    _NEW_MARK.on_conflict_do_update(index_elements=["name"], set_={"value": _NEW_MARK.excluded.value})
)


class Seen:
    """What has been handled already."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def first_time(self, platform: str, update: str, at: datetime) -> bool:
        """Whether this update is new; it is known from now on."""
        values = {"platform": platform, "update": update, "at": at}
        return self._transaction.run(_FIRST_TIME, values) == 1

    def forget_before(self, moment: datetime) -> None:
        """Drop what no platform delivers again (Telegram keeps updates for 24 h)."""
        self._transaction.run(_FORGET, {"moment": moment})

    def quarantine(self, platform: str, update: str, raw: str, error: str, at: datetime) -> None:
        """Keep, as it came, an update that could not be handled."""
        values = {"platform": platform, "update": update, "raw": raw, "error": error, "at": at}
        self._transaction.run(_SET_ASIDE, values)

    def quarantined(self) -> list[tuple[str, str, str]]:
        """(platform, update, error) of everything set aside."""
        rows = self._transaction.rows(_ASIDE, {})
        return [(row["platform"], row["update"], row["error"]) for row in rows]

    def mark(self, name: str) -> str | None:
        """A remembered value."""
        value: str | None = self._transaction.value(_MARKED, {"name": name})
        return value

    def set_mark(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        self._transaction.run(_SET_MARK, {"name": name, "value": value})
