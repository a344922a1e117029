"""While somebody is on leave their deputy stands in: on duty, in reminders, lists, digests and requests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_duty_at_night import EVENING, LIFT, PLAIN
from tests.journeys.test_reminders import LAMP
from tests.journeys.visitor import Visitor


def away(visitor: Visitor, who: str, deputy: str, head: str, days: str = "11-18 11-25") -> None:
    visitor.say(who, "private", f"/请假 {days} 代班 @{deputy}")
    asked = visitor.bot(head, "private", f"{who} 请假")
    visitor.press(head, asked, asked.buttons["同意"])


@pytest.fixture
def evening(data: Path, reader: Reader) -> Iterator[Visitor]:
    """Wednesday 19:00: 王强 has duty by the roster, and is on leave; 赵卫东 stands in."""
    with Running(data, reader, EVENING) as base, Visitor(base) as visitor:
        visitor.say("何静", "private", "/值班 今天 王强")
        away(visitor, "王强", "赵卫东", "林芳")
        yield visitor


def test_S2_13_whoever_stands_in_has_the_duty_too(evening: Visitor) -> None:
    evening.say("陈建国", "residents", PLAIN)
    assert evening.ticket(1)["assignee"] == evening.people["赵卫东"]
    evening.say("赵敏", "residents", LIFT)
    evening.settle()
    assert not [one for one in evening.bots("王强", "private") if "🚨" in one.text]
    assert evening.bot("赵卫东", "private", "🚨", "#2")


def test_S2_19_whoever_stands_in_hands_the_shift_over(evening: Visitor) -> None:
    evening.say("何静", "private", "/值班 11-19 孙桂芳")
    evening.say("陈建国", "residents", PLAIN)
    evening.advance("PT13H26M")  # 8:26
    card = evening.card("赵卫东", "private", "交班")
    assert not [one for one in evening.bots("王强", "private") if "交班" in one.text]
    evening.tap("赵卫东", card, "交班")
    assert evening.bot("孙桂芳", "private", "赵卫东", "交班")


def test_S4_43_what_a_head_is_told_the_deputy_hears_while_the_head_is_away(visitor: Visitor) -> None:
    """S4-43: reminders, the morning's list, the digest and the requests of a head who is away."""
    away(visitor, "林芳", "何静", "高明")
    away(visitor, "高明", "徐磊", "林芳", "11-19 11-25")
    visitor.say("陈建国", "residents", LAMP)
    before = len(visitor.bots("林芳", "private"))
    visitor.advance("PT50M")
    assert "#1" in visitor.bot("何静", "private", "⏰").text, "the rung of the head of customer service"
    visitor.advance("PT22H40M")  # 9:00 the next day
    assert len(visitor.bots("林芳", "private")) == before
    assert "还没接单 1 单" in visitor.bot("何静", "private", "☀️").text
    assert "#1" in visitor.bot("徐磊", "private", "📋").text
    assert not [one for one in visitor.bots("高明", "private") if "📋" in one.text]


def test_S2_13_leave_is_asked_of_a_head_who_is_there(visitor: Visitor) -> None:
    away(visitor, "林芳", "何静", "高明")
    visitor.say("周婷", "private", "/请假 11-19 11-20 代班 @徐磊")
    assert visitor.bot("高明", "private", "周婷 请假")


def test_S2_22_whoever_stands_in_for_the_head_confirms_the_log(visitor: Visitor) -> None:
    away(visitor, "林芳", "何静", "高明")
    visitor.say("何静", "private", "/值班 今天 王强")
    visitor.advance("P1DT1H")
    asked = visitor.card("何静", "private", "值班记录")
    (key,) = [key for key in asked.buttons.values() if "confirm_log" in key]
    assert "确认" in str(visitor.press("何静", asked, key))


def test_S4_43_who_stands_in_for_a_head_may_give_the_matter_to_somebody_else(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "请假 11-18 11-30 代班 徐磊")
    asked = visitor.card("高明", "private", "林芳 请假")
    visitor.press("高明", asked, asked.buttons["同意"])
    visitor.say("孙丽", "residents", "2栋楼道没人打扫，很脏")
    visitor.settle()
    visitor.advance("PT47M")
    assert "转派" in visitor.card("徐磊", "private", "接单", "#1").buttons
    visitor.say("周婷", "private", "接单 1")
    visitor.say("徐磊", "private", "转派 1 何静 太慢")
    assert visitor.ticket(1)["assignee"] == visitor.people["何静"]
    visitor.say("王强", "private", "转派 1 徐磊 太慢")
    assert visitor.ticket(1)["assignee"] == visitor.people["何静"], "whoever stands in for nobody may not"


def test_S4_43_nobody_hears_the_rung_about_their_own_lateness_as_a_heads_deputy(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "请假 11-18 11-20 代班 周婷")
    asked = visitor.card("高明", "private", "林芳 请假")
    visitor.press("高明", asked, asked.buttons["同意"])
    visitor.say("孙丽", "residents", "2栋楼道没人打扫，很脏")
    visitor.settle()
    visitor.advance("PT46M")
    assert "周婷" in visitor.bot("高明", "private", "超时", "#1").text
