"""`archive --verify`: an auditor is told every file that is not as it was written."""

from pathlib import Path

import pytest

from bot.archiving import manifest
from tests.bot.october import archive, filled
from tests.fakes.terminal import call


@pytest.fixture
def desk(desk: Path) -> Path:
    return filled(desk)


def test_verify_names_every_file_that_is_missing_changed_or_new(desk: Path) -> None:
    folder = Path(archive(desk)["folder"])
    whole = call("archive", "--verify", folder, "--data", desk)
    assert (whole.exit_code, "7" in whole.output or "6" in whole.output) == (0, True)
    assert "gone.png" in whole.output
    (folder / "photos" / "1-1.png").write_bytes(b"another")
    (folder / "journal.csv").unlink()
    (folder / "more.txt").write_text("x")
    told = call("archive", "--verify", folder, "--data", desk)
    assert told.exit_code == 1
    assert "changed: photos/1-1.png" in told.output
    assert "missing: journal.csv" in told.output
    assert "more.txt" in told.output
    assert call("archive", "--verify", desk).exit_code == 1


def test_verify_knows_an_exchanged_manifest(desk: Path, tmp_path: Path) -> None:
    folder = Path(archive(desk)["folder"])
    (folder / "journal.csv").write_text("forged")
    about = manifest.read(folder)
    manifest.write(folder, about)
    told = call("archive", "--verify", folder, "--data", desk)
    assert (told.exit_code, "no such manifest" in told.output) == (1, True)
    elsewhere = call("archive", "--verify", folder, "--data", tmp_path / "none")
    assert (elsewhere.exit_code, "yourself" in elsewhere.output) == (0, True)
