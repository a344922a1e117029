"""The fake 微信客服: a doorbell and pages of entries, links and welcome, bot and human."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller, Endpoint, endpoint, opened, picture

HOUR = 3600
ANN = "wmAnn"


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    """One kf account, one WeChat user."""
    wecom.add_kf("wk1")
    wecom.add_external(ANN, "安")
    return wecom


@pytest.fixture
def app(wecom: FakeWecom) -> Caller:
    return Caller(wecom)


@pytest.fixture
def desk(wecom: FakeWecom) -> Iterator[Endpoint]:
    """The bot's callback endpoint."""
    with endpoint() as desk:
        wecom.set_callback(desk.url)
        yield desk


# coming in


def test_the_doorbell_names_account_and_token_but_nobody(
    wecom: FakeWecom, app: Caller, desk: Endpoint
) -> None:
    msgid = wecom.kf_say(ANN, "漏水")
    bell = opened(wecom.credentials(), desk.wait(1)[0])
    assert (bell["Event"], bell["OpenKfId"]) == ("kf_msg_or_event", "wk1")
    assert not {"FromUserName", "MsgId"} & bell.keys()
    (entry,) = app.sync(token=bell["Token"])["msg_list"]
    assert (entry["msgid"], entry["external_userid"], entry["origin"]) == (msgid, ANN, 3)
    assert entry["text"] == {"content": "漏水"}


def test_a_doorbells_token_lives_ten_minutes_and_a_wrong_one_is_refused(
    wecom: FakeWecom, app: Caller, desk: Endpoint
) -> None:
    wecom.kf_say(ANN, "漏水")
    token = opened(wecom.credentials(), desk.wait(1)[0])["Token"]
    assert app.sync(token="made-up")["errcode"] == 95007  # noqa: S106  # a wrong one on purpose
    wecom.settings(shift=601)
    assert app.sync(token=token)["errcode"] == 95007


def test_without_a_token_sync_is_strictly_limited(wecom: FakeWecom, app: Caller) -> None:
    wecom.settings(tokenless_per_minute=2)
    assert [app.sync()["errcode"] for _ in range(3)] == [0, 0, 45009]


def test_pages_follow_the_cursor_and_say_whether_there_is_more(wecom: FakeWecom, app: Caller) -> None:
    for text in "abcde":
        wecom.kf_say(ANN, text)
    first = app.sync(limit=2)
    assert ([m["text"]["content"] for m in first["msg_list"]], first["has_more"]) == (["a", "b"], 1)
    rest = app.sync(cursor=first["next_cursor"])
    assert ([m["text"]["content"] for m in rest["msg_list"]], rest["has_more"]) == (["c", "d", "e"], 0)
    again = app.sync(cursor=rest["next_cursor"])
    assert (again["msg_list"], again["has_more"]) == ([], 0)
    assert len(app.sync()["msg_list"]) == 5


def test_a_page_may_be_empty_with_more_to_come(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "漏水")
    wecom.kf_trouble(empty_pages=2)
    pages = [app.sync() for _ in range(3)]
    assert [(len(page["msg_list"]), page["has_more"]) for page in pages] == [(0, 1), (0, 1), (1, 0)]


def test_a_lost_cursor_and_a_repeated_entry_bring_the_same_msgid_again(wecom: FakeWecom, app: Caller) -> None:
    msgid = wecom.kf_say(ANN, "漏水")
    cursor = app.sync()["next_cursor"]
    wecom.kf_repeat_entry()
    assert [entry["msgid"] for entry in app.sync(cursor=cursor)["msg_list"]] == [msgid]
    wecom.kf_trouble(lose_cursor=True)
    assert [entry["msgid"] for entry in app.sync(cursor=cursor)["msg_list"]] == [msgid] * 2


def test_only_the_last_three_days_can_be_read(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "old")
    wecom.settings(shift=73 * HOUR)
    wecom.kf_say(ANN, "new")
    app.token = app.fresh_token()
    assert [entry["text"]["content"] for entry in app.sync()["msg_list"]] == ["new"]


@pytest.mark.parametrize(
    ("wish", "errcode"),
    [
        ({"open_kfid": ""}, 95000),
        ({"open_kfid": "nonsense"}, 95000),
        ({"open_kfid": "wk-unknown"}, 95004),
        ({"cursor": "made-up"}, 40058),
        ({"cursor": "x" * 65}, 40058),
        ({"limit": 1001}, 40058),
    ],
)
def test_sync_checks_what_it_is_asked(app: Caller, wish: dict[str, Any], errcode: int) -> None:
    assert app.sync(**wish)["errcode"] == errcode


