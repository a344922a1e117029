"""Pictures and floors of the made-up year: for the archive and the building map to show."""

import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from bot import sample
from bot.media import kind_of
from bot.year import play
from bot.year.album import drawn
from bot.year.made import made
from bot.year.matters import SAID
from bot.year.scenery import SCENES
from bot.year.stage import HOUSEHOLDS

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two made-up months, its pictures beside it."""
    patch = pytest.MonkeyPatch()
    patch.setattr(play, "MONTHS", 1)
    patch.setattr(play, "A_DAY", 4)
    file = tmp_path_factory.mktemp("year") / "desk.db"
    assert made(f"sqlite:///{file}", NOW, media=file.with_name("media")) > 100
    patch.undo()
    return file


def sql(file: Path, statement: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(file) as connection:
        return connection.execute(statement).fetchall()


def test_a_good_share_of_reports_names_a_floor_and_shows_a_picture(year: Path) -> None:
    """So that the building map and the archive have something to show."""
    ((floors, tickets),) = sql(year, "SELECT count(floor), count(*) FROM ticket")
    ((pictured,),) = sql(year, "SELECT count(DISTINCT ticket_id) FROM photo")
    assert 0.3 < int(str(floors)) / int(str(tickets)) < 0.6
    assert 0.15 < int(str(pictured)) / int(str(tickets)) < 0.5


def test_pictures_show_a_place_before_and_after_and_are_kept_as_the_desk_keeps_its_own(year: Path) -> None:
    files = {str(name) for (name,) in sql(year, "SELECT file FROM photo WHERE state = 'stored'")}
    assert sql(year, "SELECT count(*) FROM photo WHERE state <> 'stored'") == [(0,)]
    for name in files:
        content = year.with_name("media").joinpath(name).read_bytes()
        assert name == f"{sha256(content).hexdigest()}.{kind_of(content)}"
        assert len(content) < 10_000
    pairs = sql(
        year,
        "SELECT min(file) <> max(file), (SELECT count(*) FROM entry e WHERE e.ticket_id = p.ticket_id "
        "AND e.kind = 'photographed') FROM photo p GROUP BY ticket_id HAVING count(*) = 2",
    )
    assert len(pairs) > 10
    assert set(pairs) == {(1, 1)}


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_drawn_the_same_each_time(scene: str) -> None:
    assert drawn(scene, 3, mended=False) == drawn(scene, 3, mended=False) != drawn(scene, 3, mended=True)


def test_every_picture_that_a_report_asks_for_can_be_drawn() -> None:
    assert {one.scene for one in SAID if one.scene} == set(SCENES)


def test_the_demos_households_are_those_that_the_year_is_lived_in(year: Path) -> None:
    """So that 每百户 is of the buildings that there are."""
    assert sum(sample.HOMES.buildings.values()) == sample.HOMES.all == HOUSEHOLDS
    known = {
        str(name) for (name,) in sql(year, "SELECT DISTINCT building FROM person WHERE room IS NOT NULL")
    }
    assert known == set(sample.HOMES.buildings)
