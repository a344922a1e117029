"""What the process beside, which writes an archive's journal, reads the database with."""

import pickle
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.figures.period import Period
from desk.journal import Audience, Entry
from storage import schema
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.storage.builders import a_person, a_site, a_ticket

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
OCTOBER = Period(2026, 10)
SHANGHAI, DAY = ZoneInfo("Asia/Shanghai"), timedelta(days=1)


def test_the_process_beside_reads_sqlite_without_sqlalchemy(sqlite_url: str, tmp_path: Path) -> None:
    """Loading it took longer than reading thousands of tickets; who is not to be named is known there too."""
    with closing(Writer(engine := open_engine(sqlite_url))) as writer:
        writer.submit(_veiled_ticket).result()
    with schema.reading(engine) as uow:
        span = (1, OCTOBER.begins(SHANGHAI), OCTOBER.ends(SHANGHAI))
        heads, newest = list(uow.sayings.heads(*span)), uow.sayings.newest()
        told = list(uow.sayings.of([one.id for page in heads for one in page], newest))
        asked = pickle.dumps((uow.sayings.aside(), span, newest, (heads, told)))
    engine.dispose()
    ((ticket,),) = heads
    assert ticket.anonymous
    assert ticket.veiled
    assert told
    (tmp_path / "asked").write_bytes(asked)
    code = """
import bot.archiving.beside, pathlib, pickle, sys
aside, span, newest, expected = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
with aside.opened() as sayings:
    heads = list(sayings.heads(*span))
    assert (heads, list(sayings.of([one.id for page in heads for one in page], newest))) == expected
assert "sqlalchemy" not in sys.modules
"""
    command = [sys.executable, "-c", code, str(tmp_path / "asked")]
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603  # our own


def _veiled_ticket(uow: UnitOfWork) -> None:
    ticket = a_ticket(uow, site := a_site(uow), a_person(uow, site), anonymous=True, opened_at=NOW - 9 * DAY)
    uow.journal.add(ticket.id, [Entry(kind="note", at=NOW, actor=None, audience=Audience.STAFF)])


def test_a_database_that_cannot_be_read_beside_is_told_as_any_file_that_cannot(
    sqlite_url: str, tmp_path: Path
) -> None:
    with schema.reading(engine := open_engine(sqlite_url)) as uow:
        aside = uow.sayings.aside()
    engine.dispose()
    assert aside
    (tmp_path / "other.db").write_text("no database, but some text of the length that one has at least" * 9)
    other = replace(aside, file=str(tmp_path / "other.db"))
    with pytest.raises(OSError, match=r"other\.db"), other.opened() as sayings:
        list(sayings.of([1], 1))
