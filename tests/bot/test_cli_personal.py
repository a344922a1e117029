"""export-person, forget-person, purge, backup and restore as somebody at a terminal sees them."""

import json
import os
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import open_store
from bot.clock import Clock
from desk.people import Person, Role
from desk.ticket import Status, Ticket
from storage.engine import open_engine
from storage.photos import Photo
from storage.schema import reading
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.serving import PATIENCE
from tests.fakes.terminal import call

JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def desk(desk: Path) -> Path:
    _write(desk, _fill)
    (desk / "media").mkdir(exist_ok=True)
    (desk / "media" / "aa.jpg").write_bytes(JPEG)
    return desk


def _fill(uow: UnitOfWork) -> None:
    site = uow.sites.all()[0]
    now = Clock().now()
    for room in ("501", "502"):
        person = uow.people.add(
            Person(id=0, site=site.id, name="王秀英", role=Role.RESIDENT, building="3", unit="2", room=room)
        )
        uow.people.reach(person.id, "telegram", f"777{room}", "ok")
        draft = Ticket(
            id=0,
            number=0,
            site=site.id,
            status=Status.CLOSED,
            text=f"王秀英 3-2-{room} 漏水",
            opened_at=now,
            reporter=person.id,
            reporters=(person.id,),
        )
        ticket = uow.tickets.create(draft)
        if room == "501":
            photo = uow.photos.add(
                Photo(ticket=ticket.id, person=person.id, platform="telegram", ref="r", at=now)
            )
            uow.photos.stored(photo, "aa.jpg")


def _write(desk: Path, work: Callable[[UnitOfWork], None]) -> None:
    engine = open_engine(f"sqlite:///{desk / 'desk.db'}")
    writer = Writer(engine)
    writer.submit(work).result(PATIENCE)
    writer.close()
    engine.dispose()


def _texts(desk: Path) -> list[str]:
    engine = open_engine(f"sqlite:///{desk / 'desk.db'}")
    with reading(engine) as uow:
        found = [one.text for one in uow.tickets.of(uow.sites.all()[0].id)]
    engine.dispose()
    return found


def test_a_person_is_exported_as_readable_files_with_their_photos(desk: Path) -> None:
    """S2-04."""
    file = desk / "wang.zip"
    done = call("export-person", "telegram:777501", file, "--data", desk)
    assert (done.exit_code, "1 photos" in done.output) == (0, True), done.output
    with zipfile.ZipFile(file) as archive:
        assert archive.read("photos/aa.jpg") == JPEG
        (ticket,) = json.loads(archive.read("tickets.json"))
        assert ticket["text"] == "王秀英 3-2-501 漏水"
        assert json.loads(archive.read("person.json"))[0]["room"] == "501"
    again = call("export-person", "3-2-501", file, "--data", desk)
    assert (again.exit_code, "overwritten" in again.output) == (1, True)


def test_who_may_be_several_is_asked_for_by_number_and_nobody_unknown_is_touched(desk: Path) -> None:
    many = call("forget-person", "王秀英", "--yes", "--data", desk)
    assert many.exit_code == 1
    assert "3-2-501" in many.output
    assert "3-2-502" in many.output
    assert call("forget-person", "无此人", "--yes", "--data", desk).exit_code == 1


def test_forgetting_is_shown_first_and_done_with_yes(desk: Path) -> None:
    shown = call("forget-person", "3-2-501", "--data", desk)
    assert (shown.exit_code, "--yes" in shown.output) == (0, True)
    assert "王秀英 3-2-501 漏水" in _texts(desk)
    done = call("forget-person", "3-2-501", "--yes", "--json", "--data", desk)
    assert json.loads(done.output)["done"] is True
    assert [("501" in text, "漏水" in text) for text in _texts(desk)] == [(False, True), (False, True)]
    assert "502" in _texts(desk)[1]


def test_purge_shows_what_it_will_do_and_takes_files_that_no_ticket_has(desk: Path) -> None:
    """S2-18."""
    stray = desk / "media" / "bb.jpg"
    stray.write_bytes(JPEG)
    os.utime(stray, (0, 0))
    fresh = desk / "media" / "cc.jpg"
    fresh.write_bytes(JPEG)
    shown = json.loads(call("purge", "--json", "--data", desk).output)
    assert (shown["done"], shown["files"]) == (False, 1)
    assert stray.exists()
    assert call("purge", "--yes", "--data", desk).exit_code == 0
    assert not stray.exists()
    assert fresh.exists(), "its row may be about to be written"
    assert (desk / "media" / "aa.jpg").exists()
    assert call("purge", "--years", "2", "--data", desk).exit_code == 2


