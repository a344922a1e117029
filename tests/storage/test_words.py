"""Every column that can hold people's words loses them, or says here why it does not (S2-04, S2-18)."""

from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Engine
from sqlmodel import SQLModel

import storage
from desk.forgetting import Traces, scrubbed_fact
from desk.notices import Notice
from storage.facts import encode_notice
from storage.purging import Limits
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW

for _info in iter_modules(storage.__path__):
    import_module(f"storage.{_info.name}")  # its import fills the metadata

NAME, PHONE = "王秀英", "13812345678"
WORDS = f"{NAME} {PHONE}"
LONG_AGO = NOW - timedelta(days=1200)
NOTICE = encode_notice(Notice("news.note", {"words": WORDS}))
PLAIN: list[tuple[type[Any], object]] = [
    (sa.Boolean, False),
    (sa.Integer, 1),
    (sa.Float, 1.0),
    (sa.DateTime, LONG_AGO),
    (sa.Date, LONG_AGO.date()),
    (sa.LargeBinary, b"x"),
    (sa.JSON, [WORDS]),
    (sa.Text, WORDS),
    (sa.String, "x"),
]
# What stands in columns that are not filled by their type: the shapes of JSON, states, other words.
SPECIAL: dict[str, object] = {
    "letter.notice": NOTICE,
    "remark.notice": NOTICE,
    "day_report.body": NOTICE,
    "entry.facts": {"words": WORDS},
    "hook_event.body": f'{{"ticket":{{"words":"{WORDS}"}}}}',
    "hook_event.state": "failed",
    "quote.lines": [{"item": WORDS}],
    "ticket.status": "closed",
    "person.name": NAME,
    "contact.phone": PHONE,
    "code.name": NAME,
    "origin.document": WORDS,
}
_NO_WORDS = {
    "standard.data",  # the standard
    "person.area", "code.area",  # buildings that somebody of staff looks after
    "ticket.helpers", "ticket.followers", "ticket.accused", "draft.photos", "letter.photo_ids",  # ids
    "merge.added", "open_letter.tickets",  # ids
    "answered.messages", "answered.photos", "photo.ref", "intake.messages", "intake.photos",  # names
    "bulletin.buildings", "spot_check.answers", "ballot.scores",  # figures
    "archive_run.figures", "archive_run.changes",  # figures
    "letter.error", "hook_event.error", "quarantine.error",  # what a machine said
    "code.home",
}  # fmt: skip
STAYS_FORGOTTEN = _NO_WORDS | {
    "offer.choices",  # labels of buttons, in chats of staff too: gone within 30 days
    "quarantine.raw",  # found by account; the rest is gone within 30 days
}
STAYS_LONG = _NO_WORDS | {
    "person.name",  # who lives there, and who works there
    "quote.lines",  # what was sold and for how much is of the accounts
    "offer.choices",  # the daily job takes it
}


def _value(column: Column[Any]) -> object:
    name = f"{column.table.name}.{column.name}"
    if name in SPECIAL:
        return SPECIAL[name]
    kind = getattr(column.type, "impl_instance", column.type)
    return next(value for known, value in PLAIN if isinstance(kind, known))


def _fill(connection: Connection) -> None:
    """One row in every table, each of whose foreign keys is 1: one resident's, of a matter long ago."""
    for table in SQLModel.metadata.sorted_tables:
        connection.execute(table.insert(), {column.name: _value(column) for column in table.columns})


def _left(connection: Connection) -> set[str]:
    found = set()
    for table in SQLModel.metadata.sorted_tables:
        for row in connection.execute(table.select()).mappings():
            said = {name: str(value) for name, value in row.items()}
            found |= {f"{table.name}.{name}" for name, text in said.items() if NAME in text or PHONE in text}
    return found


def test_S2_04_a_forgotten_person_stands_in_no_column_but_those_that_hold_no_words(database: Engine) -> None:
    with database.begin() as connection:
        _fill(connection)
        traces = Traces(names=(NAME,), phones=(PHONE,))
        UnitOfWork(connection).personal.forget(1, 1, lambda fact: scrubbed_fact(fact, traces))
        assert _left(connection) <= STAYS_FORGOTTEN


def test_S2_18_no_column_keeps_words_longer_than_three_years(database: Engine) -> None:
    kept = timedelta(days=3 * 365.25)
    limits = Limits(journals=NOW - kept, letters=NOW, raw=NOW, codes=NOW, now=NOW)
    with database.begin() as connection:
        _fill(connection)
        purging = UnitOfWork(connection).purging
        purging.purge(limits)
        assert _left(connection) <= STAYS_LONG
        assert set(purging.counts(limits).values()) == {0}
