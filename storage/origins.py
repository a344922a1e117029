"""Where a matter came from that staff took in (S0-25, S0-27, S0-11)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import care_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_ORIGIN = tables.table(care_tables.Origin)
_COLUMNS = ("source", "authority", "document", "reply_by")
_ADD = Statement(insertion(_ORIGIN, "ticket_id", *_COLUMNS))
_OF = Statement(select(_ORIGIN).where(_ORIGIN.c.ticket_id == given("ticket")))


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The channel, and of a government transfer (转办) who asks, under which number, by when."""

    ticket: int
    source: str
    authority: str | None = None
    document: str | None = None
    reply_by: datetime | None = None


class Origins:
    """Of matters that did not come by a chat."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, origin: Origin) -> None:
        """Keep it; once for a ticket."""
        columns = {name: getattr(origin, name) for name in _COLUMNS}
        self._transaction.run(_ADD, {"ticket_id": origin.ticket, **columns})

    def of(self, ticket: int) -> Origin | None:
        """Where it came from; None: by a chat."""
        row = self._transaction.row(_OF, {"ticket": ticket})
        return Origin(ticket=ticket, **{name: row[name] for name in _COLUMNS}) if row else None
