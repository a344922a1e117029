"""Corrective actions, by site and number (S0-42)."""

from dataclasses import replace

from sqlalchemy import func, literal, select, update

from desk.remedies import LIVE, Remedy, State
from storage import improve_tables, tables
from storage.sites import Sites
from storage.statements import Row, Statement, Transaction, given, insertion

_REMEDY = tables.table(improve_tables.Remedy)
_PLAIN = (
    "number month cause tickets growth state due_on report reported_at stage "
    "seen_month seen_tickets closed_at"
).split()
_IDS = {"site": "site_id", "owner": "owner_id", "decided_by": "decided_by", "closed_by": "closed_by"}
_COLUMNS = (*_PLAIN, *_IDS.values())
_OF_SITE = select(_REMEDY).where(_REMEDY.c.site_id == given("site")).order_by(_REMEDY.c.number)
_ADD = Statement(insertion(_REMEDY, *_COLUMNS).returning(_REMEDY.c.id))
_LAST = Statement(select(func.max(_REMEDY.c.number).label("last")).where(_REMEDY.c.site_id == given("site")))
_SAVE = Statement(
    update(_REMEDY).where(_REMEDY.c.id == given("key")).values({name: given(name) for name in _COLUMNS})
)
_GET = Statement(select(_REMEDY).where(_REMEDY.c.id == given("key")), lock="wait")
_NUMBERED = Statement(_OF_SITE.where(_REMEDY.c.number == given("wanted")), lock="wait")
_LIVE = Statement(_OF_SITE.where(_REMEDY.c.state.in_([literal(one.value) for one in sorted(LIVE)])))
_MONTH = Statement(_OF_SITE.where(_REMEDY.c.month == given("of_month")))
_JUDGED = Statement(_OF_SITE.where(_REMEDY.c.seen_month == given("of_month")))
_KEYS = 2**31


class Remedies:
    """Every site's."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, remedy: Remedy) -> Remedy:
        """Keep a new one: its id and its number are given here."""
        Sites(self._transaction).hold(remedy.site)
        last = self._transaction.value(_LAST, {"site": remedy.site}) or 0
        numbered = replace(remedy, number=last + 1)
        return replace(numbered, id=self._transaction.value(_ADD, _columns(numbered)))

    def save(self, remedy: Remedy) -> None:
        """Keep it as it is now."""
        self._transaction.run(_SAVE, {"key": remedy.id, **_columns(remedy)})

    def get(self, key: int) -> Remedy | None:
        """The one with that id, locked for this unit."""
        return self._one(_GET, {"key": key}) if 0 < key < _KEYS else None

    def numbered(self, site: int, number: int) -> Remedy | None:
        """The site's action of that number, locked likewise."""
        return self._one(_NUMBERED, {"site": site, "wanted": number}) if 0 < number < _KEYS else None

    def live(self, site: int) -> list[Remedy]:
        """Those that are neither closed nor unwanted."""
        return self._many(_LIVE, {"site": site})

    def of_month(self, site: int, month: str) -> list[Remedy]:
        """Those against that month's causes, and those judged by its numbers."""
        values = {"site": site, "of_month": month}
        found = {one.number: one for one in self._many(_MONTH, values) + self._many(_JUDGED, values)}
        return [found[number] for number in sorted(found)]

    def _one(self, statement: Statement, values: Row) -> Remedy | None:
        return next(iter(self._many(statement, values)), None)

    def _many(self, statement: Statement, values: Row) -> list[Remedy]:
        return [_remedy(row) for row in self._transaction.rows(statement, values)]


def _columns(remedy: Remedy) -> Row:
    plain = {name: getattr(remedy, name) for name in _PLAIN}
    return {**plain, **{column: getattr(remedy, name) for name, column in _IDS.items()}}


def _remedy(row: Row) -> Remedy:
    plain = {name: row[name] for name in _PLAIN}
    plain |= {name: row[column] for name, column in _IDS.items()}
    return Remedy(**{**plain, "id": row["id"], "state": State(row["state"])})
