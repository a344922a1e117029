"""Drafts: texts of staff to reporters that wait for their reviewer, and what became of them."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, text, update

from desk.review import Draft, State, What
from storage import reply_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_DRAFT = tables.table(reply_tables.Draft)
_PLAIN = "words more written_at step next_at promised_at decided_by decided_at remark".split()
_COLUMNS = (*_PLAIN, "ticket_id", "author_id", "what", "photos", "state")
_KEYS = 2**31  # PostgreSQL's INTEGER ends here; a forged button's number may not
_OWED = text(reply_tables.OWED)

_ADD = Statement(insertion(_DRAFT, *_COLUMNS).returning(_DRAFT.c.id))
_SAVE = Statement(
    update(_DRAFT).where(_DRAFT.c.id == given("key")).values({name: given(name) for name in _COLUMNS})
)
_GET = Statement(select(_DRAFT).where(_DRAFT.c.id == given("key")), lock="wait")
_OF = Statement(
    select(_DRAFT).where(_DRAFT.c.ticket_id == given("ticket")).order_by(_DRAFT.c.id), lock="wait"
)
_DUE = Statement(
    select(_DRAFT)
    .where(_OWED, _DRAFT.c.next_at <= given("now"))
    .order_by(_DRAFT.c.next_at, _DRAFT.c.id)
    .limit(given("most")),
    lock="skip",
)
_NEXT = Statement(select(_DRAFT.c.next_at).where(_OWED).order_by(_DRAFT.c.next_at).limit(1))


class Drafts:
    """The texts on their way to reporters."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, draft: Draft) -> Draft:
        """Keep a new one: its id is given here."""
        (row,) = self._transaction.rows(_ADD, _columns(draft))
        return replace(draft, id=row["id"])

    def save(self, draft: Draft) -> None:
        """Keep it as it is now."""
        self._transaction.run(_SAVE, {"key": draft.id, **_columns(draft)})

    def get(self, key: int) -> Draft | None:
        """The one with that id, locked until the commit where the database can."""
        row = self._transaction.row(_GET, {"key": key}) if 0 < key < _KEYS else None
        return _draft(row) if row else None

    def of(self, ticket: int) -> list[Draft]:
        """A ticket's, oldest first, locked likewise."""
        return [_draft(row) for row in self._transaction.rows(_OF, {"ticket": ticket})]

    def due(self, now: datetime, limit: int) -> list[Draft]:
        """Those of which somebody is to be reminded, each locked for this unit."""
        return [_draft(row) for row in self._transaction.rows(_DUE, {"now": now, "most": limit})]

    def next_at(self) -> datetime | None:
        """When somebody is to be reminded next."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment


def _columns(draft: Draft) -> Row:
    columns = {name: getattr(draft, name) for name in _PLAIN}
    return columns | {
        "ticket_id": draft.ticket,
        "author_id": draft.author,
        "what": draft.what.value,
        "photos": list(draft.photos),
        "state": draft.state.value,
    }


def _draft(row: Row) -> Draft:
    return Draft(
        id=row["id"],
        ticket=row["ticket_id"],
        author=row["author_id"],
        what=What(row["what"]),
        photos=tuple(row["photos"]),
        state=State(row["state"]),
        **{name: row[name] for name in _PLAIN},
    )
