"""Spot checks: which tickets were drawn in which month, and what was found (S0-45)."""

from sqlalchemy import select, update

from desk.spot_checks import SpotCheck
from storage import improve_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_CHECK = tables.table(improve_tables.SpotCheck)
_COLUMNS = {
    "site": "site_id",
    "month": "month",
    "ticket": "ticket_id",
    "seed": "seed",
    "drawn_at": "drawn_at",
}
_FOUND = ("answers", "checked_by", "checked_at")
_ADD = Statement(insertion(_CHECK, *_COLUMNS.values(), "answers").returning(_CHECK.c.id))
_GET = Statement(select(_CHECK).where(_CHECK.c.id == given("key")), lock="wait")
_SAVE = Statement(
    update(_CHECK).where(_CHECK.c.id == given("key")).values({name: given(name) for name in _FOUND})
)
_MONTH = Statement(
    select(_CHECK)
    .where(_CHECK.c.site_id == given("site"), _CHECK.c.month == given("of_month"))
    .order_by(_CHECK.c.ticket_id)
)
_KEYS = 2**31


class SpotChecks:
    """Every site's."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, check: SpotCheck) -> int:
        """Keep what was drawn; returns its id."""
        plain = {column: getattr(check, name) for name, column in _COLUMNS.items()}
        return int(self._transaction.value(_ADD, {**plain, "answers": dict(check.answers)}))

    def get(self, key: int) -> SpotCheck | None:
        """The one with that id, locked for this unit."""
        row = self._transaction.row(_GET, {"key": key}) if 0 < key < _KEYS else None
        return _check(row) if row else None

    def save(self, check: SpotCheck) -> None:
        """Keep what was found."""
        found = {"checked_by": check.checked_by, "checked_at": check.checked_at}
        self._transaction.run(_SAVE, {"key": check.id, "answers": dict(check.answers), **found})

    def of_month(self, site: int, month: str) -> list[SpotCheck]:
        """What was drawn in a month."""
        return [_check(row) for row in self._transaction.rows(_MONTH, {"site": site, "of_month": month})]


def _check(row: Row) -> SpotCheck:
    plain = {name: row[column] for name, column in _COLUMNS.items()}
    return SpotCheck(**{**plain, "id": row["id"], **{name: row[name] for name in _FOUND}})
