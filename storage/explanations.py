"""Explanations asked of who is complained of (S4-26); what they said stands in the ticket's journal."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage import reply_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_EXPLANATION = tables.table(reply_tables.Explanation)
_OPEN = _EXPLANATION.c.answered_at.is_(None)
_ASK = Statement(insertion(_EXPLANATION, "ticket_id", "person_id", "asked_by", "asked_at", "due_at"))
_OF_PERSON = Statement(
    select(_EXPLANATION)
    .where(_EXPLANATION.c.person_id == given("person"), _OPEN)
    .order_by(_EXPLANATION.c.id),
    lock="wait",
)
_OF_TICKET = Statement(
    select(_EXPLANATION).where(_EXPLANATION.c.ticket_id == given("ticket")).order_by(_EXPLANATION.c.id)
)
_ANSWER = Statement(
    update(_EXPLANATION).where(_EXPLANATION.c.id == given("key")).values(answered_at=given("now"))
)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One person asked about one ticket."""

    id: int = 0
    ticket: int
    person: int
    asked_by: int
    asked_at: datetime
    due_at: datetime | None = None
    answered_at: datetime | None = None


class Explanations:
    """Who is asked to explain what."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def ask(self, asked: Explanation) -> None:
        """Remember that this person is asked."""
        values = {"ticket_id": asked.ticket, "person_id": asked.person, "asked_by": asked.asked_by}
        self._transaction.run(_ASK, {**values, "asked_at": asked.asked_at, "due_at": asked.due_at})

    def open_for(self, person: int) -> list[Explanation]:
        """What a person still owes, the oldest first, locked until the commit where the database can."""
        return [_explanation(row) for row in self._transaction.rows(_OF_PERSON, {"person": person})]

    def of(self, ticket: int) -> list[Explanation]:
        """Everything asked about a ticket."""
        return [_explanation(row) for row in self._transaction.rows(_OF_TICKET, {"ticket": ticket})]

    def answered(self, key: int, now: datetime) -> None:
        """It has been answered."""
        self._transaction.run(_ANSWER, {"key": key, "now": now})


def _explanation(row: Row) -> Explanation:
    return Explanation(
        id=row["id"],
        ticket=row["ticket_id"],
        person=row["person_id"],
        asked_by=row["asked_by"],
        asked_at=row["asked_at"],
        due_at=row["due_at"],
        answered_at=row["answered_at"],
    )
