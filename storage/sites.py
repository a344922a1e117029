"""Sites (项目) and their number series."""

from sqlalchemy import Connection, insert, select, update

from desk.people import Site
from storage import mapping, tables

_SITE = tables.table(tables.Site)


class Sites:
    """The sites that this desk serves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, site: Site) -> Site:
        """Keep a new site; its id is given here."""
        columns = {
            name: getattr(site, name) for name in ("name", "region", "timezone", "language", "standard")
        }
        key = self._connection.execute(insert(_SITE).values({**columns, "next_number": 1})).inserted_primary_key
        return self.get(key[0] if key else 0)

    def change(self, site: Site) -> None:
        """Keep what the configuration says of a known site."""
        columns = {name: getattr(site, name) for name in ("region", "timezone", "language", "standard")}
        self._connection.execute(update(_SITE).where(_SITE.c.id == site.id).values(columns))

    def get(self, key: int) -> Site:
        """The site with that id; raises sqlalchemy's NoResultFound."""
        return mapping.site(self._connection.execute(select(_SITE).where(_SITE.c.id == key)).mappings().one())

    def named(self, name: str) -> Site | None:
        """The site of that name."""
        row = self._connection.execute(select(_SITE).where(_SITE.c.name == name)).mappings().first()
        return mapping.site(row) if row else None

    def all(self) -> list[Site]:
        """Every site, oldest first."""
        return [mapping.site(row) for row in self._connection.execute(select(_SITE)).mappings()]

    def next_number(self, key: int) -> int:
        """The next ticket number; the site's row stays locked until the commit, so none is given twice."""
        taken = (
            update(_SITE)
            .where(_SITE.c.id == key)
            .values(next_number=_SITE.c.next_number + 1)
            .returning(_SITE.c.next_number)
        )
        return int(self._connection.execute(taken).scalar_one()) - 1