def test_pictures_places_and_servicers_come_in_their_own_form(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, image=picture())
    wecom.kf_say(ANN, location={"latitude": 23.1, "longitude": 113.3, "name": "3栋"})
    wecom.kf_servicer_say(ANN, "Wang", "我来处理")
    image, place, human = app.sync()["msg_list"]
    got = wecom.http.get(
        "/cgi-bin/media/get", params={"access_token": app.token, "media_id": image["image"]["media_id"]}
    )
    assert got.content == picture()
    assert place["location"]["name"] == "3栋"
    assert (human["origin"], human["servicer_userid"]) == (5, "Wang")


# entering, welcome, links


def test_a_link_tells_where_the_resident_stands(wecom: FakeWecom, app: Caller) -> None:
    url = app.post("kf/add_contact_way", {"open_kfid": "wk1", "scene": "gate"})["url"]
    wecom.kf_enter(ANN, url=f"{url}&scene_param=3%E6%A0%8B")
    (entry,) = app.sync()["msg_list"]
    assert (entry["origin"], "external_userid" in entry) == (4, False)
    event = entry["event"]
    assert (event["event_type"], event["scene"], event["scene_param"]) == ("enter_session", "gate", "3栋")
    assert (event["external_userid"], event["open_kfid"]) == (ANN, "wk1")
    assert app.code("kf/add_contact_way", {"open_kfid": "wk1", "scene": "门口"}) == 40058
    with pytest.raises(ValueError, match="128 bytes"):
        wecom.kf_enter(ANN, url=f"{url}&scene_param={'x' * 129}")


def test_a_welcome_is_one_message_within_20_seconds(wecom: FakeWecom, app: Caller) -> None:
    welcome = {"msgtype": "text", "text": {"content": "您好"}}
    code = wecom.kf_enter(ANN)
    assert app.kf_send(ANN)["errcode"] == 95018
    assert app.code("kf/send_msg_on_event", {"code": code} | welcome) == 0
    assert app.code("kf/send_msg_on_event", {"code": code} | welcome) == 42022
    assert wecom.kf_from_bot(ANN)[0].text == "您好"
    assert wecom.kf_enter(ANN) is None
    wecom.add_external("wmBob", "波")
    late = wecom.kf_enter("wmBob")
    wecom.settings(shift=21)
    assert app.code("kf/send_msg_on_event", {"code": late} | welcome) == 42003
    assert app.code("kf/send_msg_on_event", {"code": "made-up"} | welcome) == 41050


def test_who_has_spoken_lately_gets_no_welcome_code(wecom: FakeWecom) -> None:
    wecom.kf_say(ANN, "漏水")
    assert wecom.kf_enter(ANN) is None
    wecom.settings(shift=49 * HOUR)
    assert wecom.kf_enter(ANN)


# states


def trans(app: Caller, state: int, **more: str) -> int:
    wish = {"open_kfid": "wk1", "external_userid": ANN, "service_state": state}
    return app.code("kf/service_state/trans", wish | more)


def test_a_human_takes_over_and_hands_back(wecom: FakeWecom, app: Caller) -> None:
    wecom.add_kf("wk1", servicers=("Wang",))
    wecom.kf_say(ANN, "漏水")
    asked = {"open_kfid": "wk1", "external_userid": ANN}
    answer = app.post("kf/service_state/get", asked)
    assert (answer["service_state"], answer["servicer_userid"]) == (3, "Wang")
    assert app.kf_send(ANN)["errcode"] == 95018
    assert trans(app, 1) == 0
    assert app.kf_send(ANN)["errcode"] == 0
    assert trans(app, 3, servicer_userid="Ghost") == 95014
    assert trans(app, 3, servicer_userid="Wang") == 0
    assert trans(app, 0) == 95016
    assert trans(app, 4) == 0
    assert trans(app, 1) == 95013


def test_a_change_by_people_is_told_by_event(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "漏水")
    wecom.kf_state(ANN, 3, "Wang")
    event = app.sync()["msg_list"][-1]["event"]
    assert (event["event_type"], event["new_servicer_userid"]) == ("session_status_change", "Wang")
    assert app.kf_send(ANN)["errcode"] == 95018


def test_names_are_given_for_48_hours_after_the_customer_spoke(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_enter(ANN, scene="gate", scene_param="3栋")
    asked = {"external_userid_list": [ANN], "need_enter_session_context": 1}
    assert app.post("kf/customer/batchget", asked)["invalid_external_userid"] == [ANN]
    wecom.kf_say(ANN, "漏水")
    (person,) = app.post("kf/customer/batchget", asked)["customer_list"]
    assert (person["nickname"], person["enter_session_context"]["scene_param"]) == ("安", "3栋")


def test_accounts_are_added_and_listed(app: Caller) -> None:
    open_kfid = app.post("kf/account/add", {"name": "二期"})["open_kfid"]
    listed = app.post("kf/account/list", {})["account_list"]
    assert {"open_kfid": open_kfid, "name": "二期"} in listed
