"""The fake WeCom takes app messages by WeCom's rules, and loses some without a word."""

from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller, card, picture

HOUR = 3600


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.add_member("Wang", "王师傅")
    wecom.add_member("Li", "李师傅", departments=[7])
    return wecom


@pytest.fixture
def app(wecom: FakeWecom) -> Caller:
    return Caller(wecom)


# receivers


def test_a_partial_failure_is_errcode_0_with_the_names_in_lower_case(wecom: FakeWecom, app: Caller) -> None:
    wecom.add_member("Zhao", "赵", licensed=False)
    answer = app.send("Wang|Ghost|Zhao", content="x")
    assert (answer["errcode"], answer["invaliduser"], answer["unlicenseduser"]) == (0, "ghost", "zhao")
    assert len(wecom.messages_to("Wang")) == 1
    assert wecom.messages_to("Zhao") == []


def test_who_is_out_of_scope_or_has_left_is_invalid_and_nobody_left_is_81013(
    wecom: FakeWecom, app: Caller
) -> None:
    wecom.set_scope(["Wang"])
    assert app.send("Wang|Li", content="x")["invaliduser"] == "li"
    wecom.remove_member("Wang")
    assert app.send("Wang", content="x")["errcode"] == 81013
    assert app.send("", content="x")["errcode"] == 82001


def test_everybody_and_a_department_can_be_sent_to(wecom: FakeWecom, app: Caller) -> None:
    assert app.send("@all", content="to all")["invaliduser"] == ""
    body = {"toparty": "7|9", "msgtype": "text", "agentid": app.agentid, "text": {"content": "to 7"}}
    assert app.post("message/send", body)["invalidparty"] == "9"
    assert [seen.text for seen in wecom.messages_to("Li")] == ["to all", "to 7"]
    assert [seen.text for seen in wecom.messages_to("Wang")] == ["to all"]


def test_more_than_a_thousand_receivers_are_refused(app: Caller) -> None:
    assert app.send("|".join(["Wang"] * 1001), content="x")["errcode"] == 40032


# contents


@pytest.mark.parametrize(("tail", "cut"), [("", False), ("z", False), ("zz", True)])
def test_a_text_is_cut_silently_after_2048_bytes(wecom: FakeWecom, app: Caller, tail: str, cut: bool) -> None:  # noqa: FBT001  # a case of the table
    text = "水" * 682 + "a" + tail
    assert app.send("Wang", content=text)["errcode"] == 0
    (seen,) = wecom.messages_to("Wang")
    assert (seen.cut, len(seen.text.encode())) == (cut, min(2048, len(text.encode())))


def test_a_text_cut_inside_a_character_ends_in_rubbish(wecom: FakeWecom, app: Caller) -> None:
    app.send("Wang", content="水" * 683)
    assert wecom.messages_to("Wang")[0].text == "水" * 682 + "�"


@pytest.mark.parametrize(
    ("msgtype", "content", "errcode"),
    [
        ("text", {"content": ""}, 44004),
        ("markdown", {"content": ""}, 44004),
        ("markdown", {"content": "水" * 682}, 0),
        ("markdown", {"content": "水" * 683}, 40058),
        ("textcard", {"title": "t", "description": "d", "url": "u", "btntxt": "查看详情"}, 0),
        ("textcard", {"title": "t", "description": "d", "url": "u", "btntxt": "查看全部的"}, 40058),
        ("textcard", {"title": "题" * 43, "description": "d", "url": "u"}, 40058),
        ("textcard", {"title": "t", "description": "述" * 171, "url": "u"}, 40058),
        ("textcard", {"title": "t", "description": "d"}, 40063),
        ("news", {"articles": []}, 45008),
        ("news", {"articles": [{"title": "t", "url": "u"}] * 8}, 0),
        ("news", {"articles": [{"title": "t", "url": "u"}] * 9}, 45008),
        ("image", {"media_id": "unknown"}, 40007),
        ("image", {}, 41006),
        ("telepathy", {"content": "x"}, 40008),
    ],
)
def test_a_message_is_checked_by_kind_and_bytes(
    app: Caller, msgtype: str, content: dict[str, Any], errcode: int
) -> None:
    assert app.send("Wang", msgtype, **content)["errcode"] == errcode


def test_a_body_that_is_no_json_is_told_in_errmsg(wecom: FakeWecom, app: Caller) -> None:
    for body in (b"{", "{'a': 1}".encode("utf-16")):
        answer = wecom.http.post("/cgi-bin/message/send", params={"access_token": app.token}, content=body)
        assert answer.json()["errcode"] != 0


def test_a_picture_is_sent_by_its_media_id_and_only_as_a_picture(wecom: FakeWecom, app: Caller) -> None:
    media_id = app.upload("image", picture())["media_id"]
    assert app.send("Wang", "file", media_id=media_id)["errcode"] == 40007
    app.send("Wang", "image", media_id=media_id)
    (seen,) = wecom.messages_to("Wang")
    assert wecom.download(seen.raw["media_id"]) == picture()


def test_the_same_message_again_is_dropped_only_if_asked_and_only_in_the_interval(
    wecom: FakeWecom, app: Caller
) -> None:
    body = {"touser": "Wang", "msgtype": "text", "agentid": app.agentid, "text": {"content": "once"}}
    app.post("message/send", body)
    app.post("message/send", body)
    checked = body | {"enable_duplicate_check": 1, "duplicate_check_interval": 600}
    first, second = (app.post("message/send", checked) for _ in range(2))
    assert first["msgid"] == second["msgid"]
    assert len(wecom.messages_to("Wang")) == 3
    wecom.settings(shift=601)
    app.post("message/send", checked)
    assert len(wecom.messages_to("Wang")) == 4


def test_after_30_in_a_minute_a_member_gets_nothing_more_and_nobody_is_told(
    wecom: FakeWecom, app: Caller
) -> None:
    codes = {app.send("Wang", content=f"{number}")["errcode"] for number in range(32)}
    assert codes == {0}
    assert len(wecom.messages_to("Wang")) == 30
    assert [lost["content"]["content"] for lost in wecom.dropped()] == ["30", "31"]
    app.send("Li", content="another member")
    wecom.settings(shift=61)
    app.send("Wang", content="a minute later")
    assert wecom.messages_to("Wang")[-1].text == "a minute later"
    assert len(wecom.messages_to("Li")) == 1


def test_the_wechat_plugin_shows_neither_markdown_nor_cards(wecom: FakeWecom, app: Caller) -> None:
    wecom.change_member("Wang", plugin=True)
    app.send("Wang|Li", "markdown", content="# 逾期")
    app.send("Wang|Li", "template_card", **card())
    app.send("Wang|Li", content="plain")
    assert [seen.msgtype for seen in wecom.messages_to("Wang")] == ["text"]
    assert [seen.shown for seen in wecom.messages_to("Wang", everything=True)] == [False, False, True]
    assert len(wecom.messages_to("Li")) == 3


def test_a_message_is_taken_back_within_a_day(wecom: FakeWecom, app: Caller) -> None:
    first, second = (app.send("Wang", content=text)["msgid"] for text in "ab")
    assert app.code("message/recall", {"msgid": first}) == 0
    assert [seen.text for seen in wecom.messages_to("Wang")] == ["b"]
    wecom.settings(shift=25 * HOUR)
    app.token = app.fresh_token()
    assert app.code("message/recall", {"msgid": second}) == 42052
