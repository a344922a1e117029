"""Corrections: what people changed in readings, kept for learning."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from desk.moves.triage import Correction
from storage import tables

_CORRECTION = tables.table(tables.Correction)


class Corrections:
    """Where the reader was wrong."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ticket: int, person: int, at: datetime, text: str, correction: Correction) -> None:
        """Keep one correction with the words that were misread."""
        values = {"ticket_id": ticket, "person_id": person, "at": at, "text": text}
        values |= {"field": correction.field, "before": correction.before, "after": correction.after}
        self._connection.execute(insert(_CORRECTION).values(values))

    def all(self) -> list[tuple[str, Correction]]:
        """(text, correction), the oldest first."""
        found = select(_CORRECTION).order_by(_CORRECTION.c.id)
        return [
            (row["text"], Correction(field=row["field"], before=row["before"], after=row["after"]))
            for row in self._connection.execute(found).mappings()
        ]
