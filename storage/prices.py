"""The price lists of sites: what is in force, and what was."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, text, update

from desk.money import Currency, Money
from desk.prices import Price, Wanted, folded, revised
from storage import money_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_PRICE = tables.table(money_tables.Price)
_COLUMNS = "site_id item folded unit amount currency note since until".split()
_IN_FORCE = text(money_tables.IN_FORCE)

_ADD = Statement(insertion(_PRICE, *_COLUMNS).returning(_PRICE.c.id))
_END = Statement(update(_PRICE).where(_PRICE.c.id == given("key")).values(until=given("at")))
_OF = Statement(select(_PRICE).where(_PRICE.c.site_id == given("site"), _IN_FORCE).order_by(_PRICE.c.id))
_GET = Statement(select(_PRICE).where(_PRICE.c.id == given("key")))


class Prices:
    """What paid services cost."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, site: int) -> list[Price]:
        """The site's list in force, in the order in which its items came in."""
        return [_price(row) for row in self._transaction.rows(_OF, {"site": site})]

    def get(self, key: int) -> Price | None:
        """The price with that id, in force or not."""
        row = self._transaction.row(_GET, {"key": key}) if 0 < key < 2**31 else None
        return _price(row) if row else None

    def put(self, site: int, wanted: Wanted, now: datetime) -> Price:
        """This item costs that from now on; what it cost before ends, and is kept."""
        self.end(site, wanted.item, now)
        price = Price(
            id=0,
            site=site,
            item=wanted.item,
            unit=wanted.unit,
            amount=wanted.amount,
            note=wanted.note,
            since=now,
        )
        (row,) = self._transaction.rows(_ADD, _row(price))
        return replace(price, id=row["id"])

    def end(self, site: int, item: str, now: datetime) -> bool:
        """This item is no longer on the list; whether it was."""
        known = [one for one in self.of(site) if folded(one.item) == folded(item)]
        for one in known:
            self._transaction.run(_END, {"key": one.id, "at": now})
        return bool(known)

    def revise(self, site: int, wanted: list[Wanted], now: datetime) -> tuple[int, int, int]:
        """The list in force is exactly `wanted`; how many prices are new or changed, ended, the same."""
        revision = revised(self.of(site), wanted)
        begun = {folded(one.item) for one in revision.begun}
        for old in revision.ended:
            self._transaction.run(_END, {"key": old.id, "at": now})
        for one in revision.begun:
            self.put(site, one, now)
        gone = sum(folded(old.item) not in begun for old in revision.ended)
        return len(revision.begun), gone, revision.same


def _row(price: Price) -> Row:
    return {
        "site_id": price.site,
        "item": price.item,
        "folded": folded(price.item),
        "unit": price.unit,
        "amount": price.amount.minor,
        "currency": price.amount.currency.value,
        "note": price.note,
        "since": price.since,
        "until": price.until,
    }


def _price(row: Row) -> Price:
    return Price(
        id=row["id"],
        site=row["site_id"],
        item=row["item"],
        unit=row["unit"],
        amount=Money(minor=row["amount"], currency=Currency(row["currency"])),
        note=row["note"],
        since=row["since"],
        until=row["until"],
    )
