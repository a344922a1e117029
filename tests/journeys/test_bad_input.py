"""Bad input gets a clear answer, loses nothing, leaks nothing."""

import pytest

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


@pytest.mark.parametrize(
    "text",
    [
        "😀😀😀",
        "a" * 10_000,
        "电" * 10_000,
        "\x00\x07\x1b[31m",
        "\u202e电梯坏了\u202c",
        "v1:accept:1",
        "/",
        "#1",
    ],
)
def test_odd_text_is_only_text(visitor: Visitor, text: str) -> None:
    visitor.say("陈建国", "residents", text)
    visitor.say("陈建国", "private", text)
    visitor.say("周婷", "private", text)
    visitor.settle()
    assert "Traceback" not in "".join(one.text for one in visitor.bots("陈建国", "private"))


def test_a_resident_cannot_press_a_staff_button(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    card = visitor.bot("陈建国", "residents", "#1")
    for verb in ("accept", "transfer", "dismiss", "reclassify", "finish", "revisit", "register"):
        assert visitor.press("陈建国", card, f"v1:{verb}:1")
    assert visitor.ticket(1)["status"] == "dispatched"
    assert len(visitor.ticket(1)["journal"]) == 2


def test_a_command_without_its_number_is_asked_for_it_in_its_own_words(visitor: Visitor) -> None:
    for who, typed, told in (
        ("周婷", "接单", "例如：接单 12"),
        ("周婷", "接单 abc", "例如：接单 12"),
        ("周婷", "/accept", "例如：/accept 12"),
        ("陈建国", "/accept", "由工作人员来做"),
    ):
        visitor.say(who, "private", typed)
        assert told in visitor.bots(who, "private")[-1].text


def test_words_behind_the_command_that_shows_how_it_stands_are_not_thrown_away(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", LINE)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进度 1 电梯师傅明天上午10点到")
    offered = visitor.bots("周婷", "private")[-1]
    assert "还没有发给业主" in offered.text
    assert not any("电梯师傅" in one.text for one in visitor.bots("陈建国", "private"))
    visitor.tap("周婷", offered, "照发")
    assert visitor.bot("陈建国", "private", "电梯师傅明天上午10点到")
    visitor.say("陈建国", "private", "进度 1 里面还有一股焦味")
    assert "已补充到 #1" in visitor.bots("陈建国", "private")[-1].text
    assert visitor.bot("周婷", "private", "焦味")


@pytest.mark.parametrize(
    "key", ["", "v1:accept:999", "v9:accept:1", "v1:nonsense:1", "v1:accept:x", "🙂", "v1::"]
)
def test_an_unknown_button_is_answered(visitor: Visitor, key: str) -> None:
    visitor.say("陈建国", "residents", LINE)
    assert visitor.press("周婷", visitor.bot("周婷", "staff", "#1"), key)


def test_someone_elses_rating_is_refused(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 好了")
    card = visitor.bot("李秀英", "residents", "#1")
    assert visitor.press("李秀英", card, "v1:confirm:1")
    assert visitor.ticket(1)["status"] == "done"


def test_the_contract_refuses_in_one_form(visitor: Visitor) -> None:
    person = visitor.people["陈建国"]
    cases = [
        ("GET", "/api/messages?room=staff&person=" + person, None, 403),
        ("GET", "/api/messages?room=nowhere&person=" + person, None, 404),
        ("GET", "/api/messages?room=residents&person=999", None, 404),
        ("GET", "/api/messages", None, 400),
        ("GET", f"/api/messages?room=private:{visitor.people['李秀英']}&person={person}", None, 403),
        ("GET", "/api/nothing", None, 404),
        ("DELETE", "/api/messages", None, 405),
        ("POST", "/api/messages", {"room": "residents"}, 400),
        ("POST", "/api/messages", {"room": "residents", "person": person, "text": " "}, 400),
        ("POST", "/api/messages", {"room": "residents", "person": person, "photos": ["x"]}, 400),
        (
            "POST",
            "/api/messages",
            {"room": "residents", "person": person, "text": "x", "reply_to": "77"},
            404,
        ),
        ("POST", "/api/taps", {"room": "residents", "person": person, "message": "9", "button": "x"}, 404),
        ("POST", "/api/clock", {"advance": "yesterday"}, 400),
        ("POST", "/api/clock", {"advance": "-PT1H"}, 400),
        ("POST", "/api/clock", {}, 400),
    ]
    for method, path, body, status in cases:
        answer = visitor.http.request(method, path, json=body)
        assert answer.status_code == status, (method, path, answer.text)
        assert set(answer.json()["error"]) == {"code", "message"}


def test_a_photo_over_ten_megabytes_is_413(visitor: Visitor) -> None:
    url = "data:image/png;base64," + "A" * (14 * 1024 * 1024)
    body = {"room": "residents", "person": visitor.people["陈建国"], "text": "", "photos": [url]}
    assert visitor.http.post("/api/messages", json=body).status_code == 413


def test_a_command_without_a_number_says_what_to_write(visitor: Visitor) -> None:
    visitor.say("周婷", "private", "接单")
    assert "12" in visitor.bots("周婷", "private")[-1].text
    for number in ("99", "0"):
        visitor.say("周婷", "private", f"接单 {number}")
        assert f"#{number} " in visitor.bots("周婷", "private")[-1].text


def test_a_command_that_there_is_not_is_no_result_for_a_resident(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    for words in ("接单 1", "完成 1", "/完城 1 换了皮带"):
        visitor.say("周婷", "private", words)
    assert "/完城" in visitor.bot("周婷", "private", "没有", "命令").text
    visitor.say("周婷", "staff", "/完城 1", reply_to=visitor.card("周婷", "staff", "#1").id)
    assert visitor.ticket(1)["status"] == "accepted"
    assert not [one for one in visitor.bots("陈建国", "private") if "完城" in one.text]
    visitor.say("周婷", "private", "换了皮带")
    assert visitor.ticket(1)["result"] == "换了皮带", "the answer is still awaited"


def test_what_staff_chat_about_gets_no_wall_of_words(visitor: Visitor) -> None:
    visitor.say("何静", "private", "好的谢谢")
    assert len(visitor.bot("何静", "private", "没有转给任何人").text.splitlines()) <= 4


def test_a_command_without_its_words_asks_once_and_can_be_taken_back(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    for verb in ("完成", "进展", "等待"):
        before = len(visitor.bots("周婷", "private"))
        visitor.say("周婷", "private", f"{verb} 1")
        (asked,) = visitor.bots("周婷", "private")[before:]
        assert "请直接回复 #1" in asked.text
        assert bool(asked.buttons) is (verb == "等待"), "the usual reasons, for a tap"
        visitor.say("周婷", "private", "算了。")
        assert "没有发给谁" in visitor.bots("周婷", "private")[-1].text
    assert visitor.ticket(1)["status"] == "accepted"
    for verb in ("转派", "改类别", "协办", "不是投诉", "外单位"):
        before = len(visitor.bots("周婷", "private"))
        visitor.say("周婷", "private", f"{verb} 1")
        (asked,) = visitor.bots("周婷", "private")[before:]
        assert asked.buttons, verb
    visitor.tap("周婷", visitor.card("周婷", "staff", "#1"), "完成")
    assert "@周婷" in visitor.bots("周婷", "staff")[-1].text, "in a room somebody is meant"


def test_an_unknown_command_of_a_resident_is_told_so_and_offered_to_no_ticket(visitor: Visitor) -> None:
    visitor.say("钱多多", "private", "/foo")
    assert not visitor.bot("钱多多", "private", "没有「/foo」这个命令").buttons
