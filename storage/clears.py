"""What was asked of whoever reported a matter, and whether it was answered; the words are in the ticket."""

from datetime import datetime

from sqlalchemy import select, update

from desk.clears import Asked, Slot
from storage import clear_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_ASKED = tables.table(clear_tables.Asked)
_PLAN = Statement(insertion(_ASKED, "ticket_id", "slot").on_conflict_do_nothing())
_OF = Statement(select(_ASKED).where(_ASKED.c.ticket_id == given("ticket")), lock="wait", once=True)
_THERE = (_ASKED.c.ticket_id == given("ticket"), _ASKED.c.slot == given("slot"))
_SET_ASKED = Statement(update(_ASKED).where(*_THERE).values(asked_at=given("now")))
_SET_ANSWERED = Statement(update(_ASKED).where(*_THERE).values(answered_at=given("now")))


class ClearQuestions:
    """The questions on tickets, at most one of each kind on each."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def plan(self, ticket: int, slot: Slot) -> None:
        """It is missing and will be asked; what was planned before stays as it is."""
        self._transaction.run(_PLAN, {"ticket_id": ticket, "slot": slot.value})

    def of(self, ticket: int) -> list[Asked]:
        """A ticket's, in the order in which they are asked; locked until the commit where that can be."""
        rows = self._transaction.rows(_OF, {"ticket": ticket})
        found = [
            Asked(
                ticket=ticket,
                slot=Slot(row["slot"]),
                asked_at=row["asked_at"],
                answered_at=row["answered_at"],
            )
            for row in rows
        ]
        return sorted(found, key=lambda one: list(Slot).index(one.slot))

    def asked(self, ticket: int, slot: Slot, now: datetime) -> None:
        """It was asked."""
        self._transaction.run(_SET_ASKED, {"ticket": ticket, "slot": slot.value, "now": now})

    def answered(self, ticket: int, slot: Slot, now: datetime) -> None:
        """It is known, or nobody will say."""
        self._transaction.run(_SET_ANSWERED, {"ticket": ticket, "slot": slot.value, "now": now})
