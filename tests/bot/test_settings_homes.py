"""How many households a site and its buildings have: as the file says it, or told what is wrong."""

from pathlib import Path

import pytest

from bot.sites import hand_of
from bot.terminal import say
from desk.homes import Homes
from tests.bot.test_settings import LEAST, errors, load


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.mark.parametrize("written", ["3", "03", "3栋", "三号楼", "3#"])
def test_households_are_of_the_building_as_tickets_name_it(tmp_path: Path, written: str) -> None:
    text = f'{LEAST}households = 3000\n[[site.building]]\nname = "{written}"\nhouseholds = 120\n'
    homes = hand_of(load(tmp_path, text).sites[0]).homes
    assert homes == Homes(all=3000, buildings={"3": 120})


def test_households_that_cannot_be_are_told_where_they_stand(tmp_path: Path) -> None:
    text = f"""{LEAST}households = 100
    [[site.building]]
    name = "3"
    households = 60
    [[site.building]]
    name = "3栋"
    households = 60
    [[site.building]]
    name = "5"
    """
    place = 'wuyebot.toml: site "阳光花园"'
    assert set(errors(tmp_path, text)) == {
        f"{place}.building.2.households is missing: {say('write.site.building.households')}"
    }
    assert set(errors(tmp_path, f"{text}households = 1")) == {
        f"{place}.households is 100: {say('write.site.households')}",
        f"{place}.building.1.name stands twice ('3'): {say('write.site.building.name')}",
    }
    for wrong in ('"many"', "0", "-3", "1.5", "true", "2_000_000"):
        [error] = errors(tmp_path, f"{LEAST}households = {wrong}")
        assert error.endswith(say("write.site.households"))
