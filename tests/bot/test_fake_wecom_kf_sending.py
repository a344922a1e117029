"""The fake 微信客服 takes five messages in 48 h, each once per msgid, and tells some failures late."""

from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller

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


def fails(app: Caller) -> list[tuple[str, int]]:
    """(fail_msgid, fail_type) of every msg_send_fail so far."""
    events = [entry["event"] for entry in app.sync()["msg_list"] if entry["msgtype"] == "event"]
    return [(event["fail_msgid"], event["fail_type"]) for event in events if "fail_type" in event]


def test_five_messages_after_the_customers_last_and_each_of_theirs_counts_anew(
    wecom: FakeWecom, app: Caller
) -> None:
    wecom.kf_say(ANN, "漏水")
    assert [app.kf_send(ANN)["errcode"] for _ in range(6)] == [0] * 5 + [95001]
    wecom.kf_say(ANN, "在吗")
    assert app.kf_send(ANN)["errcode"] == 0
    assert len(wecom.kf_from_bot(ANN)) == 6


def test_after_48_hours_nothing_more_may_be_sent(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "漏水")
    wecom.settings(shift=48 * HOUR + 1)
    app.token = app.fresh_token()
    assert app.kf_send(ANN)["errcode"] == 95002


def test_both_limits_may_be_told_late_by_event(wecom: FakeWecom, app: Caller) -> None:
    wecom.settings(kf_late_verdict=1)
    wecom.kf_say(ANN, "漏水")
    assert {app.kf_send(ANN, msgid=f"m{n}")["errcode"] for n in range(6)} == {0}
    assert fails(app) == [("m5", 6)]
    wecom.settings(shift=48 * HOUR + 1)
    app.token = app.fresh_token()
    app.kf_send(ANN, msgid="late")
    assert fails(app)[-1] == ("late", 4)


def test_the_same_msgid_is_delivered_once(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "漏水")
    assert [app.kf_send(ANN, msgid="job17-n2")["msgid"] for _ in range(3)] == ["job17-n2"] * 3
    assert len(wecom.kf_from_bot(ANN)) == 1
    wecom.settings(kf_repeat=40058)
    assert app.kf_send(ANN, msgid="job17-n2")["errcode"] == 40058
    assert len(wecom.kf_from_bot(ANN)) == 1


def test_a_customer_who_refuses_is_told_by_event_afterwards(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "漏水")
    wecom.kf_reject(ANN)
    assert app.kf_send(ANN, msgid="m1")["errcode"] == 0
    wecom.kf_reject(ANN, on=False)
    wecom.kf_fail_next(ANN, 13)
    app.kf_send(ANN, msgid="m2")
    app.kf_send(ANN, msgid="m3")
    assert fails(app) == [("m1", 10), ("m2", 13)]
    assert [seen.msgid for seen in wecom.kf_from_bot(ANN)] == ["m3"]


@pytest.mark.parametrize(
    ("wish", "errcode"),
    [
        ({"touser": "wmNobody"}, 40096),
        ({"msgid": "x" * 33}, 40058),
        ({"msgid": "job 17"}, 40058),
        ({"msgtype": "markdown"}, 40008),
        ({"text": {"content": "水" * 682}}, 0),
        ({"text": {"content": "水" * 683}}, 45002),
        ({"text": {"content": ""}}, 44004),
        ({"msgtype": "image", "image": {"media_id": "ghost"}}, 40007),
    ],
)
def test_a_kf_message_is_checked(wecom: FakeWecom, app: Caller, wish: dict[str, Any], errcode: int) -> None:
    wecom.kf_say(ANN, "漏水")
    assert app.kf_send(ANN, **wish)["errcode"] == errcode


def click(number: int, content: str = "满意") -> dict[str, Any]:
    return {"type": "click", "click": {"id": f"rate_{number}", "content": content}}


@pytest.mark.parametrize(
    ("items", "errcode"),
    [
        ([click(n) for n in range(10)] + [{"type": "text", "text": {"content": "或"}}] * 40, 0),
        ([click(n) for n in range(11)], 95008),
        ([{"type": "text", "text": {"content": "或"}}] * 51, 95008),
        ([{"type": "poem", "poem": {}}], 95009),
        ([click(1, "满" * 43)], 40058),
        ([{"type": "click", "click": {"id": "水" * 43, "content": "x"}}], 40058),
        ([{"type": "text", "text": {"content": "字" * 86}}], 40058),
        ([{"type": "view", "view": {"content": "进度"}}], 40063),
    ],
)
def test_a_menu_is_checked_by_number_and_bytes(
    wecom: FakeWecom, app: Caller, items: list[dict[str, Any]], errcode: int
) -> None:
    wecom.kf_say(ANN, "漏水")
    menu = {"head_content": "是否满意？", "list": items}
    assert app.kf_send(ANN, msgtype="msgmenu", msgmenu=menu)["errcode"] == errcode


def test_a_menu_tap_is_a_text_with_the_menu_id_and_opens_the_quota(wecom: FakeWecom, app: Caller) -> None:
    wecom.kf_say(ANN, "漏水")
    menu = {"head_content": "是否满意？", "list": [click(5), click(1, "不满意")], "tail_content": "谢谢"}
    app.kf_send(ANN, msgtype="msgmenu", msgmenu=menu)
    seen = wecom.wait_kf_message(ANN, "是否满意")
    assert seen.menu == {"满意": "rate_5", "不满意": "rate_1"}
    assert [app.kf_send(ANN)["errcode"] for _ in range(5)] == [0] * 4 + [95001]
    wecom.kf_click(ANN, "不满意")
    assert app.sync()["msg_list"][-1]["text"] == {"content": "不满意", "menu_id": "rate_1"}
    assert app.kf_send(ANN)["errcode"] == 0
    with pytest.raises(ValueError, match="no menu item"):
        wecom.kf_click(ANN, "rate_9")
