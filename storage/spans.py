"""Tickets of a site in the order in which they were reported, some at a time."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from storage import tables
from storage.statements import Statement, given

_TICKET = tables.table(tables.Ticket)


def span(*columns: ColumnElement[Any]) -> Statement:
    """These columns of the first `most` tickets reported from `after` to before `last`.

    Of those reported at `after` itself the ones whose id is greater than `key`: a page's last row
    says where the next begins, and the first page's `key` is 0.
    """
    return Statement(
        select(*columns)
        .where(
            _TICKET.c.site_id == given("site"),
            _TICKET.c.opened_at >= given("after"),
            _TICKET.c.opened_at < given("last"),
            or_(_TICKET.c.opened_at > given("after"), _TICKET.c.id > given("key")),
        )
        .order_by(_TICKET.c.opened_at, _TICKET.c.id)
        .limit(given("most"))
    )
