"""Corrections: what people changed in readings, kept for learning."""

from datetime import datetime

from sqlalchemy import select

from desk.moves.triage import Correction
from storage import learning_tables, tables
from storage.statements import Statement, Transaction, insertion

_CORRECTION = tables.table(learning_tables.Correction)
_ADD = Statement(insertion(_CORRECTION, "ticket_id", "person_id", "at", "text", "field", "before", "after"))
_ALL = Statement(select(_CORRECTION).order_by(_CORRECTION.c.id))


class Corrections:
    """Where the reader was wrong."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, ticket: int, person: int, at: datetime, text: str, correction: Correction) -> None:
        """Keep one correction with the words that were misread."""
        changed = {"field": correction.field, "before": correction.before, "after": correction.after}
        where = {"ticket_id": ticket, "person_id": person, "at": at, "text": text}
        self._transaction.run(_ADD, {**where, **changed})

    def all(self) -> list[tuple[str, Correction]]:
        """(text, correction), the oldest first."""
        return [
            (row["text"], Correction(field=row["field"], before=row["before"], after=row["after"]))
            for row in self._transaction.rows(_ALL, {})
        ]
