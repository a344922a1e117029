"""The journal (流水): entries are added, never changed or removed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from desk.journal import Audience, Entry
from storage import tables
from storage.facts import decode_facts, encode_facts

_ENTRY = tables.table(tables.Entry)


class Journal:
    """What happened to each ticket."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ticket: int, entries: Iterable[Entry]) -> None:
        """Append entries to a ticket's story."""
        rows = [
            {
                "ticket_id": ticket,
                "at": entry.at,
                "kind": entry.kind,
                "actor_id": entry.actor,
                "audience": str(entry.audience),
                "facts": encode_facts(entry.facts),
            }
            for entry in entries
        ]
        if rows:
            self._connection.execute(insert(_ENTRY), rows)

    def of(self, ticket: int) -> list[Entry]:
        """A ticket's story, oldest first."""
        found = select(_ENTRY).where(_ENTRY.c.ticket_id == ticket).order_by(_ENTRY.c.id)
        return [
            Entry(
                kind=row["kind"],
                at=row["at"],
                actor=row["actor_id"],
                audience=Audience(row["audience"]),
                facts=decode_facts(row["facts"]),
            )
            for row in self._connection.execute(found).mappings()
        ]

    def last_touched(self, person: int, since: datetime) -> int | None:
        """The id of the ticket that a person last did something with, not before `since`."""
        found = (
            select(_ENTRY.c.ticket_id)
            .where(_ENTRY.c.actor_id == person, _ENTRY.c.at >= since)
            .order_by(_ENTRY.c.id.desc())
            .limit(1)
        )
        return self._connection.execute(found).scalar()
