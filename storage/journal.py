"""The journal (流水): entries are added, never changed or removed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from desk.journal import Audience, Entry
from storage import tables
from storage.facts import decode_facts, encode_facts
from storage.statements import Insertion, Row, Statement, Transaction, given

_ENTRY = tables.table(tables.Entry)
_ADD = Insertion(_ENTRY, "ticket_id", "at", "kind", "actor_id", "audience", "facts")
_OF = Statement(select(_ENTRY).where(_ENTRY.c.ticket_id == given("ticket")).order_by(_ENTRY.c.id))
_NEWEST = Statement(select(func.max(_ENTRY.c.id)))
_LAST_TOUCHED = Statement(
    select(_ENTRY.c.at, _ENTRY.c.ticket_id)
    .where(_ENTRY.c.actor_id == given("person"), _ENTRY.c.at >= given("since"))
    .order_by(_ENTRY.c.at.desc(), _ENTRY.c.id.desc())
    .limit(1)
)


class Journal:
    """What happened to each ticket."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, ticket: int, entries: Iterable[Entry]) -> None:
        """Append entries to a ticket's story."""
        self._transaction.insert(_ADD, [{"ticket_id": ticket, **_columns(entry)} for entry in entries])

    def of(self, ticket: int) -> list[Entry]:
        """A ticket's story, oldest first."""
        return [_entry(row) for row in self._transaction.rows(_OF, {"ticket": ticket})]

    def newest(self) -> int:
        """The id of the newest entry; 0: there is none."""
        return int(self._transaction.value(_NEWEST, {}) or 0)

    def last_touched(self, person: int, since: datetime) -> tuple[datetime, int] | None:
        """When a person last did something with a ticket, not before `since`, and the ticket's id."""
        row = self._transaction.row(_LAST_TOUCHED, {"person": person, "since": since})
        return (row["at"], row["ticket_id"]) if row else None


def _columns(entry: Entry) -> Row:
    return {
        "at": entry.at,
        "kind": entry.kind,
        "actor_id": entry.actor,
        "audience": entry.audience.value,
        "facts": encode_facts(entry.facts),
    }


def _entry(row: Row) -> Entry:
    return Entry(
        kind=row["kind"],
        at=row["at"],
        actor=row["actor_id"],
        audience=Audience(row["audience"]),
        facts=decode_facts(row["facts"]),
    )
