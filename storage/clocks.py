"""Clocks (时限). What is owed next is found by an index, so a sweep costs what is due, not what is stored."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from desk.clocks import Clock
from storage import mapping, tables

_CLOCK = tables.table(tables.Clock)
_TICKET = tables.table(tables.Ticket)


class Clocks:
    """The promises on every ticket."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ticket: int) -> list[Clock]:
        """All clocks of a ticket, in the order in which they were started."""
        found = select(_CLOCK).where(_CLOCK.c.ticket_id == ticket).order_by(_CLOCK.c.id)
        return [mapping.clock(row) for row in self._connection.execute(found).mappings()]

    def add(self, clock: Clock) -> Clock:
        """Keep a new clock; its id is given here."""
        values = mapping.clock_columns(clock)
        key = self._connection.execute(insert(_CLOCK).values(values)).inserted_primary_key
        return replace(clock, id=key[0] if key else 0)

    def save(self, clock: Clock) -> None:
        """Keep a clock as it is now."""
        values = mapping.clock_columns(clock)
        self._connection.execute(update(_CLOCK).where(_CLOCK.c.id == clock.id).values(values))

    def due(self, now: datetime, limit: int) -> list[Clock]:
        """The clocks for which something is owed by `now`, the earliest first, each locked for this unit."""
        found = (
            select(_CLOCK)
            .where(_CLOCK.c.next_at <= now)
            .order_by(_CLOCK.c.next_at, _CLOCK.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [mapping.clock(row) for row in self._connection.execute(found).mappings()]

    def next_at(self) -> datetime | None:
        """When something is owed next; None: nothing is."""
        moment: datetime | None = self._connection.execute(select(func.min(_CLOCK.c.next_at))).scalar()
        return moment

    def late(self, site: int, now: datetime) -> list[Clock]:
        """The site's running clocks whose due time has passed, the longest late first."""
        found = (
            select(_CLOCK)
            .join(_TICKET, _TICKET.c.id == _CLOCK.c.ticket_id)
            .where(
                _TICKET.c.site_id == site,
                _CLOCK.c.due_at < now,
                _CLOCK.c.met_at.is_(None),
                _CLOCK.c.cancelled_at.is_(None),
                _CLOCK.c.paused_at.is_(None),
            )
            .order_by(_CLOCK.c.due_at)
        )
        return [mapping.clock(row) for row in self._connection.execute(found).mappings()]
