"""Contacts: people who reported by phone, at the counter or by letter, and have no address in any chat."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.people import Person
from storage import care_tables, mapping, tables
from storage.statements import Statement, Transaction, given, insertion

_CONTACT = tables.table(care_tables.Contact)
_PERSON = tables.table(tables.Person)
_NEW = insertion(_CONTACT, "person_id", "phone", "anonymous")
_KEEP = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["person_id"],
        set_={"phone": _NEW.excluded.phone, "anonymous": _NEW.excluded.anonymous},
    )
)
_GET = Statement(select(_CONTACT).where(_CONTACT.c.person_id == given("person")), once=True)
_BY_PHONE = Statement(
    select(_PERSON)
    .join(_CONTACT, _CONTACT.c.person_id == _PERSON.c.id)
    .where(_PERSON.c.site_id == given("site"), _CONTACT.c.phone == given("phone"), _PERSON.c.active)
    .order_by(_PERSON.c.id)
)
_AT_HOME = Statement(
    select(_PERSON)
    .where(
        _PERSON.c.site_id == given("site"),
        _PERSON.c.building == given("building"),
        _PERSON.c.room == given("room"),
        _PERSON.c.role == "resident",
        _PERSON.c.active,
    )
    .order_by(_PERSON.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How a person without an address is told of news."""

    person: int
    phone: str | None = None
    anonymous: bool = False


class Contacts:
    """Who is told by phone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, contact: Contact) -> None:
        """Remember it, instead of what was known before."""
        values = {"person_id": contact.person, "phone": contact.phone, "anonymous": contact.anonymous}
        self._transaction.run(_KEEP, values)

    def get(self, person: int) -> Contact | None:
        """What is known of a person; None: they came by a chat."""
        row = self._transaction.row(_GET, {"person": person})
        return Contact(person=person, phone=row["phone"], anonymous=row["anonymous"]) if row else None

    def by_phone(self, site: int, phone: str) -> list[Person]:
        """Who left this number before."""
        rows = self._transaction.rows(_BY_PHONE, {"site": site, "phone": phone})
        return [mapping.person(row) for row in rows]

    def at_home(self, site: int, building: str, room: str) -> list[Person]:
        """Who lives in rooms of that number, in whichever unit of the building."""
        rows = self._transaction.rows(_AT_HOME, {"site": site, "building": building, "room": room})
        return [mapping.person(row) for row in rows]
