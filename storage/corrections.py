"""Corrections: what people changed in readings, kept for learning."""

from datetime import datetime

from sqlalchemy import func, literal, select

from desk.moves.triage import Correction
from storage import learning_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_CORRECTION = tables.table(learning_tables.Correction)
_TICKET = tables.table(tables.Ticket)
_ADD = Statement(insertion(_CORRECTION, "ticket_id", "person_id", "at", "text", "field", "before", "after"))
_ALL = Statement(select(_CORRECTION).where(_CORRECTION.c.text != literal("")).order_by(_CORRECTION.c.id))


_COUNTS = Statement(
    select(_CORRECTION.c.field, func.count().label("count"))
    .select_from(_TICKET.join(_CORRECTION, _CORRECTION.c.ticket_id == _TICKET.c.id))
    .where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.opened_at >= given("first"),
        _TICKET.c.opened_at < given("last"),
    )
    .group_by(_CORRECTION.c.field)
)


class Corrections:
    """Where the reader was wrong."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, ticket: int, person: int, at: datetime, text: str, correction: Correction) -> None:
        """Keep one correction with the words that were misread."""
        changed = {"field": correction.field, "before": correction.before, "after": correction.after}
        where = {"ticket_id": ticket, "person_id": person, "at": at, "text": text}
        self._transaction.run(_ADD, {**where, **changed})

    def counts(self, site: int, first: datetime, last: datetime) -> dict[str, int]:
        """How many there are of what was reported from `first` to before `last`, by field."""
        values = {"site": site, "first": first, "last": last}
        return {row["field"]: int(row["count"]) for row in self._transaction.rows(_COUNTS, values)}

    def all(self) -> list[tuple[str, Correction]]:
        """(text, correction), the oldest first; without those whose words are kept no longer."""
        return [
            (row["text"], Correction(field=row["field"], before=row["before"], after=row["after"]))
            for row in self._transaction.rows(_ALL, {})
        ]
