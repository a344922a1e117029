"""Who stands in for whom (代班) while somebody is on leave (S2-13, S4-43)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from desk import leave
from desk.moves.table import knows
from desk.offices import level
from desk.people import HEADS, Person, Site
from desk.ticket import Ticket
from handlers.tools import Tools


def absent(tools: Tools, site: Site, now: datetime) -> Mapping[int, int]:
    """Who stands in for whom by the leave of that day, by person id."""
    day = tools.book.calendar(site).local(now).date()
    return leave.deputies(tools.uow.absences.away(site.id, day))


def deputies(tools: Tools, site: Site, now: datetime) -> Mapping[int, int]:
    """Who stands in for whom at the site now, by person id.

    A shift is its officer's to its end (S2-07): leave that begins meanwhile begins for them after it.
    """
    day = tools.book.calendar(site).local(now).date()
    away = tools.uow.absences.away(site.id, day)
    shift = tools.uow.roster.at(site.id, now) if away else None
    officer = absent(tools, site, shift.starts_at).get(shift.person, shift.person) if shift else None
    return leave.deputies([one for one in away if one.person != officer])


def present(
    tools: Tools, site: Site, people: Iterable[Person], now: datetime, ticket: Ticket | None = None
) -> list[Person]:
    """These people, for whoever is on leave their deputy, where they may know of the ticket; nobody twice."""
    away = deputies(tools, site, now)
    found = {}
    for person in people:
        able = list(tools.uow.people.named([away[person.id]]).values()) if person.id in away else []
        if ticket is not None:
            mine = person.id in ticket.reporters
            able = [one for one in able if not mine and (knows(one, ticket) or not ticket.discreet)]
        for one in able or [person]:
            found[one.id] = one
    return list(found.values())


def acting(tools: Tools, site: Site, person: Person, ticket: Ticket, now: datetime) -> Person:
    """The person as they stand to the ticket: whoever stands in for a head has that head's part (S4-43).

    Not in what they do or reported themselves, nor in what is about a person's conduct.
    """
    if person.role in HEADS or ticket.discreet or not knows(person, ticket):
        return person
    if person.id in (ticket.owner, *ticket.helpers, *ticket.reporters):
        return person
    away = [who for who, deputy in deputies(tools, site, now).items() if deputy == person.id]
    roles = {one.role for one in tools.uow.people.named(away).values()} if away else set()
    return replace(person, role=max(roles & HEADS, key=level)) if roles & HEADS else person


def heads(tools: Tools, site: Site, person: Person, now: datetime) -> list[Person]:
    """The heads whose part the person plays now: their own, and those for whom they stand in."""
    away = deputies(tools, site, now)
    staff = tools.uow.people.staff(site.id)
    meant = [one for one in staff if one.role in HEADS and person.id in (one.id, away.get(one.id))]
    return [one for one in meant if one.active]
