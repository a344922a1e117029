"""Open letters (公开信)."""

from dataclasses import replace

from sqlalchemy import func, select, update

from desk.open_letters import OpenLetter, State
from storage import matter_tables, tables
from storage.sites import Sites
from storage.statements import Row, Statement, Transaction, given, insertion

_LETTER = tables.table(matter_tables.OpenLetter)
_PLAIN = ("words", "remark", "at")
_IDS = {"site": "site_id", "author": "author_id", "reviewer": "reviewer_id"}
_KEYS = 2**31

_NUMBER = Statement(select(func.max(_LETTER.c.number)).where(_LETTER.c.site_id == given("site")))
_ADD = Statement(
    insertion(_LETTER, *_PLAIN, *_IDS.values(), "number", "tickets", "state").returning(_LETTER.c.id)
)
_GET = Statement(select(_LETTER).where(_LETTER.c.id == given("key")), lock="wait")
_NUMBERED = Statement(
    select(_LETTER).where(_LETTER.c.site_id == given("site"), _LETTER.c.number == given("number")),
    lock="wait",
)
_SAVE = Statement(
    update(_LETTER)
    .where(_LETTER.c.id == given("key"))
    .values(state=given("state"), remark=given("remark"), reviewer_id=given("reviewer_id"))
)


class OpenLetters:
    """A site's open letters."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, letter: OpenLetter) -> OpenLetter:
        """Keep a new one; its id and its number are given here."""
        Sites(self._transaction).hold(letter.site)
        number = (self._transaction.value(_NUMBER, {"site": letter.site}) or 0) + 1
        columns: Row = {name: getattr(letter, name) for name in _PLAIN}
        columns |= {column: getattr(letter, name) for name, column in _IDS.items()}
        columns |= {"number": number, "tickets": list(letter.tickets), "state": letter.state.value}
        (row,) = self._transaction.rows(_ADD, columns)
        return replace(letter, id=row["id"], number=number)

    def get(self, key: int) -> OpenLetter | None:
        """The letter with that id, locked until the commit where the database can."""
        return self._one(_GET, {"key": key}) if 0 < key < _KEYS else None

    def numbered(self, site: int, number: int) -> OpenLetter | None:
        """The site's letter of that number, locked likewise."""
        return self._one(_NUMBERED, {"site": site, "number": number}) if 0 < number < _KEYS else None

    def save(self, letter: OpenLetter) -> None:
        """Keep what was decided about it."""
        decided: Row = {"state": letter.state.value, "remark": letter.remark, "reviewer_id": letter.reviewer}
        self._transaction.run(_SAVE, {"key": letter.id, **decided})

    def _one(self, statement: Statement, values: Row) -> OpenLetter | None:
        row = self._transaction.row(statement, values)
        if row is None:
            return None
        plain: Row = {name: row[name] for name in _PLAIN} | {name: row[key] for name, key in _IDS.items()}
        return OpenLetter(
            id=row["id"],
            number=row["number"],
            tickets=tuple(row["tickets"]),
            state=State(row["state"]),
            **plain,
        )
