"""The fake WeCom takes template cards by WeCom's rules, and repaints them once per code."""

from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller, card

HOUR = 3600
NOTICE = {"card_type": "text_notice", "main_title": {"title": "已接单"}}
LINK = {"type": 1, "url": "https://desk.example.org/17"}


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.add_member("Wang", "王师傅")
    wecom.add_member("Li", "李师傅", departments=[7])
    return wecom


@pytest.fixture
def app(wecom: FakeWecom) -> Caller:
    return Caller(wecom)


def update(app: Caller, code: str, **more: Any) -> dict[str, Any]:
    body = {"agentid": app.agentid, "response_code": code, "atall": 1, "button": {"replace_name": "已被接单"}}
    return app.post("message/update_template_card", body | more)


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
