"""`archive --verify`: an auditor is told every file that is not as it was written."""

import shutil
from pathlib import Path

import pytest

from bot.archiving import manifest
from bot.archiving.manifest import Wrong
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


@pytest.mark.parametrize(
    "forged",
    ["[", "[]", "[" * 100_000, '{"files": {"a": 1}}', '{"files": [{"path": 1, "sha256": ""}]}']
    + [f'{{"files": [], "missing_photos": {lost}}}' for lost in ("null", '"x"', "[1]")],
)
def test_whatever_stands_in_a_forged_manifest_is_refused_in_words(tmp_path: Path, forged: str) -> None:
    (tmp_path / manifest.NAME).write_text(forged)
    told = call("archive", "--verify", tmp_path, "--data", tmp_path)
    assert (told.exit_code, "manifest.json" in told.output) == (1, True)
    assert isinstance(told.exception, SystemExit)


def test_a_link_is_nothing_that_an_archive_has(tmp_path: Path) -> None:
    """In the place of a file it is a change, even to the same bytes; beside them it is one more."""
    (tmp_path / "a" / "inside").mkdir(parents=True)
    (tmp_path / "same").write_text("x")
    (tmp_path / "a" / "listed").write_text("x")
    manifest.write(tmp_path / "a", {}, {})
    (tmp_path / "a" / "listed").unlink()
    (tmp_path / "a" / "listed").symlink_to(tmp_path / "same")
    (tmp_path / "a" / "inside" / "more").symlink_to(tmp_path / "nowhere")
    found = [(one.wrong, one.path) for one in manifest.verify(tmp_path / "a")]
    assert found == [(Wrong.EXTRA, "inside/more"), (Wrong.CHANGED, "listed")]


def test_verify_of_a_copy_without_a_whole_directory_says_which_and_that_the_rest_is_as_it_was(
    desk: Path, tmp_path: Path
) -> None:
    """As a chat brings it: no list of every photo as missing, and not called whole either."""
    copy = shutil.copytree(archive(desk)["folder"], tmp_path / "copy")
    shutil.rmtree(copy / "photos")
    told = call("archive", "--verify", copy, "--data", desk)
    assert told.exit_code == 1
    assert "the whole directory photos is not here" in told.output
    assert "not whole" in told.output
    assert "missing:" not in told.output
    (copy / "journal.csv").write_text("forged")
    assert "not whole" not in call("archive", "--verify", copy, "--data", desk).output


def test_verify_knows_an_exchanged_manifest(desk: Path, tmp_path: Path) -> None:
    folder = Path(archive(desk)["folder"])
    (folder / "journal.csv").write_text("forged")
    about = manifest.read(folder)
    manifest.write(folder, about, {})
    told = call("archive", "--verify", folder, "--data", desk)
    assert (told.exit_code, "no such manifest" in told.output) == (1, True)
    elsewhere = call("archive", "--verify", folder, "--data", tmp_path / "none")
    assert (elsewhere.exit_code, "yourself" in elsewhere.output) == (0, True)
