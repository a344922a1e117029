"""Alarms: emergencies that somebody has to answer with 收到."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text, update

from storage import duty_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_ALARM = tables.table(duty_tables.Alarm)
_COLUMNS = "raised_at step next_at answered_at answered_by".split()
_NEW = insertion(_ALARM, "ticket_id", *_COLUMNS)
_RAISE = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["ticket_id"], set_={name: _NEW.excluded[name] for name in _COLUMNS}
    )
)
_SAVE = Statement(
    update(_ALARM).where(_ALARM.c.ticket_id == given("key")).values({name: given(name) for name in _COLUMNS})
)
_GET = Statement(select(_ALARM).where(_ALARM.c.ticket_id == given("key")), lock="wait")
_DUE = Statement(
    select(_ALARM)
    .where(text(duty_tables.OWED), _ALARM.c.next_at <= given("now"))
    .order_by(_ALARM.c.next_at, _ALARM.c.ticket_id)
    .limit(given("most")),
    lock="skip",
)
_NEXT = Statement(select(_ALARM.c.next_at).where(text(duty_tables.OWED)).order_by(_ALARM.c.next_at).limit(1))


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """An emergency's alarm; `next_at` is when the next one is called, None: nobody is."""

    ticket: int
    raised_at: datetime
    step: int = 0
    next_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: int | None = None


class Alarms:
    """The alarms of tickets, one each."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def begin(self, alarm: Alarm) -> None:
        """A ticket's alarm begins, or begins anew."""
        self._transaction.run(_RAISE, {"ticket_id": alarm.ticket, **_columns(alarm)})

    def save(self, alarm: Alarm) -> None:
        """Keep an alarm as given."""
        self._transaction.run(_SAVE, {"key": alarm.ticket, **_columns(alarm)})

    def get(self, ticket: int) -> Alarm | None:
        """The ticket's alarm, locked until the commit where the database can."""
        row = self._transaction.row(_GET, {"key": ticket})
        return _alarm(row) if row else None

    def due(self, now: datetime, limit: int) -> list[Alarm]:
        """Alarms that nobody has answered in time, each locked for this unit."""
        return [_alarm(row) for row in self._transaction.rows(_DUE, {"now": now, "most": limit})]

    def next_at(self) -> datetime | None:
        """When the next one is called."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment


def _columns(alarm: Alarm) -> Row:
    return {name: getattr(alarm, name) for name in _COLUMNS}


def _alarm(row: Row) -> Alarm:
    return Alarm(ticket=row["ticket_id"], **{name: row[name] for name in _COLUMNS})
