"""Sites (项目) and their number series."""

from sqlalchemy import select, update

from desk.people import Site
from storage import mapping, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_SITE = tables.table(tables.Site)
_SETTINGS = ("region", "timezone", "language", "standard")
_ADD = Statement(insertion(_SITE, "name", *_SETTINGS, "next_number").returning(_SITE))
_CHANGE = Statement(
    update(_SITE).where(_SITE.c.id == given("key")).values({name: given(name) for name in _SETTINGS})
)
_GET = Statement(select(_SITE).where(_SITE.c.id == given("key")), once=True)
_NAMED = Statement(select(_SITE).where(_SITE.c.name == given("name")))
_ALL = Statement(select(_SITE).order_by(_SITE.c.id))
_NUMBER = Statement(
    update(_SITE)
    .where(_SITE.c.id == given("key"))
    .values(next_number=_SITE.c.next_number + 1)
    .returning(_SITE.c.next_number)
)
_HOLD = Statement(
    update(_SITE).where(_SITE.c.id == given("key")).values(next_number=_SITE.c.next_number)
)  # FOR UPDATE would wait for whoever has just written a row that refers to the site, and they for us


class Sites:
    """The sites that this desk serves."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, site: Site) -> Site:
        """Keep a new site; its id is given here."""
        (row,) = self._transaction.rows(_ADD, {"name": site.name, **_settings(site), "next_number": 1})
        return mapping.site(row)

    def change(self, site: Site) -> None:
        """Keep what the configuration says of a known site."""
        self._transaction.run(_CHANGE, {"key": site.id, **_settings(site)})

    def get(self, key: int) -> Site:
        """The site with that id; raises LookupError."""
        row = self._transaction.row(_GET, {"key": key})
        if row is None:
            raise LookupError(f"no site {key}")
        return mapping.site(row)

    def named(self, name: str) -> Site | None:
        """The site of that name."""
        row = self._transaction.row(_NAMED, {"name": name})
        return mapping.site(row) if row else None

    def all(self) -> list[Site]:
        """Every site, oldest first."""
        return [mapping.site(row) for row in self._transaction.rows(_ALL, {})]

    def next_number(self, key: int) -> int:
        """The next ticket number; the site's row stays locked until the commit, so none is given twice."""
        (row,) = self._transaction.rows(_NUMBER, {"key": key})
        return int(row["next_number"]) - 1

    def hold(self, key: int) -> None:
        """Its row stays locked until the commit: one counts what there is and adds to it before another."""
        self._transaction.run(_HOLD, {"key": key})


def _settings(site: Site) -> Row:
    return {name: getattr(site, name) for name in _SETTINGS}
