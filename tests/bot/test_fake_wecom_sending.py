"""The fake WeCom takes app messages and cards by WeCom's rules, and repaints cards once per code."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller, card, picture
from tests.fakes.wecom.server import running_fake

HOUR = 3600
NOTICE = {"card_type": "text_notice", "main_title": {"title": "已接单"}}
LINK = {"type": 1, "url": "https://desk.example.org/17"}


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeWecom]:
    with running_fake() as wecom:
        yield wecom


@pytest.fixture
def wecom(fake: FakeWecom) -> FakeWecom:
    """The one fake of this file with a fresh world."""
    fake.reset()
    fake.add_member("Wang", "王师傅")
    fake.add_member("Li", "李师傅", departments=[7])
    return fake


@pytest.fixture
def app(wecom: FakeWecom) -> Caller:
    return Caller(wecom)


def update(app: Caller, code: str, **more: Any) -> dict[str, Any]:
    body = {"agentid": app.agentid, "response_code": code, "atall": 1, "button": {"replace_name": "已被接单"}}
    return app.post("message/update_template_card", body | more)


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


# cards


def options(count: int, letters: int = 3) -> list[dict[str, str]]:
    return [{"id": f"{number}", "text": "选" * letters} for number in range(count)]


def vote(**more: Any) -> dict[str, Any]:
    question = {"question_key": "q", "mode": 1, "option_list": options(20, 17)}
    submit = {"submit_button": {"text": "提交", "key": "send"}, "task_id": "v1"}
    return NOTICE | {"card_type": "vote_interaction", "checkbox": question} | submit | more


BAD_CARDS: list[tuple[dict[str, Any], int]] = [
    (card(card_type="poem"), 42031),
    (card(main_title={}), 40058),
    (card(main_title={"title": "题" * 37}), 40058),
    (card(main_title={"title": "题", "desc": "述" * 45}), 40058),
    (card(sub_title_text="字" * 161), 40058),
    (card(source={"desc": "源" * 21}), 40058),
    (card(source={"desc_color": 4}), 40058),
    (card(horizontal_content_list=[{"keyname": "楼栋", "value": "v"}] * 7), 42035),
    (card(horizontal_content_list=[{"value": "v"}]), 42027),
    (card(horizontal_content_list=[{"keyname": "六个字的名字"}]), 42027),
    (card(horizontal_content_list=[{"keyname": "楼", "value": "值" * 31}]), 40058),
    (card(horizontal_content_list=[{"keyname": "人", "type": 3, "userid": "ghost"}]), 42050),
    (card(horizontal_content_list=[{"keyname": "件", "type": 2, "media_id": "ghost"}]), 40007),
    (card(jump_list=[{"title": "t"}] * 4), 42042),
    (card(button_list=[]), 42038),
    (card(button_list=[{"text": "按", "key": f"{n}"} for n in range(7)]), 42038),
    (card(button_list=[{"text": "按" * 11, "key": "k"}]), 42038),
    (card(button_list=[{"text": "按", "key": "水" * 342}]), 42039),
    (card(button_list=[{"text": "按"}]), 42039),
    (card(button_list=[{"text": "按", "key": "k"}, {"text": "钮", "key": "k"}]), 42039),
    (card(button_list=[{"text": "按", "key": "k", "style": 5}]), 40058),
    (card(button_list=[{"text": "按", "type": 1}]), 42028),
    (card(button_selection={"question_key": "q", "option_list": options(11)}), 42037),
    (card(button_selection={"question_key": "q", "option_list": options(2, 17)}), 42041),
    (card(button_selection={"question_key": "q", "option_list": options(2), "selected_id": "9"}), 42040),
    (card(action_menu={"action_list": [{"text": "派", "key": "a"}] * 2}), 42051),
    (card(action_menu={"action_list": options(4)}), 40058),
    (card(task_id="17号"), 42014),
    (card(task_id="x" * 129), 42014),
    (card(task_id=None), 42014),
    (NOTICE | {"card_action": LINK, "action_menu": {"action_list": [{"text": "派", "key": "a"}]}}, 42014),
    (NOTICE, 42045),
    (NOTICE | {"card_action": {"type": 1}}, 42045),
    (vote(submit_button={"text": "提交"}), 42046),
    (vote(checkbox={"question_key": "q", "option_list": options(21)}), 42037),
    (vote(checkbox={"question_key": "q", "option_list": options(2, 18)}), 42041),
    (vote(card_type="multiple_interaction", select_list=[]), 42047),
]


@pytest.mark.parametrize(("bad", "errcode"), BAD_CARDS)
def test_a_card_that_breaks_a_rule_is_refused(app: Caller, bad: dict[str, Any], errcode: int) -> None:
    assert app.send("Wang", "template_card", **bad)["errcode"] == errcode


def test_a_card_at_every_limit_is_taken(app: Caller) -> None:
    rows = [{"keyname": "五字的名称", "value": "值" * 30}] * 5
    full = card(
        "A" * 120 + "-_@9",
        main_title={"title": "题" * 36, "desc": "述" * 44},
        sub_title_text="字" * 160,
        source={"desc": "源" * 20, "desc_color": 3},
        horizontal_content_list=[*rows, {"keyname": "人", "type": 3, "userid": "wang"}],
        jump_list=[{"type": 1, "title": "t", "url": "u"}] * 3,
        action_menu={
            "desc": "更多",
            "action_list": [{"text": f"{n}", "key": f"{n}" * 1024} for n in range(3)],
        },
        button_list=[{"text": "按" * 10, "key": f"{n}" * 1024, "style": 4} for n in range(6)],
        button_selection={"question_key": "q", "option_list": options(10, 16), "selected_id": "9"},
    )
    assert app.send("Wang", "template_card", **full)["errcode"] == 0
    assert app.send("Wang", "template_card", **vote())["errcode"] == 0
    assert app.send("Wang", "template_card", **NOTICE, card_action=LINK)["errcode"] == 0


def test_a_task_id_is_used_once_per_app(wecom: FakeWecom, app: Caller) -> None:
    assert app.send("Wang", "template_card", **card())["errcode"] == 0
    assert app.send("Li", "template_card", **card())["errcode"] == 42014
    wecom.add_app(1000003, "second")
    assert Caller(wecom, agentid=1000003).send("Wang", "template_card", **card())["errcode"] == 0


def test_only_a_card_that_calls_back_has_a_response_code(app: Caller) -> None:
    assert "response_code" in app.send("Wang", "template_card", **card())
    assert "response_code" not in app.send("Wang", "template_card", **NOTICE, card_action=LINK)
    assert "response_code" not in app.send("Wang", content="x")


# updates


def test_one_code_greys_everybodys_buttons_once(wecom: FakeWecom, app: Caller) -> None:
    code = app.send("Wang|Li", "template_card", **card())["response_code"]
    assert update(app, code)["errcode"] == 0
    assert {wecom.cards(member)[0].replaced for member in ("Wang", "Li")} == {"已被接单"}
    assert wecom.cards("Li")[0].buttons == ()
    assert update(app, code)["errcode"] == 42022


def test_a_tap_brings_a_further_code_that_works_once(wecom: FakeWecom, app: Caller) -> None:
    first = app.send("Wang|Li", "template_card", **card())["response_code"]
    tapped = wecom.tap("Wang", "接单")["response_code"]
    assert tapped != first
    assert [update(app, code)["errcode"] for code in (tapped, tapped, first)] == [0, 42022, 0]


def test_a_code_ends_after_72_hours(wecom: FakeWecom, app: Caller) -> None:
    code = app.send("Wang", "template_card", **card())["response_code"]
    wecom.settings(shift=72 * HOUR + 1)
    app.token = app.fresh_token()
    assert update(app, code)["errcode"] == 42022


def test_a_new_card_takes_the_old_ones_place_for_the_named_only(wecom: FakeWecom, app: Caller) -> None:
    code = app.send("Wang|Li", "template_card", **card())["response_code"]
    new = NOTICE | {"card_action": LINK}
    body = {"userids": ["wang", "Ghost"], "agentid": app.agentid, "response_code": code, "template_card": new}
    assert app.post("message/update_template_card", body)["invaliduser"] == ["ghost"]
    assert (wecom.cards("Wang")[0].text, wecom.cards("Wang")[0].edits) == ("已接单", ("3栋502 漏水",))
    assert wecom.cards("Li")[0].text == "3栋502 漏水"


def test_replace_text_shows_the_new_card_without_buttons(wecom: FakeWecom, app: Caller) -> None:
    code = app.send("Wang", "template_card", **card())["response_code"]
    new = card(main_title={"title": "已完成"}, replace_text="王师傅 已完成")
    body = {"atall": 1, "agentid": app.agentid, "response_code": code, "template_card": new}
    assert app.code("message/update_template_card", body) == 0
    (seen,) = wecom.cards("Wang")
    assert (seen.text, seen.replaced, seen.buttons) == ("已完成", "王师傅 已完成", ())


def test_a_refused_update_leaves_the_code_usable(wecom: FakeWecom, app: Caller) -> None:
    code = app.send("Wang", "template_card", **card())["response_code"]
    assert update(app, code, button={})["errcode"] == 44004
    assert update(app, code, atall=0)["errcode"] == 82001
    assert update(app, "made-up")["errcode"] == 40058
    wecom.add_app(1000003, "second")
    second = Caller(wecom, agentid=1000003)
    assert update(second, code)["errcode"] == 42015
    assert update(app, code)["errcode"] == 0


def test_a_greyed_card_is_tapped_only_by_one_who_is_late(wecom: FakeWecom, app: Caller) -> None:
    update(app, app.send("Wang|Li", "template_card", **card())["response_code"])
    with pytest.raises(ValueError, match="grey"):
        wecom.tap("Li", "接单")
    assert wecom.tap("Li", "接单", late=True)["response_code"]
    with pytest.raises(ValueError, match="no such button"):
        wecom.tap("Li", "飞", late=True)
