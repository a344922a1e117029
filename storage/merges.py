"""Merges (并单), and hints that two tickets may be one matter."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select, text, update

from desk.moves.merging import Merge
from desk.ticket import Status
from storage import matter_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_MERGE = tables.table(matter_tables.Merge)
_HINT = tables.table(matter_tables.Hint)
_COLUMNS = ("gone_id", "kept_id", "at", "by_id", "status", "added")
_STANDS = text(matter_tables.OPEN)

_ADD = Statement(insertion(_MERGE, *_COLUMNS).returning(_MERGE.c.id))
_OF = Statement(select(_MERGE).where(_MERGE.c.gone_id == given("ticket"), _STANDS))
_WITHIN = Statement(select(_MERGE).where(_MERGE.c.kept_id == given("ticket"), _STANDS).order_by(_MERGE.c.id))
_SAVE = Statement(
    update(_MERGE).where(_MERGE.c.id == given("key")).values(added=given("added"), split_at=given("split_at"))
)
_SUGGEST = Statement(insertion(_HINT, "ticket_id", "other_id", "apart").on_conflict_do_nothing())
_HINTED = Statement(
    select(_HINT.c.other_id)
    .where(_HINT.c.ticket_id == given("ticket"), _HINT.c.apart.is_(False))
    .order_by(_HINT.c.other_id.desc())
)
_APART = Statement(
    update(_HINT)
    .where(
        or_(
            (_HINT.c.ticket_id == given("one")) & (_HINT.c.other_id == given("two")),
            (_HINT.c.ticket_id == given("two")) & (_HINT.c.other_id == given("one")),
        )
    )
    .values(apart=True)
)


class Merges:
    """Which ticket is within which."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, merge: Merge) -> Merge:
        """Keep a new merge; its id is given here."""
        columns: Row = {
            "gone_id": merge.gone,
            "kept_id": merge.kept,
            "at": merge.at,
            "by_id": merge.by,
            "status": merge.status.value,
            "added": list(merge.added),
        }
        (row,) = self._transaction.rows(_ADD, columns)
        return replace(merge, id=row["id"])

    def of(self, ticket: int) -> Merge | None:
        """The merge by which that ticket is within another."""
        row = self._transaction.row(_OF, {"ticket": ticket})
        return _merge(row) if row else None

    def within(self, ticket: int) -> list[Merge]:
        """The merges by which others are within that ticket, the oldest first."""
        return [_merge(row) for row in self._transaction.rows(_WITHIN, {"ticket": ticket})]

    def change(self, merge: Merge) -> None:
        """Keep through whom the other has its reporters."""
        self._transaction.run(_SAVE, {"key": merge.id, "added": list(merge.added), "split_at": None})

    def split(self, merge: Merge, now: datetime) -> None:
        """It holds no longer."""
        self._transaction.run(_SAVE, {"key": merge.id, "added": list(merge.added), "split_at": now})

    def suggest(self, ticket: int, others: Iterable[int]) -> None:
        """The ticket may be the same matter as these."""
        for other in others:
            self._transaction.run(_SUGGEST, {"ticket_id": ticket, "other_id": other, "apart": False})

    def suggested(self, ticket: int) -> list[int]:
        """The ids of those that it may be the same matter as, the newest first."""
        return [row["other_id"] for row in self._transaction.rows(_HINTED, {"ticket": ticket})]

    def apart(self, one: int, two: int) -> bool:
        """Somebody said that these two are not one matter; False: nobody had thought so."""
        return self._transaction.run(_APART, {"one": one, "two": two}) > 0


def _merge(row: Row) -> Merge:
    return Merge(
        id=row["id"],
        gone=row["gone_id"],
        kept=row["kept_id"],
        at=row["at"],
        by=row["by_id"],
        status=Status(row["status"]),
        added=tuple(row["added"]),
    )
