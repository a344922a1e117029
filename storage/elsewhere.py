"""Words of people beside tickets, journal and letters: what forgetting and purging reach too (S2-04)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, bindparam, or_, select, update

from storage import (
    care_tables,
    incident_tables,
    learning_tables,
    matter_tables,
    money_tables,
    reply_tables,
    tables,
)
from storage.statements import Row, Statement, Transaction, given

_INCIDENT = tables.table(incident_tables.Incident)
_GATHERED = tables.table(incident_tables.Gathered)
_ANSWERED = tables.table(matter_tables.Answered)
_QUOTE = tables.table(money_tables.Quote)
_REPLY = tables.table(reply_tables.Draft)
_CORRECTION = tables.table(learning_tables.Correction)
_VISIT = tables.table(care_tables.Visit)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A table with words: its columns, and how its rows belong to tickets and to a person."""

    table: Table
    columns: tuple[str, ...]
    of_tickets: Callable[[Select[Any]], Any] | None = None  # where its row is of one of these tickets
    by: str | None = None  # the column of who said it
    set: Statement = field(init=False)

    def __post_init__(self) -> None:
        """The statement that writes the words of a row, made once."""
        values: dict[str, Any] = {name: bindparam(f"now_{name}") for name in self.columns}
        object.__setattr__(
            self, "set", Statement(update(self.table).where(self.table.c.id == given("key")).values(values))
        )

    def rows(self, tickets: Select[Any], *, person: bool) -> Statement:
        """Its rows of these tickets and, with `person`, what the bound person said."""
        where = [self.of_tickets(tickets)] if self.of_tickets else []
        if person and self.by:
            where.append(self.table.c[self.by] == given("person"))
        return Statement(select(self.table).where(or_(*where)))


SAID = {
    "incidents": Said(table=_INCIDENT, columns=("reason",), of_tickets=_INCIDENT.c.ticket_id.in_),
    "gathered": Said(
        table=_GATHERED,
        columns=("words",),
        of_tickets=lambda tickets: _GATHERED.c.incident_id.in_(
            select(_INCIDENT.c.id).where(_INCIDENT.c.ticket_id.in_(tickets))
        ),
        by="person_id",
    ),
    "answered": Said(table=_ANSWERED, columns=("words",), by="person_id"),
    "quotes": Said(
        table=_QUOTE,
        columns=("reason", "remark"),
        of_tickets=_QUOTE.c.ticket_id.in_,
    ),
    "replies": Said(
        table=_REPLY,
        columns=("words", "remark"),
        of_tickets=_REPLY.c.ticket_id.in_,
    ),
    "corrections": Said(table=_CORRECTION, columns=("text",), of_tickets=_CORRECTION.c.ticket_id.in_),
    "visits": Said(table=_VISIT, columns=("opinion",), of_tickets=_VISIT.c.ticket_id.in_),
}


def rewrite(transaction: Transaction, said: Said, row: Row, words: Callable[[str], str]) -> None:
    """Write what `words` makes of each of the row's texts."""
    texts = {f"now_{name}": row[name] and words(row[name]) for name in said.columns}
    if any(row[name] != texts[f"now_{name}"] for name in said.columns):
        transaction.run(said.set, {"key": row["id"], **texts})
