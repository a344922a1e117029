"""Counts for the people who run the machine: each one statement, whatever the size of the desk."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, text

from storage import guard_tables, tables
from storage.statements import Statement, Transaction, given

_TICKET, _CLOCK = tables.table(tables.Ticket), tables.table(tables.Clock)
_LETTER, _PHOTO = tables.table(tables.Letter), tables.table(tables.Photo)
_OWED = text(tables.CLOCK_OWED)  # spelt as in the index, or SQLite would not use it
_WAITS = text(tables.WAITING)

_TICKETS = Statement(select(_TICKET.c.status, func.count().label("count")).group_by(_TICKET.c.status))
_CLOCKS = Statement(select(func.count()).select_from(_CLOCK).where(_OWED))
_LATE = Statement(select(func.count()).select_from(_CLOCK).where(_CLOCK.c.due_at < given("now"), _OWED))
_NEXT = Statement(select(func.min(_CLOCK.c.next_at)).where(_CLOCK.c.next_at.is_not(None)))
_OF_PLATFORM = select(_LETTER.c.platform, func.count().label("count")).group_by(_LETTER.c.platform)
_WAITING = Statement(_OF_PLATFORM.where(_WAITS))
_FAILED = Statement(_OF_PLATFORM.where(text(tables.FAILED)))
_OLDEST = Statement(
    select(_LETTER.c.platform, func.min(_LETTER.c.created_at).label("oldest"))
    .where(_WAITS)
    .group_by(_LETTER.c.platform)
)
_ASIDE = Statement(select(func.count()).select_from(tables.table(guard_tables.Quarantine)))
_PHOTOS = Statement(select(func.count()).select_from(_PHOTO).where(_WAITS))


class Letters(NamedTuple):
    """How many letters of a platform are in a state."""

    platform: str
    state: str
    letters: int


class Gauges:
    """What stands where, in numbers."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def tickets(self) -> dict[str, int]:
        """Tickets by status."""
        return {row["status"]: row["count"] for row in self._transaction.rows(_TICKETS, {})}

    def clocks(self, now: datetime) -> tuple[int, int]:
        """(running clocks, those of them past their due time)."""
        running = self._transaction.value(_CLOCKS, {})
        return int(running), int(self._transaction.value(_LATE, {"now": now}))

    def next_rung(self) -> datetime | None:
        """When the next rung of a ladder is to be climbed; long past: the ticker stands still."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment

    def letters(self) -> list[Letters]:
        """Letters by platform that wait or were given up; those that were sent are counted by nobody."""
        return [
            Letters(row["platform"], state, row["count"])
            for state, statement in (("waiting", _WAITING), ("failed", _FAILED))
            for row in self._transaction.rows(statement, {})
        ]

    def oldest_waiting(self) -> dict[str, datetime]:
        """Since when the oldest letter of each platform waits."""
        return {row["platform"]: row["oldest"] for row in self._transaction.rows(_OLDEST, {})}

    def quarantined(self) -> int:
        """Updates that were set aside."""
        return int(self._transaction.value(_ASIDE, {}))

    def photos_waiting(self) -> int:
        """Pictures that are still to be fetched."""
        return int(self._transaction.value(_PHOTOS, {}))
