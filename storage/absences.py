"""Leave (请假): who is away from when to when, who stands in, and whether a head has agreed."""

from datetime import date

from sqlalchemy import select, update

from desk.leave import Absence, Answer
from storage import tables
from storage.statements import Row, Statement, Transaction, given, insertion

_ABSENCE = tables.table(tables.Absence)
_ASK = Statement(
    insertion(_ABSENCE, "site_id", "person_id", "deputy_id", "first", "last", "state").returning(
        _ABSENCE.c.id
    )
)
_GET = Statement(select(_ABSENCE).where(_ABSENCE.c.id == given("key")), lock="wait")
_DECIDE = Statement(
    update(_ABSENCE)
    .where(_ABSENCE.c.id == given("key"))
    .values(state=given("state"), decided_by_id=given("by"))
)
_AWAY = Statement(
    select(_ABSENCE)
    .where(
        _ABSENCE.c.site_id == given("site"),
        _ABSENCE.c.state == given("state"),
        _ABSENCE.c.last >= given("day"),
        _ABSENCE.c.first <= given("day"),
    )
    .order_by(_ABSENCE.c.id),
    once=True,
)


class Absences:
    """Who is away."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def ask(self, absence: Absence) -> Absence:
        """Keep what was asked for; the id is given here."""
        values = {"site_id": absence.site, "person_id": absence.person, "deputy_id": absence.deputy}
        dates = {"first": absence.first, "last": absence.last, "state": absence.state.value}
        (row,) = self._transaction.rows(_ASK, {**values, **dates})
        return Absence(**{**vars(absence), "id": row["id"]})

    def get(self, key: int) -> Absence | None:
        """The leave with that id, locked for this unit."""
        row = self._transaction.row(_GET, {"key": key})
        return _absence(row) if row else None

    def decide(self, key: int, answer: Answer, by: int) -> None:
        """A head has answered."""
        self._transaction.run(_DECIDE, {"key": key, "state": answer.value, "by": by})

    def away(self, site: int, day: date) -> list[Absence]:
        """The agreed leave of that day."""
        values = {"site": site, "state": Answer.AGREED.value, "day": day}
        return [_absence(row) for row in self._transaction.rows(_AWAY, values)]


def _absence(row: Row) -> Absence:
    return Absence(
        id=row["id"],
        site=row["site_id"],
        person=row["person_id"],
        deputy=row["deputy_id"],
        first=row["first"],
        last=row["last"],
        state=Answer(row["state"]),
        decided_by=row["decided_by_id"],
    )
