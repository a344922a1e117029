"""Who reported a matter that staff take in: somebody known by account, phone or home, else a new contact."""

from dataclasses import dataclass

from desk import sources
from desk.people import Person, Role, Site
from desk.reading import Place
from handlers.tools import Tools
from storage.contacts import Contact

_NOBODY = "匿名"  # how somebody without a name stands in lists
_SOMEBODY = "住户"  # whose name was not said, though how they are reached


@dataclass(frozen=True, kw_only=True)
class Named:
    """What was said of a person."""

    name: str | None
    phone: str | None
    place: Place
    nameless: bool

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or (self.place.building and self.place.room) or self.nameless)


def said_of(words: str, place: Place, *, alone: bool = False) -> Named:
    """Name, phone and home in some words; `alone`: they were the answer to who it is."""
    return Named(
        name=sources.name_in(words, alone=alone),
        phone=sources.phone_in(words),
        place=place,
        nameless=sources.nameless(words),
    )


def reporter(tools: Tools, site: Site, named: Named, account: tuple[str, str] | None = None) -> Person:
    """The person meant, known or new; never a member of staff by mere likeness."""
    known = tools.uow.people.at(*account, site.id) if account else []
    if known:
        return known[0]
    if named.nameless and not named.phone:
        return _new(tools, site, named, _NOBODY)
    found = tools.uow.contacts.by_phone(site.id, named.phone) if named.phone else []
    found = [one for one in found if _called(one, named)] or _neighbours(tools, site, named)
    return found[0] if found else _new(tools, site, named, named.name or _SOMEBODY)


def _neighbours(tools: Tools, site: Site, named: Named) -> list[Person]:
    """Who lives there and is called so; of a home alone only where one person is known there."""
    place = named.place
    if not (place.building and place.room):
        return []
    living = tools.uow.contacts.at_home(site.id, place.building, place.room)
    living = [one for one in living if place.unit in (None, one.unit)]
    if named.name:
        return [one for one in living if _called(one, named)]
    return living if len(living) == 1 else []


def _called(person: Person, named: Named) -> bool:
    return named.name is None or sources.same_name(person.name, named.name)


def _new(tools: Tools, site: Site, named: Named, name: str) -> Person:
    place = named.place
    home = (place.building, place.unit, place.room) if place.room else (None, None, None)
    person = tools.uow.people.add(
        Person(
            id=0,
            site=site.id,
            name=name,
            role=Role.RESIDENT,
            building=home[0],
            unit=home[1],
            room=home[2],
        )
    )
    anonymous = named.nameless and not named.phone
    tools.uow.contacts.keep(Contact(person=person.id, phone=named.phone, anonymous=anonymous))
    return person
