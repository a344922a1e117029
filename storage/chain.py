"""The hash chain over the journal. Entries are linked a moment after they were written, never at intake.

Whoever makes a site's chain longer holds its head's row until the commit, so that several processes on
PostgreSQL cannot fork it; the primary key would refuse a fork in any case.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from sqlalchemy import Text, cast, exists, func, select, update

from desk.chain import BACKWARDS, REDACTED, START, Break, Fault, Sealed, Whole, digest, link
from storage import chain_tables, tables
from storage.ready import tuple_of
from storage.statements import Row, Statement, Transaction, given, insertion

_ENTRY = tables.table(tables.Entry)
_TICKET = tables.table(tables.Ticket)
_LINK = tables.table(chain_tables.Link)
_HEAD = tables.table(chain_tables.Head)

BATCH = 500  # entries linked in one unit of work, so that intake never waits long
_PAGE = 5_000
_IN_FLIGHT = 2_000  # ids that PostgreSQL may still commit after a higher one
_EVER = datetime(1970, 1, 1, tzinfo=UTC)  # before any entry

_LINKED = exists().where(_LINK.c.entry_id == _ENTRY.c.id)
_JOINED = select(_ENTRY, _TICKET.c.site_id, _TICKET.c.number).join(
    _TICKET, _TICKET.c.id == _ENTRY.c.ticket_id
)
_NEWEST = Statement(select(func.max(_LINK.c.entry_id).label("newest")))
_NEXT = Statement(
    select(_ENTRY.c.id, _TICKET.c.site_id)
    .join(_TICKET, _TICKET.c.id == _ENTRY.c.ticket_id)
    .where(_ENTRY.c.id > given("since"), ~_LINKED)
    .order_by(_ENTRY.c.id)
    .limit(given("most"))
)
_OF_SITE = _JOINED.where(_TICKET.c.site_id + 0 == given("site"), ~_LINKED).order_by(_ENTRY.c.id)
_LOOSE = Statement(_OF_SITE.where(_ENTRY.c.id > given("since"), _ENTRY.c.id <= given("until")))
_MISSED = Statement(_OF_SITE.where(_ENTRY.c.id <= given("until")).limit(1))
_BEGIN = Statement(insertion(_HEAD, "site_id", "length", "hash").on_conflict_do_nothing())
_TAKE = Statement(select(_HEAD).where(_HEAD.c.site_id == given("site")), lock="skip")
_KEEP = Statement(
    update(_HEAD).where(_HEAD.c.site_id == given("site")).values(length=given("length"), hash=given("hash"))
)
_ADD = Statement(insertion(_LINK, "site_id", "position", "entry_id", "digest", "hash"))
_LINKS = Statement(
    select(
        _LINK.c.position,
        _LINK.c.entry_id,
        _LINK.c.digest,
        _LINK.c.hash,
        _ENTRY.c.ticket_id,
        _ENTRY.c.at,
        _ENTRY.c.kind,
        _ENTRY.c.actor_id,
        _ENTRY.c.audience,
        cast(_ENTRY.c.facts, Text).label("facts"),
        _TICKET.c.number,
    )
    .outerjoin(_ENTRY, _ENTRY.c.id == _LINK.c.entry_id)
    .outerjoin(_TICKET, _TICKET.c.id == _ENTRY.c.ticket_id)
    .where(_LINK.c.site_id == given("site"), _LINK.c.position > given("after"))
    .order_by(_LINK.c.position)
    .limit(_PAGE)
)
_REDACTIONS = Statement(select(_ENTRY.c.facts).where(_ENTRY.c.kind == REDACTED))


class _Linked(NamedTuple):
    """A link with its entry, of which all is None where it is not there."""

    position: int
    entry: int
    digest: bytes
    hash: bytes
    ticket: int
    at: datetime
    kind: str
    actor: int | None
    audience: str
    facts: str | None  # as they are stored
    number: int | None


class Chain:
    """Each site's journal, sealed entry by entry."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def extend(self) -> int:
        """Link entries that are not yet; returns how many. Fewer than `BATCH`: none is left."""
        since = self._since()
        rows = self._transaction.rows(_NEXT, {"since": since, "most": BATCH})
        sites = {row["site_id"] for row in rows}
        return sum(self._extend(site, since, rows[-1]["id"]) for site in sorted(sites))

    def _since(self) -> int:
        newest = self._transaction.value(_NEWEST, {}) or 0
        return max(0, newest - (0 if self._transaction.single else _IN_FLIGHT))

    def _extend(self, site: int, since: int, until: int) -> int:
        self._transaction.run(_BEGIN, {"site_id": site, "length": 0, "hash": START})
        head = self._transaction.row(_TAKE, {"site": site})
        if head is None:
            return 0  # another process is at it
        length, before = head["length"], head["hash"]
        rows = self._transaction.rows(_LOOSE, {"site": site, "since": since, "until": until})
        for row in rows:
            facts = digest(row["facts"])
            before, length = link(before, _sealed(row["id"], row), facts), length + 1
            values = {"site_id": site, "position": length, "entry_id": row["id"]}
            self._transaction.run(_ADD, {**values, "digest": facts, "hash": before})
        self._transaction.run(_KEEP, {"site": site, "length": length, "hash": before})
        return len(rows)

    def length(self, site: int) -> int:
        """How many entries of the site are linked."""
        head = self._transaction.row(_TAKE, {"site": site})
        return head["length"] if head else 0

    def head(self, site: int) -> Whole | None:
        """The seal over all that is linked of the site; None: nothing is."""
        row = self._transaction.row(_TAKE, {"site": site})
        return Whole(length=row["length"], hash=row["hash"]) if row else None

    def verify(self, site: int, progress: Callable[[int], None] = lambda _done: None) -> Whole | Break:
        """Whether the site's journal is as it was written; else the first entry that is not.

        `progress` is told how many links have been looked at. Entries that are too new to be linked pass.
        """
        redacted = {row["facts"].get("entry") for row in self._transaction.rows(_REDACTIONS, {})}
        before, length, newest, latest = START, 0, 0, _EVER
        for one in self._links(site):
            length += 1
            if length % _PAGE == 0:
                progress(length)
            fault = _fault(one, length, before, redacted)
            if fault is None and one.at < latest - BACKWARDS:
                fault = Fault.INSERTED
            if fault is not None:
                return Break(fault=fault, entry=one.entry, ticket=one.number, at=one.at)
            before, newest, latest = one.hash, max(newest, one.entry), max(latest, one.at)
        return self._end(site, length, before, newest)

    def _links(self, site: int) -> Iterator[_Linked]:
        after = 0
        while rows := list(self._transaction.plain(_LINKS, {"site": site, "after": after})):
            yield from map(tuple_of, repeat(_Linked), rows)
            after, *_ = rows[-1]

    def _end(self, site: int, length: int, before: bytes, newest: int) -> Whole | Break:
        head = self._transaction.row(_TAKE, {"site": site})
        if head and (head["length"], head["hash"]) != (length, before):
            return Break(fault=Fault.CUT, entry=newest)
        until = newest if self._transaction.single else newest - _IN_FLIGHT
        missed = self._transaction.row(_MISSED, {"site": site, "until": until})
        if missed:
            return Break(fault=Fault.INSERTED, entry=missed["id"], ticket=missed["number"], at=missed["at"])
        return Whole(length=length, hash=before)


def _sealed(key: int, row: Row) -> Sealed:
    return Sealed(
        id=key,
        ticket=row["ticket_id"],
        at=row["at"],
        kind=row["kind"],
        actor=row["actor_id"],
        audience=row["audience"],
    )


def _fault(one: _Linked, position: int, before: bytes, redacted: set[object]) -> Fault | None:
    if one.position != position:
        return Fault.CUT
    if one.facts is None:
        return Fault.DELETED
    said = Sealed(one.entry, one.ticket, one.at, one.kind, one.actor, one.audience)
    if one.hash != link(before, said, one.digest):
        return Fault.CHANGED
    kept = one.entry in redacted or one.digest == _digest(one.facts)
    return None if kept else Fault.CHANGED


@lru_cache(maxsize=10_000)  # many entries have the same, or none
def _digest(facts: str) -> bytes:
    """Of facts as they are stored; nothing of what is no JSON, which no desk wrote."""
    try:
        return digest(json.loads(facts))
    except ValueError:
        return b""
