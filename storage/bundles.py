"""Everything that belongs to each ticket of a span of time (S3-12), page by page: no query for each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Table, literal, select

from desk.clocks import ClockKind
from desk.figures.facts import Promise
from desk.filed import Filed
from desk.journal import Audience, Entry
from desk.people import Person
from desk.quotes import Quote
from storage import care_tables, money_tables, tables
from storage.facts import decode_facts
from storage.figures import READ
from storage.pages import pages
from storage.people import People
from storage.photos import Photo, photo_of
from storage.quotes import quote_of
from storage.ready import tuple_of
from storage.revisits import Visit, visit_of
from storage.spans import span
from storage.statements import Row, Statement, Transaction, keys_in

T = TypeVar("T")

_TICKET = tables.table(tables.Ticket)
_ENTRY, _CLOCK = tables.table(tables.Entry), tables.table(tables.Clock)
_PHOTO = tables.table(tables.Photo)
_VISIT = tables.table(care_tables.Visit)
_QUOTE = tables.table(money_tables.Quote)
_CONTACT = tables.table(care_tables.Contact)


_REST = "urgency door text result done_at anonymous reporter_id".split()
_SPAN = span(*READ, *(_TICKET.c[name] for name in _REST))  # as `Filed` has them


def _of(table: Table, *where: object, columns: Iterable[str] = ()) -> Callable[[int], Statement]:
    named: list[Any] = [table.c[name] for name in columns] or [table]

    @cache
    def statement(size: int) -> Statement:
        found = select(*named).where(table.c.ticket_id.in_(keys_in(size)), *where)  # type: ignore[arg-type]
        return Statement(found.order_by(table.c.ticket_id, table.c.id))

    return statement


_VISITS = _of(_VISIT)
_PHOTOS = _of(_PHOTO, _PHOTO.c.state != literal("removed"))
_QUOTES = _of(_QUOTE, _QUOTE.c.state != literal("draft"))
_ENTRIES = _of(_ENTRY, columns=("ticket_id", "kind", "at", "actor_id", "audience", "facts"))


_CLOCKS = _of(_CLOCK, columns=("ticket_id", *Promise._fields))
_BRIEF = Promise._fields[: Promise._fields.index("started_at")]
_UNASKED = tuple(Promise._field_defaults[name] for name in Promise._fields[len(_BRIEF) :])


@cache
def _clocks(kinds: frozenset[ClockKind]) -> Callable[[int], Statement]:
    if not kinds:
        return _CLOCKS
    among = _CLOCK.c.kind.in_([literal(kind.value) for kind in sorted(kinds)])
    return _of(_CLOCK, among, columns=("ticket_id", *_BRIEF))


_AUDIENCES = {one.value: one for one in Audience}
_KINDS = {one.value: one for one in ClockKind}


@cache
def _phones(size: int) -> Statement:
    columns = (_CONTACT.c.person_id, _CONTACT.c.phone)
    return Statement(select(*columns).where(_CONTACT.c.person_id.in_(keys_in(size))))


class Bundle(NamedTuple):
    """One ticket with all that belongs to it."""

    ticket: Filed
    reporter: Person
    phone: str | None
    clocks: list[Promise]
    entries: list[Entry]  # empty where the journal was not asked for
    visits: list[Visit]
    quotes: list[Quote]
    photos: list[Photo]


class Bundles:
    """Whole tickets, many at a time."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def pages(
        self,
        site: int,
        first: datetime,
        last: datetime,
        *,
        journal: Callable[[Filed], bool] = lambda _ticket: True,
        kinds: Iterable[ClockKind] = (),
    ) -> Iterator[list[Bundle]]:
        """The tickets reported from `first` to before `last`, in that order.

        With the journal of those of which `journal` says so, and with their clocks: all of them, or
        those of these kinds without what they began with.
        """
        for page in pages(self._transaction, _SPAN, Filed, site=site, first=first, last=last):
            yield self._bundles(page, [one.id for one in page if journal(one)], frozenset(kinds))

    def _bundles(
        self, tickets: list[Filed], told: Iterable[int], kinds: frozenset[ClockKind]
    ) -> list[Bundle]:
        keys = [one.id for one in tickets]
        people = People(self._transaction).named({one.reporter for one in tickets})
        phones: dict[int, str] = dict(map(tuple, self._transaction.plain_among(_phones, people)))
        entries = self._entries(told)
        clocks = self._clocks(keys, kinds)
        visits = self._grouped(_VISITS, keys, visit_of)
        quotes = self._grouped(_QUOTES, keys, quote_of)
        photos = self._grouped(_PHOTOS, keys, photo_of)
        columns = (
            tickets,
            [people[one.reporter] for one in tickets],
            [phones.get(one.reporter) for one in tickets],
            *([found[key] for key in keys] for found in (clocks, entries, visits, quotes, photos)),
        )
        return list(map(tuple_of, repeat(Bundle), zip(*columns, strict=True)))

    def _clocks(self, keys: Iterable[int], kinds: frozenset[ClockKind]) -> defaultdict[int, list[Promise]]:
        found: defaultdict[int, list[Promise]] = defaultdict(list)
        for tickets, names, *rest in self._transaction.columns_among(_clocks(kinds), keys):
            unasked = map(repeat, _UNASKED) if kinds else ()
            columns = zip(map(_KINDS.get, names), *rest, *unasked, strict=False)
            for ticket, clock in zip(tickets, map(tuple_of, repeat(Promise), columns), strict=True):
                found[ticket].append(clock)
        return found

    def _entries(self, keys: Iterable[int]) -> defaultdict[int, list[Entry]]:
        found: defaultdict[int, list[Entry]] = defaultdict(list)
        for ticket, kind, at, actor, audience, facts in self._transaction.plain_among(_ENTRIES, keys):
            circle, told = _AUDIENCES[audience], decode_facts(facts)
            found[ticket].append(Entry(kind=kind, at=at, actor=actor, audience=circle, facts=told))
        return found

    def _grouped(
        self, statement: Callable[[int], Statement], keys: Iterable[int], made: Callable[[Row], T]
    ) -> defaultdict[int, list[T]]:
        found: defaultdict[int, list[T]] = defaultdict(list)
        for row in self._transaction.among(statement, keys):
            found[row["ticket_id"]].append(made(row))
        return found
