"""Quotes (报价), every version of them; lines can be written while a quote is a draft and never after."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import and_, delete, or_, select, text, update

from desk.money import Currency
from desk.quotes import Line, Material, Quote, QuoteState
from storage import money_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_QUOTE = tables.table(money_tables.Quote)
_TICKET = tables.table(tables.Ticket)
_PLAIN = (
    "made_by made_at judged_by judged_at remark asked_at decided_by decided_at reason step next_at "
    "material_by material_at warned_by warned_at signed_by signed_at"
).split()
_MARKS = ("state", *_PLAIN, "material")  # what may change once it was sent
_DRAFT = QuoteState.DRAFT.value

_ADD = Statement(
    insertion(_QUOTE, "ticket_id", "version", "currency", "lines", *_MARKS).returning(_QUOTE.c.id)
)
_SAVE = Statement(
    update(_QUOTE).where(_QUOTE.c.id == given("key")).values({name: given(name) for name in _MARKS})
)
_WRITE = Statement(
    update(_QUOTE)
    .where(_QUOTE.c.id == given("key"), _QUOTE.c.state == given("draft"))
    .values(lines=given("lines"))
)
_DROP = Statement(delete(_QUOTE).where(_QUOTE.c.id == given("key"), _QUOTE.c.state == given("draft")))
_OF = Statement(
    select(_QUOTE).where(_QUOTE.c.ticket_id == given("ticket")).order_by(_QUOTE.c.version), lock="wait"
)
_DUE = Statement(  # tickets are locked with them, as with clocks
    select(_QUOTE)
    .join(_TICKET, _TICKET.c.id == _QUOTE.c.ticket_id)
    .where(text(money_tables.OWED), _QUOTE.c.next_at <= given("now"))
    .order_by(_QUOTE.c.next_at, _QUOTE.c.id)
    .limit(given("most")),
    lock="skip",
    locked=(_TICKET, _QUOTE),
)
_NEXT = Statement(select(_QUOTE.c.next_at).where(text(money_tables.OWED)).order_by(_QUOTE.c.next_at).limit(1))
_WITHIN = Statement(
    select(_QUOTE)
    .join(_TICKET, _TICKET.c.id == _QUOTE.c.ticket_id)
    .where(
        _TICKET.c.site_id == given("site"),
        _QUOTE.c.state != given("draft"),
        or_(
            and_(_QUOTE.c.made_at >= given("first"), _QUOTE.c.made_at < given("last")),
            and_(_QUOTE.c.signed_at >= given("first"), _QUOTE.c.signed_at < given("last")),
        ),
    )
    .order_by(_TICKET.c.number, _QUOTE.c.version)
)


class Quotes:
    """What the work on tickets costs."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, ticket: int) -> list[Quote]:
        """All versions of a ticket, the oldest first, locked until the commit where the database can."""
        return [quote_of(row) for row in self._transaction.rows(_OF, {"ticket": ticket})]

    def add(self, quote: Quote) -> Quote:
        """Keep a new version; its id is given here."""
        values = {
            "ticket_id": quote.ticket,
            "version": quote.version,
            "currency": quote.currency.value,
            "lines": _lines(quote),
            **_marks(quote),
        }
        (row,) = self._transaction.rows(_ADD, values)
        return replace(quote, id=row["id"])

    def write(self, quote: Quote) -> None:
        """Keep a draft's lines; those of a quote that was sent stay what they are."""
        self._transaction.run(_WRITE, {"key": quote.id, "lines": _lines(quote), "draft": _DRAFT})

    def save(self, quote: Quote) -> None:
        """Keep all of a quote but its lines."""
        self._transaction.run(_SAVE, {"key": quote.id, **_marks(quote)})

    def drop(self, quote: Quote) -> None:
        """A draft that is not wanted any more goes; a quote that was sent stays."""
        self._transaction.run(_DROP, {"key": quote.id, "draft": _DRAFT})

    def within(self, site: int, first: datetime, last: datetime) -> list[Quote]:
        """The quotes sent or signed for from `first` to before `last`, by ticket number and version."""
        values = {"site": site, "first": first, "last": last, "draft": _DRAFT}
        return [quote_of(row) for row in self._transaction.rows(_WITHIN, values)]

    def due(self, now: datetime, limit: int) -> list[Quote]:
        """Quotes that nobody has answered in time, each locked for this unit with its ticket."""
        return [quote_of(row) for row in self._transaction.rows(_DUE, {"now": now, "most": limit})]

    def next_at(self) -> datetime | None:
        """When the next resident is reminded."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment


def _marks(quote: Quote) -> Row:
    plain = {name: getattr(quote, name) for name in _PLAIN}
    return {**plain, "state": quote.state.value, "material": quote.material and quote.material.value}


def _lines(quote: Quote) -> list[Row]:
    return [
        {
            "item": line.item,
            "unit": line.unit,
            "price": line.price,
            "quantity": f"{line.quantity:f}",
            "listed": line.listed,
            "own": line.own,
        }
        for line in quote.lines
    ]


def quote_of(row: Row) -> Quote:
    """The quote of a row."""
    lines = tuple(Line(**{**one, "quantity": Decimal(one["quantity"])}) for one in row["lines"])
    return Quote(
        id=row["id"],
        ticket=row["ticket_id"],
        version=row["version"],
        state=QuoteState(row["state"]),
        currency=Currency(row["currency"]),
        lines=lines,
        material=Material(row["material"]) if row["material"] else None,
        **{name: row[name] for name in _PLAIN},
    )
