"""The tickets of a span of time, page by page, with what makes that some are told otherwise (S4-30)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import select

from desk.filed import Filed, Headed
from desk.ticket import is_discreet
from storage import tables
from storage.spans import span
from storage.statements import Row, Statement, Transaction, keys_in, tuple_of

PAGE = 500  # tickets in memory at a time

_TICKET, _REPORTER = tables.table(tables.Ticket), tables.table(tables.Reporter)
_HEADS = span(*(_TICKET.c[name] for name in Headed._fields[: Headed._fields.index("discreet")]))
_UNVEILED = (False, ())  # the rest of both
_Ticket = TypeVar("_Ticket", Filed, Headed)


@cache
def _reporters(size: int) -> Statement:
    found = select(_REPORTER.c.ticket_id, _REPORTER.c.person_id)
    found = found.where(_REPORTER.c.ticket_id.in_(keys_in(size)))
    return Statement(found.order_by(_REPORTER.c.ticket_id, _REPORTER.c.place, _REPORTER.c.person_id))


def heads(transaction: Transaction, site: int, first: datetime, last: datetime) -> Iterator[list[Headed]]:
    """Those reported from `first` to before `last`, in that order; for those who look up the rest."""
    return pages(transaction, _HEADS, Headed, site=site, first=first, last=last)


def pages(
    transaction: Transaction,
    statement: Statement,
    made: type[_Ticket],
    *,
    site: int,
    first: datetime,
    last: datetime,
) -> Iterator[list[_Ticket]]:
    """The same, of the columns of a statement that is a `span`."""
    values: Row = {"site": site, "after": first, "last": last, "key": 0, "most": PAGE}
    while rows := list(transaction.plain(statement, values)):
        found: list[_Ticket] = [tuple_of(made, tuple(row) + _UNVEILED) for row in rows]
        yield _veiled(transaction, found)
        values |= {"after": found[-1].opened_at, "key": found[-1].id}


def _veiled(transaction: Transaction, tickets: list[_Ticket]) -> list[_Ticket]:
    """With what makes some of them discreet, and their reporters, where those are told nowhere."""
    discreet = {one.id for one in tickets if is_discreet(one.topic, one.accused)}
    people: defaultdict[int, list[int]] = defaultdict(list)
    apart = [one.id for one in tickets if one.anonymous or one.id in discreet]
    for ticket, person in transaction.plain_among(_reporters, apart):
        people[ticket].append(person)
    if not apart:
        return tickets
    return [
        one._replace(discreet=one.id in discreet, veiled=tuple(people[one.id]))
        if one.anonymous or one.id in discreet
        else one
        for one in tickets
    ]
