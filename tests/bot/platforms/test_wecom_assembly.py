"""What is set under [wecom] decides which surfaces there are; a missing one is no error."""

from typing import Any

import pytest

from bot.platforms.wecom.assembly import Surfaces
from bot.settings.wecom import Wecom
from desk.people import RoomKind, Site
from tests.bot.platforms.wecom_desk import Kept

PATHS = {"wecom": "/wecom/app", "wecom_kf": "/wecom/kf", "wecom_aibot": "/wecom/aibot"}
APP = {"corp_id": "ww1", "agent_id": 7, "secret": "s", "token": "t", "aes_key": "a" * 43}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ({}, []),
        (APP, ["wecom"]),
        ({**APP, "secret": None}, []),
        ({**APP, "kf": {"open_kfids": ["wk1"]}}, ["wecom", "wecom_kf"]),
        ({**APP, "kf": {}}, ["wecom"]),
        ({"webhook": {"keys": ["k1", "k2"]}}, ["wecom_bot"]),
        ({"aibot": {"token": "t", "aes_key": "a" * 43}}, ["wecom_aibot"]),
        ({"aibot": {"token": "t"}}, []),
        ({**APP, "aibot": {"token": "t", "aes_key": "a" * 43}}, ["wecom", "wecom_aibot"]),
        (
            {
                "corp_id": "ww1",
                "kf": {"secret": "s", "token": "t", "aes_key": "a" * 43, "open_kfids": ["wk1"]},
            },
            ["wecom_kf"],
        ),
    ],
)
def test_each_surface_is_there_by_itself(written: dict[str, Any], names: list[str]) -> None:
    surfaces = Surfaces(Wecom.model_validate(written), Kept())
    assert [one.name for one in surfaces.platforms] == names
    assert [route.path for route in surfaces.routes] == [PATHS[name] for name in names if name in PATHS]
    assert list(surfaces.status()) == names


@pytest.mark.parametrize("lacking", ["token", "aes_key"])
def test_an_app_without_a_callback_only_sends(lacking: str) -> None:
    surfaces = Surfaces(Wecom.model_validate({**APP, lacking: None}), Kept())
    (app,) = surfaces.platforms
    assert (app.name, surfaces.routes) == ("wecom", [])
    assert (app.abilities.hears, app.abilities.buttons, app.abilities.links) == (False, 0, True)


class Rooms:
    """Remembers what was bound."""

    def __init__(self) -> None:
        self.rooms, self.bound = self, []

    def bind(self, site: int, platform: str, chat: str, kind: RoomKind, _title: str) -> None:
        self.bound.append((site, platform, chat, kind))


@pytest.mark.parametrize(("sites", "owners"), [(1, [1, 1]), (2, [1, 2]), (3, [1, 2])])
def test_a_robots_group_is_the_managers_room_of_the_site_at_its_place(sites: int, owners: list[int]) -> None:
    surfaces = Surfaces(Wecom.model_validate({"webhook": {"keys": ["k1", "k2"]}}), Kept())
    rooms: Any = Rooms()
    surfaces.keep_rooms(rooms, [Site(id=number, name=f"{number}") for number in range(1, sites + 1)])
    assert rooms.bound == [
        (owner, "wecom_bot", str(at), RoomKind.MANAGERS) for at, owner in enumerate(owners, start=1)
    ]


def test_a_bot_that_connects_by_itself_has_no_address() -> None:
    surfaces = Surfaces(Wecom.model_validate({"aibot": {"bot_id": "b", "bot_secret": "s"}}), Kept())
    assert [one.name for one in surfaces.platforms] == ["wecom_aibot"]
    assert surfaces.routes == []


def test_each_surface_that_one_process_alone_may_serve_has_a_lease_of_its_own() -> None:
    asked: list[str] = []

    def lease(name: str) -> Any:
        asked.append(name)
        return name

    written = {
        "corp_id": "ww1",
        "aibot": {"bot_id": "b", "bot_secret": "s"},
        "archive": {"secret": "s", "library": "/nowhere.so", "private_keys": []},
    }
    Surfaces(Wecom.model_validate(written), Kept(), lease)
    assert sorted(asked) == ["wecom_aibot", "wecom_archive"]