def test_a_backup_has_database_and_photos_and_is_not_restored_over_anything_without_yes(desk: Path) -> None:
    file = desk / "desk.zip"
    done = call("backup", file, "--data", desk)
    assert done.exit_code == 0, done.output
    assert call("backup", file, "--data", desk).exit_code == 1
    before = _texts(desk)
    assert call("forget-person", "3-2-501", "--yes", "--data", desk).exit_code == 0
    (desk / "media" / "aa.jpg").unlink()
    refused = call("restore", file, "--data", desk)
    assert (refused.exit_code, "--yes" in refused.output) == (1, True)
    restored = call("restore", file, "--yes", "--data", desk)
    assert restored.exit_code == 0, restored.output
    assert _texts(desk) == before
    assert (desk / "media" / "aa.jpg").read_bytes() == JPEG


def test_a_backup_makes_no_directory_of_its_own(desk: Path) -> None:
    """The disk that should be there is not: a copy beside the original saves nobody."""
    refused = call("backup", desk / "usb" / "desk.zip", "--data", desk)
    assert refused.exit_code == 1
    assert "Choose another directory" in refused.stderr
    assert not (desk / "usb").exists()


def test_nobody_else_on_the_machine_reads_the_database_or_its_backup(tmp_path: Path) -> None:
    """S2-04: everybody's telephone number is in them."""
    data = tmp_path / "new" / "data"
    before = os.umask(0o022)
    try:
        assert call("init", "--data", data).exit_code == 0
        assert call("backup", data / "copy.zip", "--data", data).exit_code == 0
        assert call("restore", data / "copy.zip", "--yes", "--data", data).exit_code == 0
    finally:
        os.umask(before)
    modes = {one.name: one.stat().st_mode & 0o077 for one in (data, *data.rglob("*")) if not one.is_symlink()}
    assert set(modes) >= {"data", "desk.db", "copy.zip", "desk.db.replaced-1"}
    assert not [name for name, mode in modes.items() if mode and name != "wuyebot.toml"], modes


def test_an_older_database_that_others_could_read_is_closed_to_them_at_the_next_start(desk: Path) -> None:
    """S2-04."""
    (desk / "desk.db").chmod(0o644)
    with closing(open_store(f"sqlite:///{desk / 'desk.db'}").writer):
        assert (desk / "desk.db").stat().st_mode & 0o777 == 0o600


def test_whatever_the_program_writes_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S2-04: exports and pictures too."""
    monkeypatch.setattr(
        "sys.argv", ["wuyebot", "import", "people", "--template", str(tmp_path / "empty.xlsx")]
    )
    before = os.umask(0o022)
    try:
        with suppress(SystemExit):
            main()
    finally:
        os.umask(before)
    assert (tmp_path / "empty.xlsx").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("within", ["desk.db", "media/aa.jpg"])
def test_a_damaged_backup_replaces_nothing(desk: Path, within: str) -> None:
    file = desk / "desk.zip"
    assert call("backup", file, "--data", desk).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo(within).header_offset + 30 + len(within)  # where its content begins
    content = bytearray(file.read_bytes())
    content[at + 2] ^= 0xFF
    file.write_bytes(content)
    assert call("forget-person", "3-2-501", "--yes", "--data", desk).exit_code == 0
    (desk / "media" / "aa.jpg").unlink()
    before = _texts(desk)
    told = call("restore", file, "--yes", "--data", desk)
    assert (told.exit_code, told.exception.__class__) == (1, SystemExit), told.output
    assert _texts(desk) == before
    assert not list((desk / "media").iterdir())


def test_what_is_no_backup_is_refused_and_a_crafted_one_reaches_no_other_place(desk: Path) -> None:
    wrong = desk / "wrong.zip"
    wrong.write_bytes(b"no zip")
    assert call("restore", wrong, "--yes", "--data", desk).exit_code == 1
    absent = call("restore", desk / "none.zip", "--yes", "--data", desk)
    assert (absent.exit_code, "There is no file" in absent.output) == (1, True), absent.output
    good, crafted = desk / "good.zip", desk / "crafted.zip"
    assert call("backup", good, "--data", desk).exit_code == 0
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(crafted, "w") as target:
        target.writestr("desk.db", source.read("desk.db"))
        target.writestr("media/../../evil.txt", b"x")
    assert call("restore", crafted, "--yes", "--data", desk).exit_code == 0
    assert not list(desk.parent.rglob("evil.txt"))
