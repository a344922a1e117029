"""Backup and restore: taken while the desk writes, whole, and never over something else."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import backup
from storage.backup import BackupRefused, Obstacle
from storage.errors import Trouble, Unavailable
from storage.schema import reading
from storage.writer import Writer
from tests.fakes.serving import PATIENCE
from tests.storage.builders import a_person, a_site, a_ticket

Opened = Callable[[str], Engine]


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _mark(url: str, opened: Opened, value: str) -> None:
    engine = opened(url)
    writer = Writer(engine)
    writer.submit(lambda uow: uow.seen.set_mark("a", value)).result(PATIENCE)
    writer.close()
    engine.dispose()


def _marked(url: str, opened: Opened) -> str | None:
    with reading(opened(url)) as uow:
        return uow.seen.mark("a")


def _refused(work: Callable[[], object]) -> Obstacle:
    with pytest.raises(BackupRefused) as refused:
        work()
    return refused.value.obstacle


def test_what_was_backed_up_can_be_restored_and_the_replaced_database_is_kept(
    sqlite_url: str, opened: Opened, tmp_path: Path
) -> None:
    _mark(sqlite_url, opened, "then")
    backup.backup(sqlite_url, tmp_path / "copy")
    _mark(sqlite_url, opened, "now")
    kept = backup.restore(sqlite_url, tmp_path / "copy")
    assert kept is not None
    assert _marked(sqlite_url, opened) == "then"
    assert _marked(f"sqlite:///{kept}", opened) == "now"


def test_a_backup_is_one_file_that_stands_alone(sqlite_url: str, opened: Opened, tmp_path: Path) -> None:
    _mark(sqlite_url, opened, "then")
    folder = tmp_path / "backups"
    folder.mkdir()
    backup.backup(sqlite_url, folder / "copy")
    with closing(sqlite3.connect(f"file:{folder}/copy?mode=ro", uri=True)) as copy:
        assert copy.execute("SELECT value FROM mark").fetchall() == [("then",)]
    assert [file.name for file in folder.iterdir()] == ["copy"]


def test_a_backup_taken_while_tickets_are_written_is_whole(
    sqlite_url: str, opened: Opened, tmp_path: Path
) -> None:
    """Each ticket is one unit of a ticket and its reporter: never one without the other."""
    writer = Writer(opened(sqlite_url))
    site, person = writer.submit(lambda uow: (site := a_site(uow), a_person(uow, site))).result(PATIENCE)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            writer.submit(lambda uow: a_ticket(uow, site, person, text="水" * 2_000)).result(PATIENCE)

    thread = threading.Thread(target=write)
    thread.start()
    for n in range(5):
        backup.backup(sqlite_url, tmp_path / f"copy{n}")
    stop.set()
    thread.join()
    writer.close()
    for n in range(5):
        with reading(opened(f"sqlite:///{tmp_path}/copy{n}")) as uow:
            tickets = uow.tickets.of(site.id)
        assert [ticket.number for ticket in tickets] == list(range(1, len(tickets) + 1))
        assert all(ticket.reporters == (person.id,) for ticket in tickets)


def test_a_backup_does_not_begin_again_whenever_something_is_written(
    sqlite_url: str, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 10)
    writer = Writer(opened(sqlite_url))
    steps: list[tuple[int, int]] = []

    def write(done: int, pages: int) -> None:
        steps.append((done, pages))
        if len(steps) < 100:
            writer.submit(lambda uow: uow.seen.set_mark("a", str(len(steps)))).result(PATIENCE)

    backup.backup(sqlite_url, tmp_path / "copy", write)
    writer.close()
    assert 1 < len(steps) <= steps[-1][1] // 10 + 1


def test_progress_is_told_up_to_the_end(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 10)
    told: list[tuple[int, int]] = []
    backup.backup(sqlite_url, tmp_path / "copy", lambda done, pages: told.append((done, pages)))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_backup_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("precious")
    assert _refused(lambda: backup.backup(sqlite_url, tmp_path / "copy")) is Obstacle.EXISTS
    assert (tmp_path / "copy").read_text() == "precious"


def test_without_a_database_there_is_no_backup(empty_sqlite_url: str, tmp_path: Path) -> None:
    assert _refused(lambda: backup.backup(empty_sqlite_url, tmp_path / "copy")) is Obstacle.NO_FILE
    assert list(tmp_path.iterdir()) == []


def test_postgresql_is_sent_to_its_own_tools(tmp_path: Path) -> None:
    url = "postgresql+psycopg://postgres@/desk"
    assert _refused(lambda: backup.backup(url, tmp_path / "copy")) is Obstacle.POSTGRES
    assert _refused(lambda: backup.restore(url, tmp_path / "copy")) is Obstacle.POSTGRES
    assert "pg_dump" in Obstacle.POSTGRES


def test_a_database_may_be_restored_where_there_is_none(
    sqlite_url: str, empty_sqlite_url: str, opened: Opened, tmp_path: Path
) -> None:
    _mark(sqlite_url, opened, "then")
    backup.backup(sqlite_url, tmp_path / "copy")
    assert backup.restore(empty_sqlite_url, tmp_path / "copy") is None
    assert _marked(empty_sqlite_url, opened) == "then"


def test_a_restore_that_is_killed_leaves_a_database_in_its_place(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next start would begin with an empty one."""
    saved = tmp_path / "saved.db"
    backup.backup(sqlite_url, saved)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(sqlite_url, saved)
    assert _file(sqlite_url).exists()


