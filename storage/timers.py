"""Timers: the recurring jobs of a site, one row each; a moved clock fires each due time once."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from storage import tables

_TIMER = tables.table(tables.Timer)


class Timers:
    """When each site's jobs are due."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def arm(self, site: int, kind: str, due_at: datetime) -> None:
        """The job is due then; an armed one stays as it is."""
        known = select(_TIMER.c.id).where(_TIMER.c.site_id == site, _TIMER.c.kind == kind)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(_TIMER).values(site_id=site, kind=kind, due_at=due_at))

    def due(self, now: datetime) -> list[tuple[int, str, datetime]]:
        """(site, kind, due time) of the jobs owed by `now`, earliest first, each locked for this unit."""
        found = (
            select(_TIMER.c.site_id, _TIMER.c.kind, _TIMER.c.due_at)
            .where(_TIMER.c.due_at <= now)
            .order_by(_TIMER.c.due_at)
            .with_for_update(skip_locked=True)
        )
        return [(site, kind, due_at) for site, kind, due_at in self._connection.execute(found)]

    def rearm(self, site: int, kind: str, due_at: datetime) -> None:
        """The job has been done; it is due again then."""
        where = (_TIMER.c.site_id == site, _TIMER.c.kind == kind)
        self._connection.execute(update(_TIMER).where(*where).values(due_at=due_at))

    def next_at(self) -> datetime | None:
        """When the next job is due; None: none is armed."""
        moment: datetime | None = self._connection.execute(select(func.min(_TIMER.c.due_at))).scalar()
        return moment
