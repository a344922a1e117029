"""Wishes to be forgotten: asked by the person, decided by an administrator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import care_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_WISH = tables.table(care_tables.Wish)
_COLUMNS = ("asked_at", "decided_by", "decided_at", "granted")
_NEW = insertion(_WISH, "person_id", *_COLUMNS)
_KEEP = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["person_id"], set_={name: _NEW.excluded[name] for name in _COLUMNS}
    )
)
_GET = Statement(select(_WISH).where(_WISH.c.person_id == given("person")))


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One person's, and what became of it."""

    person: int
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    granted: bool = False


class Wishes:
    """Who asked to be forgotten."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, wish: Wish) -> None:
        """Remember it as it stands now."""
        columns = {name: getattr(wish, name) for name in _COLUMNS}
        self._transaction.run(_KEEP, {"person_id": wish.person, **columns})

    def get(self, person: int) -> Wish | None:
        """That person's wish."""
        row = self._transaction.row(_GET, {"person": person})
        return Wish(person=person, **{name: row[name] for name in _COLUMNS}) if row else None
