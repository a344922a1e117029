"""Tickets (工单)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update

from desk.ticket import ENDED, UNFINISHED, Ticket
from storage import mapping, tables
from storage.sites import Sites

_TICKET = tables.table(tables.Ticket)
_REPORTER = tables.table(tables.Reporter)


class Tickets:
    """Every matter, whatever became of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, draft: Ticket) -> Ticket:
        """Keep a new ticket: its id and its number are given here."""
        numbered = replace(draft, number=Sites(self._connection).next_number(draft.site))
        values = mapping.ticket_columns(numbered)
        key = self._connection.execute(insert(_TICKET).values(values)).inserted_primary_key
        created = replace(numbered, id=key[0] if key else 0)
        self._add_reporters(created, created.reporters, 0)
        return created

    def save(self, ticket: Ticket) -> None:
        """Keep the ticket as it is now; reporters can only be added."""
        values = mapping.ticket_columns(ticket)
        self._connection.execute(update(_TICKET).where(_TICKET.c.id == ticket.id).values(values))
        known = set(self._reporters([ticket.id]).get(ticket.id, ()))
        self._add_reporters(ticket, [one for one in ticket.reporters if one not in known], len(known))

    def get(self, key: int) -> Ticket | None:
        """The ticket with that id, locked until the commit where the database can."""
        found = select(_TICKET).where(_TICKET.c.id == key).with_for_update()
        return next(iter(self._tickets(found)), None)

    def numbered(self, site: int, number: int) -> Ticket | None:
        """The site's ticket #number, locked likewise."""
        where = (_TICKET.c.site_id == site, _TICKET.c.number == number)
        return next(iter(self._tickets(select(_TICKET).where(*where).with_for_update())), None)

    def latest_of(self, person: int, since: datetime) -> Ticket | None:
        """The ticket to which this first reporter last added a line, not before `since`."""
        found = (
            select(_TICKET)
            .where(_TICKET.c.reporter_id == person, _TICKET.c.last_line_at >= since)
            .order_by(_TICKET.c.last_line_at.desc())
            .limit(1)
        )
        return next(iter(self._tickets(found)), None)

    def reported_by(self, person: int, *, unended: bool = False) -> list[Ticket]:
        """The tickets that a person reported or joined, the newest first."""
        joined = select(_TICKET).join(_REPORTER, _REPORTER.c.ticket_id == _TICKET.c.id)
        found = joined.where(_REPORTER.c.person_id == person)
        if unended:
            found = found.where(_TICKET.c.status.not_in([str(status) for status in ENDED]))
        return self._tickets(found.order_by(_TICKET.c.id.desc()))

    def owned_by(self, person: int) -> list[Ticket]:
        """The unfinished tickets that a person is responsible for."""
        return self._where(_TICKET.c.owner_id == person, _unfinished())

    def of(self, site: int) -> list[Ticket]:
        """Every ticket of a site."""
        return self._where(_TICKET.c.site_id == site)

    def unended(self, site: int) -> list[Ticket]:
        """The site's tickets with which something can still happen."""
        ended = [str(status) for status in ENDED]
        return self._where(_TICKET.c.site_id == site, _TICKET.c.status.not_in(ended))

    def load(self, site: int) -> dict[int, int]:
        """How many unfinished tickets each person of the site has, by person id."""
        counted = (
            select(_TICKET.c.owner_id, func.count())
            .where(_TICKET.c.site_id == site, _unfinished(), _TICKET.c.owner_id.is_not(None))
            .group_by(_TICKET.c.owner_id)
        )
        return {owner: count for owner, count in self._connection.execute(counted)}

    def _where(self, *where: ColumnElement[bool]) -> list[Ticket]:
        return self._tickets(select(_TICKET).where(*where).order_by(_TICKET.c.id))

    def _tickets(self, found: Select[Any]) -> list[Ticket]:
        rows = self._connection.execute(found).mappings().all()
        reporters = self._reporters([row["id"] for row in rows]) if rows else {}
        return [mapping.ticket(row, tuple(reporters[row["id"]])) for row in rows]

    def _reporters(self, keys: list[int]) -> dict[int, list[int]]:
        found = (
            select(_REPORTER.c.ticket_id, _REPORTER.c.person_id)
            .where(_REPORTER.c.ticket_id.in_(keys))
            .order_by(_REPORTER.c.ticket_id, _REPORTER.c.place)
        )
        grouped: dict[int, list[int]] = {}
        for ticket, person in self._connection.execute(found):
            grouped.setdefault(ticket, []).append(person)
        return grouped

    def _add_reporters(self, ticket: Ticket, people: Iterable[int], first: int) -> None:
        rows = [
            {"ticket_id": ticket.id, "person_id": person, "place": place}
            for place, person in enumerate(people, first)
        ]
        if rows:
            self._connection.execute(insert(_REPORTER), rows)


def _unfinished() -> ColumnElement[bool]:
    return _TICKET.c.status.in_([str(status) for status in UNFINISHED])
