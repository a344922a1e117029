"""The tickets of a span of time, page by page, with what makes that some are told otherwise (S4-30)."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import select

from desk.filed import Filed, Headed
from storage import tables
from storage.paging import paged
from storage.spans import span
from storage.statements import Statement, Transaction, keys_in

_TICKET, _REPORTER = tables.table(tables.Ticket), tables.table(tables.Reporter)
HEADS = span(*(_TICKET.c[name] for name in Headed._fields[: Headed._fields.index("discreet")]))
_Ticket = TypeVar("_Ticket", Filed, Headed)


@cache
def reporters(size: int) -> Statement:
    """Who reported these tickets."""
    found = select(_REPORTER.c.ticket_id, _REPORTER.c.person_id)
    found = found.where(_REPORTER.c.ticket_id.in_(keys_in(size)))
    return Statement(found.order_by(_REPORTER.c.ticket_id, _REPORTER.c.place, _REPORTER.c.person_id))


def pages(
    transaction: Transaction,
    statement: Statement,
    made: type[_Ticket],
    *,
    site: int,
    first: datetime,
    last: datetime,
) -> Iterator[list[_Ticket]]:
    """Those reported from `first` to before `last`, in that order, of the columns of a `span`."""
    among = {"site": site, "first": first, "last": last}
    return paged(transaction, statement, reporters, made, among)
