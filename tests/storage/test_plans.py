"""No query's cost grows with what lies in the archive: SQLite's own plans say which index each one takes."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import _lru_cache_wrapper
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest

import storage
from storage.engine import open_engine
from storage.statements import Statement

_SQLITE = open_engine("sqlite://").dialect  # prepared statements are shared by all tests of a process
_MODULES = [import_module(f"storage.{info.name}") for info in iter_modules(storage.__path__)]
_WHOLE_BY_NATURE = {
    "storage.sites._ALL",
    "storage.chain._REDACTIONS",  # read once, when the whole chain is
    "storage.corrections._ALL",
    "storage.seen._ASIDE",
    "storage.gauges._ASIDE",  # what was set aside: a handful
    "storage.letters._COUNTS",  # the doctor's figure
    "storage.letters._ARRIVED",  # once a platform knows nobody by that account
    "storage.photos._USED",  # purge
    "storage.tickets._GIVE_DONE",  # once two accounts turn out to be one person
    "storage.purging._ROWS",
    *(f"storage.photos.{name}" for name in ("_GONE", "_UNFILE")),  # once somebody was forgotten
    *(f"storage.personal.{name}" for name in ("_LETTERS", "_NO_CHAT", "_NO_FILE", "_NOT_ASKED", "_RAW")),
    *(f"storage.personal.{name}" for name in ("_ENTRIES", "_TICKETS")),  # merges, likewise
}


def _statements() -> Iterator[tuple[str, Statement]]:
    for module in _MODULES:
        for name, value in vars(module).items():
            if isinstance(value, Statement):
                yield f"{module.__name__}.{name}", value
            elif isinstance(value, _lru_cache_wrapper) and get_type_hints(value)["return"] is Statement:
                yield f"{module.__name__}.{name}", value(4)


def _inserts(statement: Statement) -> bool:
    """Their plans name the tables that refer to theirs, which are looked at only once a key is missing."""
    return statement.ready(_SQLITE, reading=False).text.startswith("INSERT")


ALL = {name: statement for name, statement in _statements() if not _inserts(statement)}


def test_every_query_module_is_looked_at() -> None:
    assert len(ALL) > 50
    assert "storage.people._named" in ALL


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_statement_takes_an_index(name: str, sqlite_url: str) -> None:
    steps = _plan(ALL[name], sqlite_url)
    scans = [step for step in steps if step.startswith("SCAN") and "USING" not in step]
    scans = [step for step in scans if not re.fullmatch(r"SCAN (queued|\(subquery-\d+\))", step)]
    assert bool(scans) == (name in _WHOLE_BY_NATURE), steps


def test_who_speaks_is_found_by_account_however_many_live_there(sqlite_url: str) -> None:
    steps = " / ".join(_plan(ALL["storage.scenes._IN_ROOM"], sqlite_url))
    assert "sqlite_autoindex_address_1 (platform=? AND account=?)" in steps
    assert "ix_person_site_id (site_id=?)" not in steps


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("clocks._DUE", "SEARCH clock USING INDEX ix_clock_next"),
        ("clocks._NEXT", "ix_clock_next"),
        ("clocks._LATE", "SEARCH clock USING INDEX ix_clock_owed"),
        ("letters._HEADS", "SCAN letter USING INDEX ix_letter_waiting"),
        ("letters._CARDS", "ix_letter_card"),
        ("gauges._WAITING", "ix_letter_waiting"),
        ("gauges._FAILED", "ix_letter_failed"),
        ("photos._WAITING", "ix_photo_waiting"),
        ("people._STAFF", "ix_person_staff"),
    ],
)
def test_what_is_still_to_be_done_is_found_by_an_index_of_that_alone(
    name: str, index: str, sqlite_url: str
) -> None:
    assert index in " / ".join(_plan(ALL[f"storage.{name}"], sqlite_url))


def _plan(statement: Statement, url: str) -> list[str]:
    ready = statement.ready(_SQLITE, reading=False)
    engine = open_engine(url)
    with closing(engine.raw_connection()) as connection:
        driver: Any = connection.driver_connection
        plan = driver.execute("EXPLAIN QUERY PLAN " + ready.text, [None] * len(ready.slots)).fetchall()
    engine.dispose()
    return [detail for *_ids, detail in plan]
