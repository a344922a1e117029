"""What is asked for in a room shows no more than everybody who reads along may know."""

import pytest

from tests.journeys.visitor import Visitor

CONDUCT = "投诉3栋管家周婷，服务态度恶劣，辱骂业主"
FIRE = "3栋楼道着火了，快来人"


def last(visitor: Visitor, who: str, room: str) -> str:
    return visitor.bots(who, room)[-1].text


def test_S3_02_S4_28_a_complaint_about_somebody_is_never_told_in_a_room(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", CONDUCT)
    visitor.settle()
    visitor.say("林芳", "staff", "/进度 1")
    assert "请私聊" in last(visitor, "林芳", "staff")
    visitor.say("林芳", "staff", "/我的")
    assert "内容不公开" in last(visitor, "林芳", "staff")
    assert "态度" not in "\n".join(one.text for one in visitor.bots("周婷", "staff"))
    visitor.say("林芳", "private", "进度 1")
    assert "辱骂" in last(visitor, "林芳", "private"), "who has it reads it privately"


@pytest.mark.parametrize(
    "asked", ["/我的", "/进度 1", "/事件报告 1", "/步骤 1", "/值班记录", "/月报", "/逾期", "/今天"]
)
def test_S2_77_what_staff_look_at_is_not_shown_among_residents(visitor: Visitor, asked: str) -> None:
    visitor.say("陈建国", "residents", FIRE)
    visitor.settle()
    visitor.say("高明", "residents", asked)
    assert "请私聊" in last(visitor, "陈建国", "residents")


def test_S2_99_the_report_of_an_incident_is_for_who_leads_and_tells_managers_matters_apart(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", FIRE)
    visitor.settle()
    visitor.say("周婷", "staff", "/事件报告 1")
    assert "给客服负责人" in last(visitor, "周婷", "staff")
    visitor.say("林芳", "private", "被投诉 1 王强")
    visitor.say("林芳", "staff", "/事件报告 1")
    assert "请私聊" in last(visitor, "林芳", "staff"), "what is about somebody is for no room"
    visitor.say("林芳", "private", "事件报告 1")
    assert "王强" in last(visitor, "林芳", "private")


def test_an_emergency_is_told_to_its_private_reporter_once_with_the_advice_and_who_comes(
    visitor: Visitor,
) -> None:
    visitor.say("黃美玲", "private", "屋企著火")
    (told,) = visitor.bots("黃美玲", "private")
    for words in ("119", "緊急 #1", "已通知", "前到場"):
        assert words in told.text
