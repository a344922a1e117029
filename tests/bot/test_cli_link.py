"""`wuyebot code link`: a link a building, and the welcome for residents' groups."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bot.app import open_store
from bot.platforms.wecom.links import arrival
from desk.people import Site
from handlers.incoming import Arrival
from tests.fakes.terminal import call
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.server import running_fake


@pytest.fixture
def wecom(data: Path) -> Iterator[FakeWecom]:
    with running_fake() as fake:
        fake.add_kf("wk1")
        keys = fake.credentials()
        (data / "wuyebot.toml").write_text(
            f"""\
[wecom]
api_base = "{fake.url}"
corp_id = "{keys["corpid"]}"
agent_id = {keys["agentid"]}
secret = "{keys["secret"]}"

[wecom.kf]
open_kfids = ["wk1"]

[[site]]
name = "阳光花园"
""",
            encoding="utf-8",
        )
        store = open_store(f"sqlite:///{data / 'desk.db'}")
        store.writer.submit(lambda uow: uow.sites.add(Site(id=0, name="阳光花园"))).result()
        store.writer.close()
        yield fake


@pytest.mark.usefixtures("wecom")
def test_each_building_has_its_link_and_the_link_says_which(data: Path) -> None:
    ran = call(
        "code",
        "link",
        "--data",
        data,
        "--site",
        "阳光花园",
        "--building",
        "3",
        "--building",
        "b",
        "--json",
    )
    assert ran.exit_code == 0, ran.output
    made = json.loads(ran.stdout)
    assert [one["building"] for one in made] == ["3", "B"]
    params = [one["url"].rpartition("scene_param=")[2] for one in made]
    assert [arrival(one) for one in params] == [Arrival(site=1, building="3"), Arrival(site=1, building="B")]


def test_the_welcome_carries_the_link_of_the_whole_compound(wecom: FakeWecom, data: Path) -> None:
    ran = call("code", "link", "--data", data, "--site", "阳光花园", "--welcome")
    assert ran.exit_code == 0, ran.output
    (made,) = wecom.calls("externalcontact/group_welcome_template/add")
    assert made["params"]["link"]["url"].endswith("scene_param=at_1")
    assert made["params"]["link"]["url"] in ran.stdout


def test_what_wecom_refuses_is_said_in_words(wecom: FakeWecom, data: Path) -> None:
    wecom.fail_next("kf/add_contact_way", 48002)
    ran = call("code", "link", "--data", data, "--site", "阳光花园")
    assert ran.exit_code == 1
    assert "48002" in ran.stderr
    assert len(ran.stderr.splitlines()) == 2


@pytest.mark.usefixtures("wecom")
def test_each_link_has_a_qr_code_to_be_printed(data: Path) -> None:
    """PNG and SVG, black on white with the quiet zone of four modules; a name never leaves the directory."""
    doors = data / "doors"
    words = ("--data", data, "--site", "阳光花园", "--building", "3", "--building", "../b", "--qr", doors)
    ran = call("code", "link", *words, "--json")
    assert ran.exit_code == 0, ran.output
    made = json.loads(ran.stdout)
    assert sorted(one.name for one in doors.iterdir()) == ["3.png", "3.svg", "___B.png", "___B.svg"]
    assert [one["qr"] for one in made] == [str(doors / "3.png"), str(doors / "___B.png")]
    with Image.open(doors / "3.png") as code:
        width, height = code.size
        assert width == height > 400
        quiet = code.convert("L").crop((0, 0, width, 4 * 12))
        assert quiet.getextrema() == (255, 255)
    assert "<title>阳光花园 " in (doors / "3.svg").read_text("utf-8")


@pytest.mark.usefixtures("wecom")
def test_a_directory_that_cannot_be_written_is_said(data: Path) -> None:
    (data / "file").write_text("")
    ran = call("code", "link", "--data", data, "--site", "阳光花园", "--qr", data / "file" / "doors")
    assert ran.exit_code == 1
    assert "doors" in ran.stderr


@pytest.mark.parametrize("given", ["", "at_", "at_x", "at_1_", "at_1_栋", "at_9999999999", "AT_1"])
def test_any_other_param_is_no_place(given: str) -> None:
    assert arrival(given) is None
