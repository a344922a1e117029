"""Timers: the recurring jobs of a site, one row each; a moved clock fires each due time once."""

from datetime import datetime

from sqlalchemy import select, update

from storage import tables
from storage.statements import Statement, Transaction, given, insertion

_TIMER = tables.table(tables.Timer)
_ARM = Statement(insertion(_TIMER, "site_id", "kind", "due_at").on_conflict_do_nothing())
_DUE = Statement(
    select(_TIMER).where(_TIMER.c.due_at <= given("now")).order_by(_TIMER.c.due_at, _TIMER.c.id), lock="skip"
)
_OWED = Statement(select(_TIMER.c.site_id, _TIMER.c.kind).where(_TIMER.c.due_at <= given("now")))
_REARM = Statement(
    update(_TIMER)
    .where(_TIMER.c.site_id == given("site"), _TIMER.c.kind == given("job"))
    .values(due_at=given("due_at"))
)
_NEXT = Statement(select(_TIMER.c.due_at).order_by(_TIMER.c.due_at).limit(1))


class Timers:
    """When each site's jobs are due."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def arm(self, site: int, kind: str, due_at: datetime) -> None:
        """The job is due then; an armed one stays as it is."""
        self._transaction.run(_ARM, {"site_id": site, "kind": kind, "due_at": due_at})

    def due(self, now: datetime) -> list[tuple[int, str, datetime]]:
        """(site, kind, due time) of the jobs owed by `now`, earliest first, each locked for this unit."""
        found = self._transaction.rows(_DUE, {"now": now})
        return [(row["site_id"], row["kind"], row["due_at"]) for row in found]

    def owed(self, now: datetime) -> list[tuple[int, str]]:
        """(site, kind) of the jobs owed by `now`, none of them locked."""
        return [(row["site_id"], row["kind"]) for row in self._transaction.rows(_OWED, {"now": now})]

    def rearm(self, site: int, kind: str, due_at: datetime) -> None:
        """The job has been done; it is due again then."""
        self._transaction.run(_REARM, {"site": site, "job": kind, "due_at": due_at})

    def next_at(self) -> datetime | None:
        """When the next job is due; None: none is armed."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment
