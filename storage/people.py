"""People (人) and the addresses at which they are reached."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import select, text, update

from desk.people import Address, Person
from storage import mapping, tables
from storage.statements import Row, Statement, Transaction, Values, given, insertion, keys_in

_PERSON = tables.table(tables.Person)
_ADDRESS = tables.table(tables.Address)

_COLUMNS = ("site_id", "name", "role", "area", "language", "building", "unit", "room", "active")
_ADD = Statement(insertion(_PERSON, *_COLUMNS).returning(_PERSON))
_CHANGE = Statement(
    update(_PERSON).where(_PERSON.c.id == given("key")).values({name: given(name) for name in _COLUMNS})
)
_OF = Statement(select(_PERSON).where(_PERSON.c.site_id == given("site")).order_by(_PERSON.c.id))
_STAFF = Statement(
    select(_PERSON)
    .where(_PERSON.c.site_id == given("site"), text(tables.STAFF), _PERSON.c.active)
    .order_by(_PERSON.c.id),
    once=True,
)
_AT = Statement(
    select(_PERSON)
    .join(_ADDRESS, _ADDRESS.c.person_id == _PERSON.c.id)
    .where(_ADDRESS.c.platform == given("platform"), _ADDRESS.c.account == given("account"))
    .order_by(_PERSON.c.id),
    once=True,
)
_ADDRESSES = Statement(
    select(_ADDRESS).where(_ADDRESS.c.person_id == given("person")).order_by(_ADDRESS.c.id), once=True
)
_HERE = (_ADDRESS.c.platform == given("at_platform"), _ADDRESS.c.account == given("at_account"))
_SET_STATE = Statement(update(_ADDRESS).where(*_HERE).values(state=given("state")))
_REACHED = insertion(_ADDRESS, "person_id", "platform", "account", "state")
_REACH = Statement(_REACHED.on_conflict_do_nothing())
_REACH_AS = Statement(
    _REACHED.on_conflict_do_update(
        index_elements=["platform", "account", "person_id"], set_={"state": _REACHED.excluded.state}
    )
)


@cache
def _named(size: int) -> Statement:
    return Statement(select(_PERSON).where(_PERSON.c.id.in_(keys_in(size))).order_by(_PERSON.c.id))


class People:
    """Everybody the desk knows."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, person: Person) -> Person:
        """Keep a new person; the id is given here."""
        (added,) = self._met(self._transaction.rows(_ADD, _columns(person)))
        return added

    def change(self, person: Person) -> None:
        """Keep a known person as given."""
        self._transaction.run(_CHANGE, {"key": person.id, **_columns(person)})

    def get(self, key: int) -> Person:
        """The person with that id; raises LookupError."""
        found = self.named([key])
        if not found:
            raise LookupError(f"no person {key}")
        return found[key]

    def named(self, keys: Iterable[int]) -> dict[int, Person]:
        """The persons with these ids, by id."""
        return {row["id"]: mapping.person(row) for row in self._transaction.once_among(_named, keys, "id")}

    def of(self, site: int) -> list[Person]:
        """Everybody at a site."""
        return [mapping.person(row) for row in self._transaction.rows(_OF, {"site": site})]

    def staff(self, site: int) -> list[Person]:
        """The company's people at a site who are active."""
        return self._met(self._transaction.rows(_STAFF, {"site": site}))

    def at(self, platform: str, account: str, site: int | None = None) -> list[Person]:
        """Who uses that account: one person a site, of one site or of all."""
        found = self._met(self._transaction.rows(_AT, {"platform": platform, "account": account}))
        return [one for one in found if site is None or one.site == site]

    def addresses(self, person: int) -> list[Address]:
        """Where a person is reached, the oldest first."""
        return [
            Address(person=person, platform=row["platform"], account=row["account"], state=row["state"])
            for row in self._transaction.rows(_ADDRESSES, {"person": person})
        ]

    def reach(self, person: int, platform: str, account: str, state: str | None = None) -> None:
        """The person is reached there; a state not given stays as it is, or begins as unknown."""
        values: Values = {"person_id": person, "platform": platform, "account": account}
        self._transaction.run(_REACH_AS if state else _REACH, {**values, "state": state or "unknown"})

    def set_state(self, platform: str, account: str, state: str) -> None:
        """The account lets itself be written to (ok), or no longer does (blocked)."""
        values: Values = {"at_platform": platform, "at_account": account}
        self._transaction.run(_SET_STATE, {**values, "state": state})

    def _met(self, rows: list[Row]) -> list[Person]:
        """These persons, who need not be looked up by their ids any more."""
        self._transaction.remember(_named, rows, "id")
        return [mapping.person(row) for row in rows]


def _columns(person: Person) -> Row:
    names = ("name", "language", "building", "unit", "room", "active")
    columns = {name: getattr(person, name) for name in names}
    return columns | {"site_id": person.site, "role": person.role.value, "area": sorted(person.area)}
