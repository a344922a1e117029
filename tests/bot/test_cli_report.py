"""`report`: a month's figures at the terminal; `check` verifies the journal."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.journal import Audience, Entry
from desk.people import Person, Role
from desk.ticket import Status, Ticket
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.terminal import call

AT = datetime(2026, 10, 15, 4, tzinfo=UTC)
NOW = "2026-11-21T12:00"


@pytest.fixture
def desk(desk: Path) -> Path:
    """A desk with one ticket of October and a journal of three linked entries."""

    def fill(uow: UnitOfWork) -> None:
        (site,) = uow.sites.all()
        who = uow.people.add(Person(id=0, site=site.id, name="陈建国", role=Role.RESIDENT))
        ticket = uow.tickets.create(
            Ticket(
                id=0,
                number=0,
                site=site.id,
                status=Status.OPEN,
                text="电梯坏了",
                opened_at=AT,
                reporter=who.id,
                reporters=(who.id,),
                topic="电梯",
            )
        )
        for minutes, kind in enumerate(("registered", "accepted", "finished")):
            at = AT + timedelta(minutes=minutes)
            uow.journal.add(ticket.id, [Entry(kind=kind, at=at, actor=None, audience=Audience.STAFF)])
        uow.chain.extend()

    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with closing(Writer(engine)) as writer:
        writer.submit(fill).result()
    engine.dispose()
    return desk


def test_a_month_is_printed_with_its_definitions(desk: Path) -> None:
    told = call("report", "2026-10", "--data", desk, "--now", NOW)
    assert told.exit_code == 0, told.output
    assert "Oct 2026" in told.output
    assert "1 ticket" in told.output
    assert "S2-64" in told.output


def test_pictures_are_kept_where_they_are_wanted(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "pictures" / "october"
    told = call("report", "2026-10", "--data", desk, "--now", NOW, "--out", out, "--language", "zh_TW")
    assert told.exit_code == 0, told.output
    assert (out / "2026-10-funnel.png").read_bytes().startswith(b"\x89PNG")
    assert "2026年10月" in told.output


def test_programs_get_json(desk: Path) -> None:
    told = call("report", "2026-10", "--data", desk, "--now", NOW, "--json")
    found = json.loads(told.stdout)
    assert found["period"] == "2026-10"
    assert found["total"] == 1
    nothing = {"percent": None, "kept": 0, "of": 0, "pending": 0, "late": [], "unnamed": 0}
    assert found["rates"]["resolve"] == nothing


@pytest.mark.parametrize("month", ["2026-13", "2027-01", "soon", ""])
def test_what_is_no_month_or_has_not_come_is_refused(desk: Path, month: str) -> None:
    told = call("report", month, "--data", desk, "--now", NOW)
    assert told.exit_code == 1
    assert month in told.output


def test_a_month_without_tickets_is_no_error(desk: Path) -> None:
    told = call("report", "2026-09", "--data", desk, "--now", NOW)
    assert told.exit_code == 0
    assert "No tickets" in told.output


def test_an_unknown_site_is_refused_with_those_there_are(desk: Path) -> None:
    told = call("report", "2026-10", "--data", desk, "--site", "月亮湾")
    assert told.exit_code == 1
    assert "月亮湾" in told.output


def findings(desk: Path) -> dict[str, str]:
    told = call("check", "--data", desk, "--json")
    return {one["check"]: one["what"] for one in json.loads(told.stdout)}


def test_check_verifies_the_journal_and_names_the_first_broken_entry(desk: Path) -> None:
    assert "3 entries" in findings(desk)["journal"]
    with sqlite3.connect(desk / "desk.db") as database:
        database.execute("UPDATE entry SET kind = 'note' WHERE id = 2")
        database.execute("UPDATE entry SET kind = 'note' WHERE id = 3")
    broken = findings(desk)["journal_broken"]
    assert "entry 2" in broken
    assert "#1" in broken
    assert "changed" in broken


def test_check_notices_a_removed_entry(desk: Path) -> None:
    with sqlite3.connect(desk / "desk.db") as database:
        database.execute("DELETE FROM entry WHERE id = 2")
    assert "removed" in findings(desk)["journal_broken"]
    assert call("check", "--data", desk).exit_code == 1


def test_starting_the_desk_does_not_load_what_draws() -> None:
    """matplotlib takes a second and 60 MB: only who draws waits for it."""
    code = "import bot.app, bot.serve, bot.demo, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  # our own


@pytest.mark.parametrize("words", [("report", "2026-10"), ("archive", "2026-10"), ("export", "2026-10")])
def test_a_directory_with_nothing_but_a_database_can_be_read(
    desk: Path, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the demo, or a copy that somebody was given: no settings are needed to look."""
    (desk / "wuyebot.toml").unlink()
    monkeypatch.chdir(tmp_path)
    told = call(*words, "--data", desk, "--now", NOW)
    assert told.exit_code == 0, told.output
    assert not (desk / "wuyebot.toml").exists()


def test_without_database_and_settings_one_is_told_to_begin_with_init(tmp_path: Path) -> None:
    told = call("report", "2026-10", "--data", tmp_path, "--now", NOW)
    assert told.exit_code == 1
    assert "wuyebot init" in told.output
