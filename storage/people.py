"""People (人) and the addresses at which they are reached."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from desk.people import Address, Person
from storage import mapping, tables

_PERSON = tables.table(tables.Person)
_ADDRESS = tables.table(tables.Address)


class People:
    """Everybody the desk knows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person: Person) -> Person:
        """Keep a new person; the id is given here."""
        key = self._connection.execute(insert(_PERSON).values(_columns(person))).inserted_primary_key
        return self.get(key[0] if key else 0)

    def change(self, person: Person) -> None:
        """Keep a known person as given."""
        self._connection.execute(update(_PERSON).where(_PERSON.c.id == person.id).values(_columns(person)))

    def get(self, key: int) -> Person:
        """The person with that id; raises sqlalchemy's NoResultFound."""
        return self._many(_PERSON.c.id == key)[0]

    def named(self, keys: Iterable[int]) -> dict[int, Person]:
        """The persons with these ids, by id."""
        return {person.id: person for person in self._many(_PERSON.c.id.in_(list(keys)))}

    def of(self, site: int) -> list[Person]:
        """Everybody at a site."""
        return self._many(_PERSON.c.site_id == site)

    def staff(self, site: int) -> list[Person]:
        """The company's people at a site who are active."""
        return self._many(_PERSON.c.site_id == site, _PERSON.c.role != "resident", _PERSON.c.active)

    def at(self, platform: str, account: str, site: int | None = None) -> list[Person]:
        """Who uses that account: one person a site, of one site or of all."""
        joined = select(_PERSON).join(_ADDRESS, _ADDRESS.c.person_id == _PERSON.c.id)
        found = joined.where(_ADDRESS.c.platform == platform, _ADDRESS.c.account == account)
        if site is not None:
            found = found.where(_PERSON.c.site_id == site)
        rows = self._connection.execute(found.order_by(_PERSON.c.id)).mappings()
        return [mapping.person(row) for row in rows]

    def addresses(self, person: int) -> list[Address]:
        """Where a person is reached, the oldest first."""
        found = select(_ADDRESS).where(_ADDRESS.c.person_id == person).order_by(_ADDRESS.c.id)
        return [
            Address(person=person, platform=row["platform"], account=row["account"], state=row["state"])
            for row in self._connection.execute(found).mappings()
        ]

    def reach(self, person: int, platform: str, account: str, state: str | None = None) -> None:
        """The person is reached there; a state not given stays as it is, or begins as unknown."""
        where = (
            _ADDRESS.c.person_id == person,
            _ADDRESS.c.platform == platform,
            _ADDRESS.c.account == account,
        )
        known = self._connection.execute(select(_ADDRESS.c.id).where(*where)).first()
        values = {"person_id": person, "platform": platform, "account": account}
        if known is None:
            self._connection.execute(insert(_ADDRESS).values({**values, "state": state or "unknown"}))
        elif state:
            self._connection.execute(update(_ADDRESS).where(*where).values(state=state))

    def set_state(self, platform: str, account: str, state: str) -> None:
        """The account lets itself be written to (ok), or no longer does (blocked)."""
        where = (_ADDRESS.c.platform == platform, _ADDRESS.c.account == account)
        self._connection.execute(update(_ADDRESS).where(*where).values(state=state))

    def _many(self, *where: ColumnElement[bool]) -> list[Person]:
        rows = self._connection.execute(select(_PERSON).where(*where).order_by(_PERSON.c.id)).mappings()
        return [mapping.person(row) for row in rows]


def _columns(person: Person) -> dict[str, Any]:
    names = ("name", "language", "building", "unit", "room", "active")
    columns = {name: getattr(person, name) for name in names}
    return columns | {"site_id": person.site, "role": str(person.role), "area": sorted(person.area)}
