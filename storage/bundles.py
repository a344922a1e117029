"""Everything that belongs to each ticket of a span of time (S3-12), page by page: no query for each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import Table, literal, select

from desk.clocks import Clock
from desk.journal import Audience, Entry
from desk.people import Person
from desk.quotes import Quote
from desk.ticket import Ticket
from storage import care_tables, mapping, money_tables, tables
from storage.facts import decode_facts
from storage.people import People
from storage.photos import Photo, photo_of
from storage.quotes import quote_of
from storage.revisits import Visit, visit_of
from storage.statements import Row, Statement, Transaction, keys_in
from storage.tickets import Tickets

T = TypeVar("T")
PAGE = 500  # tickets in memory at a time

_ENTRY, _CLOCK = tables.table(tables.Entry), tables.table(tables.Clock)
_PHOTO = tables.table(tables.Photo)
_VISIT = tables.table(care_tables.Visit)
_QUOTE = tables.table(money_tables.Quote)
_CONTACT = tables.table(care_tables.Contact)


def _of(table: Table, *where: object) -> Callable[[int], Statement]:
    @cache
    def statement(size: int) -> Statement:
        found = select(table).where(table.c.ticket_id.in_(keys_in(size)), *where)  # type: ignore[arg-type]
        return Statement(found.order_by(table.c.ticket_id, table.c.id))

    return statement


_CLOCKS, _VISITS = _of(_CLOCK), _of(_VISIT)
_PHOTOS = _of(_PHOTO, _PHOTO.c.state != literal("removed"))
_QUOTES = _of(_QUOTE, _QUOTE.c.state != literal("draft"))


_AUDIENCES = {one.value: one for one in Audience}


@cache
def _entries(size: int) -> Statement:
    names = ("ticket_id", "kind", "at", "actor_id", "audience", "facts")
    found = select(*(_ENTRY.c[name] for name in names)).where(_ENTRY.c.ticket_id.in_(keys_in(size)))
    return Statement(found.order_by(_ENTRY.c.ticket_id, _ENTRY.c.id))


@cache
def _phones(size: int) -> Statement:
    columns = (_CONTACT.c.person_id, _CONTACT.c.phone)
    return Statement(select(*columns).where(_CONTACT.c.person_id.in_(keys_in(size))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """One ticket with all that belongs to it."""

    ticket: Ticket
    reporter: Person
    phone: str | None
    clocks: list[Clock]
    entries: list[Entry]  # empty where the journal was not asked for
    visits: list[Visit]
    quotes: list[Quote]
    photos: list[Photo]


class Bundles:
    """Whole tickets, many at a time."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def pages(
        self, site: int, first: datetime, last: datetime, *, journal: bool = True
    ) -> Iterator[list[Bundle]]:
        """The tickets reported from `first` to before `last`, in that order."""
        after, key = first, 0
        tickets = Tickets(self._transaction)
        while found := tickets.span(site, (after, key), last, PAGE):
            yield self._bundles(found, journal=journal)
            after, key = found[-1].opened_at, found[-1].id

    def _bundles(self, tickets: list[Ticket], *, journal: bool) -> list[Bundle]:
        keys = [one.id for one in tickets]
        people = People(self._transaction).named({one.reporter for one in tickets})
        rows = self._transaction.among(_phones, people)
        phones = {row["person_id"]: row["phone"] for row in rows}
        entries = self._entries(keys if journal else ())
        clocks = self._grouped(_CLOCKS, keys, mapping.clock)
        visits = self._grouped(_VISITS, keys, visit_of)
        quotes = self._grouped(_QUOTES, keys, quote_of)
        photos = self._grouped(_PHOTOS, keys, photo_of)
        return [
            Bundle(
                ticket=one,
                reporter=people[one.reporter],
                phone=phones.get(one.reporter),
                clocks=clocks[one.id],
                entries=entries[one.id],
                visits=visits[one.id],
                quotes=quotes[one.id],
                photos=photos[one.id],
            )
            for one in tickets
        ]

    def _entries(self, keys: Iterable[int]) -> defaultdict[int, list[Entry]]:
        """By far the most there is of anything."""
        found: defaultdict[int, list[Entry]] = defaultdict(list)
        for ticket, kind, at, actor, audience, facts in self._transaction.plain_among(_entries, keys):
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
