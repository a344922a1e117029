"""Reminders: of what a person is to be reminded, and when they last were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, text, update

from storage import reminder_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_REMINDER = tables.table(reminder_tables.Reminder)
_OWED = text(reminder_tables.OWED)  # spelt as in the index, or SQLite would not use it
_IDS = {"site": "site_id", "person": "person_id", "ticket": "ticket_id", "clock": "clock_id"}

_OWE = Statement(insertion(_REMINDER, *_IDS.values(), "missed", "at"))
_DUE = Statement(
    select(_REMINDER).where(_REMINDER.c.at <= given("now"), _OWED).order_by(_REMINDER.c.at, _REMINDER.c.id),
    lock="skip",
)
_TOLD = Statement(update(_REMINDER).where(_REMINDER.c.id == given("key")).values(told_at=given("now")))
_PUT_OFF = Statement(update(_REMINDER).where(_REMINDER.c.id == given("key")).values(at=given("moment")))
_LAST = Statement(
    select(_REMINDER.c.told_at)
    .where(_REMINDER.c.person_id == given("person"), _REMINDER.c.told_at.is_not(None))
    .order_by(_REMINDER.c.told_at.desc())
    .limit(1)
)
_OF = Statement(
    select(_REMINDER.c.clock_id).where(
        _REMINDER.c.person_id == given("person"), _REMINDER.c.ticket_id == given("ticket")
    )
)
_NEXT = Statement(select(_REMINDER.c.at).where(_OWED).order_by(_REMINDER.c.at).limit(1))
_FORGET = Statement(delete(_REMINDER).where(_REMINDER.c.told_at < given("moment")))


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One clock of one ticket, of which one person is to be reminded."""

    id: int = 0
    site: int
    person: int
    ticket: int
    clock: int
    missed: bool = False  # it fell due while the desk did not run
    at: datetime  # not before


class Reminders:
    """What is owed to whom."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def owe(self, reminder: Reminder) -> None:
        """Remember to tell it."""
        columns: Row = {column: getattr(reminder, name) for name, column in _IDS.items()}
        self._transaction.run(_OWE, {**columns, "missed": reminder.missed, "at": reminder.at})

    def due(self, now: datetime) -> list[Reminder]:
        """What may be told by `now`, in order, each locked for this unit."""
        return [_reminder(row) for row in self._transaction.rows(_DUE, {"now": now})]

    def told(self, reminders: Iterable[Reminder], now: datetime) -> None:
        """They have been told, or are of no use any more."""
        for reminder in reminders:
            self._transaction.run(_TOLD, {"key": reminder.id, "now": now})

    def put_off(self, reminders: Iterable[Reminder], moment: datetime) -> None:
        """They are told then."""
        for reminder in reminders:
            self._transaction.run(_PUT_OFF, {"key": reminder.id, "moment": moment})

    def last(self, person: int) -> datetime | None:
        """When that person was last reminded of something."""
        moment: datetime | None = self._transaction.value(_LAST, {"person": person})
        return moment

    def of(self, person: int, ticket: int) -> set[int]:
        """The ids of the ticket's clocks of which that person was, or is to be, reminded."""
        rows = self._transaction.rows(_OF, {"person": person, "ticket": ticket})
        return {row["clock_id"] for row in rows}

    def next_at(self) -> datetime | None:
        """When somebody is to be reminded next."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment

    def forget_before(self, moment: datetime) -> None:
        """Forget what was told long ago."""
        self._transaction.run(_FORGET, {"moment": moment})


def _reminder(row: Row) -> Reminder:
    names: Row = {name: row[column] for name, column in _IDS.items()}
    return Reminder(id=row["id"], missed=row["missed"], at=row["at"], **names)
