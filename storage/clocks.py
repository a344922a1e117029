"""Clocks (时限). What is owed next is found by an index, so a sweep costs what is due, not what is stored."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import literal, select, text, update

from desk.clocks import Clock
from desk.ticket import Status
from storage import mapping, tables
from storage.statements import Insertion, Statement, Transaction, given, insertion

_CLOCK = tables.table(tables.Clock)
_TICKET = tables.table(tables.Ticket)

_OF = Statement(select(_CLOCK).where(_CLOCK.c.ticket_id == given("ticket")).order_by(_CLOCK.c.id))
_ADD = Statement(insertion(_CLOCK, *mapping.CLOCK_COLUMNS).returning(_CLOCK.c.id))
_ADD_ALL = Insertion(_CLOCK, *mapping.CLOCK_COLUMNS)
_SAVE = Statement(
    update(_CLOCK)
    .where(_CLOCK.c.id == given("key"))
    .values({name: given(name) for name in mapping.CLOCK_COLUMNS})
)
# Tickets are locked together with their clocks: whoever moves a ticket locks it first and its clocks after,
# so a sweep that locked clocks alone would wait for it in a circle.
_DUE = Statement(
    select(_CLOCK)
    .join(_TICKET, _TICKET.c.id == _CLOCK.c.ticket_id)
    .where(_CLOCK.c.next_at <= given("now"))
    .order_by(_CLOCK.c.next_at, _CLOCK.c.id)
    .limit(given("most")),
    lock="skip",
    locked=(_TICKET, _CLOCK),
)
_NEXT = Statement(
    select(_CLOCK.c.next_at).where(_CLOCK.c.next_at.is_not(None)).order_by(_CLOCK.c.next_at).limit(1)
)
_LATE = Statement(
    select(_CLOCK)
    .join(_TICKET, _TICKET.c.id == _CLOCK.c.ticket_id)
    .where(
        _TICKET.c.site_id + 0 == given("site"),  # not by its index: that would be every ticket of the site
        _CLOCK.c.due_at < given("now"),
        text(tables.CLOCK_OWED),
    )
    .order_by(_CLOCK.c.due_at, _CLOCK.c.id)
)
_STILL_LATE = Statement(  # from the few that wait
    select(_CLOCK)
    .select_from(_TICKET.join(_CLOCK, _TICKET.c.id == _CLOCK.c.ticket_id))
    .where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.status == literal(Status.WAITING.value),
        _CLOCK.c.met_at.is_(None),
        _CLOCK.c.cancelled_at.is_(None),
        _CLOCK.c.paused_at > _CLOCK.c.due_at,
    )
)


class Clocks:
    """The promises on every ticket."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, ticket: int) -> list[Clock]:
        """All clocks of a ticket, in the order in which they were started."""
        return [mapping.clock(row) for row in self._transaction.rows(_OF, {"ticket": ticket})]

    def add(self, clock: Clock) -> Clock:
        """Keep a new clock; its id is given here."""
        (row,) = self._transaction.rows(_ADD, mapping.clock_columns(clock))
        return replace(clock, id=row["id"])

    def add_all(self, clocks: Iterable[Clock]) -> None:
        """Keep new clocks, in this order."""
        self._transaction.insert(_ADD_ALL, [mapping.clock_columns(clock) for clock in clocks])

    def save(self, clock: Clock) -> None:
        """Keep a clock as it is now."""
        self._transaction.run(_SAVE, {"key": clock.id, **mapping.clock_columns(clock)})

    def due(self, now: datetime, limit: int) -> list[Clock]:
        """The clocks for which something is owed by `now`, the earliest first.

        Each is locked for this unit together with its ticket; those of tickets that somebody is just
        moving are left for the next sweep.
        """
        return [mapping.clock(row) for row in self._transaction.rows(_DUE, {"now": now, "most": limit})]

    def next_at(self) -> datetime | None:
        """When something is owed next; None: nothing is."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment

    def late(self, site: int, now: datetime) -> list[Clock]:
        """The site's clocks that are owed and late, the longest first; also those that stand still since."""
        rows = self._transaction.rows(_LATE, {"site": site, "now": now})
        still = self._transaction.rows(_STILL_LATE, {"site": site})
        return sorted(map(mapping.clock, (*rows, *still)), key=lambda one: (one.due_at, one.id))
