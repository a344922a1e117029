"""What deputies hold for others while these are away (S2-13)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text, update

from storage import leave_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_LENT = tables.table(leave_tables.Lent)
_HELD = text(leave_tables.HELD)  # spelt as in the index, or SQLite would not use it
_IDS = {"ticket": "ticket_id", "person": "person_id", "deputy": "deputy_id"}
_LEND = Statement(insertion(_LENT, *_IDS.values(), "part", "since"))
_OF = Statement(select(_LENT).where(_LENT.c.person_id == given("person"), _HELD).order_by(_LENT.c.id))
_ALL = Statement(select(_LENT).where(_HELD).order_by(_LENT.c.person_id, _LENT.c.id))
_BACK = Statement(update(_LENT).where(_LENT.c.id == given("key")).values(back_at=given("now")))


@dataclass(frozen=True, kw_only=True)
class Lending:
    """One ticket, or help with it, in a deputy's hands."""

    id: int = 0
    ticket: int
    person: int
    deputy: int
    part: str  # owner | helper
    since: datetime


class Lent:
    """What is in deputies' hands."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def lend(self, lending: Lending) -> None:
        """The deputy has it from now on."""
        columns: Row = {column: getattr(lending, name) for name, column in _IDS.items()}
        self._transaction.run(_LEND, {**columns, "part": lending.part, "since": lending.since})

    def of(self, person: int) -> list[Lending]:
        """What is held for that person."""
        return [_lending(row) for row in self._transaction.rows(_OF, {"person": person})]

    def all(self) -> list[Lending]:
        """What is held for anybody."""
        return [_lending(row) for row in self._transaction.rows(_ALL, {})]

    def back(self, key: int, now: datetime) -> None:
        """It is held no longer."""
        self._transaction.run(_BACK, {"key": key, "now": now})


def _lending(row: Row) -> Lending:
    names: Row = {name: row[column] for name, column in _IDS.items()}
    return Lending(id=row["id"], part=row["part"], since=row["since"], **names)
