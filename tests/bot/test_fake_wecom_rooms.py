"""The fake WeCom's groups: appchat for what an app made, webhook robots with their key and their limit."""

import base64
import hashlib
from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller, card, picture

TEXT = {"msgtype": "text", "text": {"content": "逾期 3 单"}}


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    for userid in ("Wang", "Li", "Zhao"):
        wecom.add_member(userid, userid)
    return wecom


@pytest.fixture
def app(wecom: FakeWecom) -> Caller:
    return Caller(wecom)


@pytest.fixture
def key(wecom: FakeWecom) -> str:
    return wecom.add_robot()


def hook(wecom: FakeWecom, key: str, body: dict[str, Any]) -> dict[str, Any]:
    return dict(wecom.http.post("/cgi-bin/webhook/send", params={"key": key}, json=body).json())


# appchat


def test_an_app_posts_to_the_group_it_made(wecom: FakeWecom, app: Caller) -> None:
    made = {"chatid": "bldg3", "name": "3栋维修", "owner": "Wang", "userlist": ["Wang", "Li"]}
    assert app.post("appchat/create", made)["chatid"] == "bldg3"
    assert app.code("appchat/send", {"chatid": "bldg3"} | TEXT) == 0
    assert wecom.room_messages("bldg3")[0]["text"]["content"] == "逾期 3 单"
    app.post("appchat/update", {"chatid": "bldg3", "add_user_list": ["Zhao"], "del_user_list": ["Li"]})
    assert app.get("appchat/get", chatid="bldg3")["chat_info"]["userlist"] == ["Wang", "Zhao"]


@pytest.mark.parametrize(
    ("wish", "errcode"),
    [
        ({"userlist": ["Wang"]}, 86006),
        ({"userlist": ["Wang", "Ghost"]}, 86007),
        ({"chatid": "3栋"}, 86001),
        ({"chatid": "x" * 33}, 86001),
        ({"name": "名" * 51}, 86004),
    ],
)
def test_a_group_is_checked_when_made(app: Caller, wish: dict[str, Any], errcode: int) -> None:
    assert app.code("appchat/create", {"name": "3栋", "userlist": ["Wang", "Li"]} | wish) == errcode


def test_appchat_knows_only_its_own_groups_and_no_cards(wecom: FakeWecom, app: Caller) -> None:
    app.post("appchat/create", {"chatid": "bldg3", "userlist": ["Wang", "Li"]})
    assert app.code("appchat/create", {"chatid": "bldg3", "userlist": ["Wang", "Li"]}) == 86215
    assert app.code("appchat/send", {"chatid": "ghost"} | TEXT) == 86003
    assert app.code("appchat/send", {"chatid": wecom.add_room("闲聊", ["Wang"])} | TEXT) == 86008
    wish = {"chatid": "bldg3", "msgtype": "template_card", "template_card": card()}
    assert app.code("appchat/send", wish) == 40008
    wecom.add_app(1000003, "small", root=False)
    assert Caller(wecom, agentid=1000003).code("appchat/send", {"chatid": "bldg3"} | TEXT) == 48002


# webhook robots


def test_a_robot_takes_twenty_messages_a_minute(wecom: FakeWecom, key: str) -> None:
    assert [hook(wecom, key, TEXT)["errcode"] for _ in range(21)] == [0] * 20 + [45009]
    assert len(wecom.webhook_messages(key)) == 20
    assert hook(wecom, wecom.add_robot(), TEXT)["errcode"] == 0
    wecom.settings(shift=61)
    assert hook(wecom, key, TEXT)["errcode"] == 0


@pytest.mark.parametrize(
    ("state", "errcode"), [("removed", 93000), ("disabled", 93004), ("not-in-group", 93008), ("working", 0)]
)
def test_a_robot_can_be_gone(wecom: FakeWecom, key: str, state: str, errcode: int) -> None:
    wecom.set_robot(key, state)
    assert hook(wecom, key, TEXT)["errcode"] == errcode
    assert hook(wecom, "made-up", TEXT)["errcode"] == 93000


@pytest.mark.parametrize(
    ("msgtype", "content", "errcode"),
    [
        ("text", {"content": "水" * 682}, 0),
        ("text", {"content": "水" * 683}, 40058),
        ("markdown", {"content": "水" * 1365}, 0),
        ("markdown", {"content": "水" * 1366}, 40058),
        ("markdown_v2", {"content": "水" * 1366}, 40058),
        ("news", {"articles": [{"title": "t", "url": "u"}] * 9}, 45008),
        ("template_card", card(), 42031),
        ("file", {"media_id": "ghost"}, 40007),
        ("video", {"media_id": "ghost"}, 40008),
    ],
)
def test_a_robots_message_is_refused_where_too_long_or_unknown(
    wecom: FakeWecom, key: str, msgtype: str, content: dict[str, Any], errcode: int
) -> None:
    assert hook(wecom, key, {"msgtype": msgtype, msgtype: content})["errcode"] == errcode
    assert len(wecom.webhook_messages(key)) == (0 if errcode else 1)


def test_a_robots_picture_needs_its_md5(wecom: FakeWecom, key: str) -> None:
    image = {
        "base64": base64.b64encode(picture()).decode(),
        "md5": hashlib.md5(picture()).hexdigest(),  # noqa: S324  # WeCom's choice
    }
    assert hook(wecom, key, {"msgtype": "image", "image": image})["errcode"] == 0
    assert hook(wecom, key, {"msgtype": "image", "image": image | {"md5": "0"}})["errcode"] == 40058


def test_a_robots_file_is_its_own(wecom: FakeWecom, app: Caller, key: str) -> None:
    asked = {"key": key, "type": "file"}
    files = {"media": ("a.pdf", b"%PDF-1.4")}
    media_id = wecom.http.post("/cgi-bin/webhook/upload_media", params=asked, files=files).json()["media_id"]
    body = {"msgtype": "file", "file": {"media_id": media_id}}
    assert hook(wecom, key, body)["errcode"] == 0
    assert hook(wecom, wecom.add_robot(), body)["errcode"] == 40007
    assert app.send("Wang", "file", media_id=media_id)["errcode"] == 40007