def test_a_damaged_database_can_be_replaced(sqlite_url: str, opened: Opened, tmp_path: Path) -> None:
    _mark(sqlite_url, opened, "then")
    backup.backup(sqlite_url, tmp_path / "copy")
    _file(sqlite_url).write_bytes(b"nothing of the pages is left" * 500)
    kept = backup.restore(sqlite_url, tmp_path / "copy")
    assert kept is not None
    assert kept.read_bytes().startswith(b"nothing")
    assert _marked(sqlite_url, opened) == "then"


def test_a_desk_that_runs_keeps_its_database(
    sqlite_url: str, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_WAIT", 0.1)
    backup.backup(sqlite_url, tmp_path / "copy")
    writer = Writer(opened(sqlite_url))
    writer.submit(lambda uow: uow.seen.set_mark("a", "now")).result(PATIENCE)
    assert _refused(lambda: backup.restore(sqlite_url, tmp_path / "copy")) is Obstacle.IN_USE
    writer.submit(lambda uow: uow.seen.set_mark("b", "later")).result(PATIENCE)
    writer.close()
    assert _marked(sqlite_url, opened) == "now"


@pytest.mark.parametrize(
    ("content", "obstacle"),
    [(b"", Obstacle.NO_DATABASE), (b"a letter to the manager " * 500, Obstacle.NO_DATABASE)],
)
def test_a_foreign_file_is_not_restored(
    sqlite_url: str, tmp_path: Path, content: bytes, obstacle: Obstacle
) -> None:
    (tmp_path / "copy").write_bytes(content)
    before = _file(sqlite_url).read_bytes()
    assert _refused(lambda: backup.restore(sqlite_url, tmp_path / "copy")) is obstacle
    assert _refused(lambda: backup.restore(sqlite_url, tmp_path / "none")) is Obstacle.NO_FILE
    assert _file(sqlite_url).read_bytes() == before


def test_a_damaged_backup_is_not_restored(sqlite_url: str, tmp_path: Path) -> None:
    backup.backup(sqlite_url, tmp_path / "copy")
    content = bytearray((tmp_path / "copy").read_bytes())
    for start in range(8_192, len(content) - 4_096, 8_192):
        content[start : start + 64] = b"\xff" * 64
    (tmp_path / "copy").write_bytes(content)
    assert _refused(lambda: backup.restore(sqlite_url, tmp_path / "copy")) is Obstacle.DAMAGED


def test_a_backup_of_a_newer_program_is_not_restored(
    sqlite_url: str, empty_sqlite_url: str, tmp_path: Path
) -> None:
    backup.backup(sqlite_url, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    assert _refused(lambda: backup.restore(empty_sqlite_url, tmp_path / "copy")) is Obstacle.NEWER
    assert not _file(empty_sqlite_url).exists()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as told:
        backup.backup(sqlite_url, tmp_path / "nowhere" / "copy")
    assert told.value.trouble is Trouble.UNOPENED
    assert sorted(file.name for file in tmp_path.iterdir()) == ["desk.db"]
