"""演练: the whole playbook as an exercise, marked wherever it shows, counted nowhere."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_emergencies import LIFT, steps, texts
from tests.journeys.visitor import Visitor

ROOMS = (("陈建国", "residents"), ("何静", "staff"), ("高明", "managers"))


def everywhere(visitor: Visitor) -> list[str]:
    """Every text of the bot, in every room and private chat."""
    places = [*ROOMS, *((name, "private") for name in visitor.people)]
    return [one.text for who, room in places for one in visitor.bots(who, room)]


def test_a_drill_plays_the_whole_playbook_and_says_so_wherever_it_shows(visitor: Visitor) -> None:
    visitor.say("林芳", "staff", "/演练 电梯困人 3栋2单元")
    assert visitor.card("王强", "private", "【演练】", "🚨 重要", "电梯困人")
    visitor.tap("王强", visitor.card("王强", "private", "【演练】", "重要"), "收到")
    card = visitor.card("何静", "staff", "【演练】", "处置清单 0/6")
    assert "演练" in str(visitor.tap("何静", card, "✓ 4"))
    visitor.advance("PT7M")
    assert visitor.card("王强", "private", "【演练】", "还没有点完成")
    steps(visitor, "王强", "2")
    visitor.say("何静", "staff", "模拟：里面两人", reply_to=card.id)
    visitor.advance("PT40M")
    visitor.tap("林芳", visitor.card("何静", "staff", "处置清单"), "结束演练")
    summary = visitor.bot("高明", "managers", "【演练】", "结束：2/6")
    assert "没有完成" in summary.text
    assert "超时" in visitor.bot("何静", "staff", "结束：2/6").text
    assert all("【演练】" in text for text in everywhere(visitor))
    assert not visitor.bots("陈建国", "residents"), "residents hear of it only where that was asked for"
    assert not visitor.bots("陈建国", "private")
    (ticket,) = visitor.tickets()
    assert (ticket["status"], ticket["clocks"], ticket["assignee"]) == ("dismissed", [], None)


def test_residents_are_told_of_a_drill_where_that_was_asked_for(visitor: Visitor) -> None:
    visitor.say("高明", "private", "/演练 火警 5栋 公开")
    assert visitor.bot("陈建国", "residents", "【演练】", "不是真的")
    visitor.say("高明", "private", "解除 1")
    assert visitor.bot("陈建国", "residents", "【演练】", "演练结束")


def test_a_real_emergency_during_a_drill_is_never_marked_as_one(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "/演练 电梯困人 3栋2单元")
    visitor.say("陈建国", "residents", LIFT)
    assert "演练" not in texts(visitor, "陈建国", "residents")
    real = visitor.card("王强", "private", "🚨 重要 #2")
    assert "演练" not in real.text
    assert "演练" not in visitor.card("何静", "staff", "🚨 #2", "处置清单").text
    visitor.say("林芳", "private", "解除 1")
    visitor.advance("PT6M")
    assert "演练" not in visitor.card("王强", "private", "还没有点完成", "#2").text
    assert visitor.ticket(2)["status"] == "dispatched"


@pytest.mark.parametrize(("who", "word"), [("王强", "负责人"), ("陈建国", "")])
def test_only_the_heads_or_who_has_duty_call_a_drill(visitor: Visitor, who: str, word: str) -> None:
    visitor.say(who, "private", "/演练 电梯困人 3栋")
    assert word in visitor.bots(who, "private")[-1].text
    assert not visitor.tickets()


def test_a_drill_of_nothing_known_is_answered_with_what_there_is(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "/演练 吃火锅")
    assert visitor.bot("林芳", "private", "演练什么", "电梯困人", "孩子走失", "台风暴雨")
    visitor.say("林芳", "private", "/演练")
    assert not visitor.tickets()


NIGHT = datetime.fromisoformat("2026-11-18T23:50:00+08:00")


@pytest.fixture
def night(data: Path, reader: Reader) -> Iterator[Visitor]:
    with Running(data, reader, NIGHT) as base, Visitor(base) as visitor:
        yield visitor


def test_a_drill_over_midnight_ends_with_its_times(night: Visitor) -> None:
    night.say("林芳", "private", "/演练 火警 5栋")
    night.advance("PT4M")
    steps(night, "赵卫东", "1")
    night.advance("PT20M")
    steps(night, "赵卫东", "2")
    night.say("林芳", "private", "解除 1")
    summary = night.bot("何静", "staff", "结束：2/6", "用时 24分钟").text
    assert "：4分钟（限 2分钟）" in summary
    night.advance("PT24H")
    assert not [one for one in everywhere(night) if "回访报事人" in one], "a drill has no revisit"
    assert all("【演练】" in text for text in everywhere(night) if "火警" in text)


REAL = "不是演练了，3栋2单元电梯真的困人了"


@pytest.mark.parametrize("replied", [True, False])
def test_S0_17_a_drill_turns_real_by_a_tap_below_what_staff_say(visitor: Visitor, *, replied: bool) -> None:
    visitor.say("林芳", "staff", "/演练 电梯困人 3栋2单元")
    card = visitor.card("何静", "staff", "【演练】", "处置清单")
    visitor.say("赵卫东", "staff", REAL, **({"reply_to": card.id} if replied else {}))
    asked = visitor.card("何静", "staff", "真的发生了")
    visitor.tap("何静", asked, "这是真的")
    alarm = visitor.card("王强", "private", "🚨 重要 #2", "真的困人")
    assert "演练】" not in alarm.text
    assert visitor.card("何静", "staff", "🚨 #2", "处置清单 0/6")
    assert not visitor.bot("何静", "staff", "【演练】", "处置清单").buttons, "nobody goes on practising"
    assert visitor.bot("高明", "managers", "【演练】", "没有完成"), "what they had practised is not lost"
    visitor.tap("王强", asked, "这是真的")
    assert len(visitor.tickets()) == 2, "a second tap joins what runs"
    visitor.advance("PT6M")
    assert not [
        one for one in visitor.bots("王强", "private") if "【演练】" in one.text and "没有点" in one.text
    ]


def test_residents_who_were_told_of_a_drill_hear_that_it_is_real(visitor: Visitor) -> None:
    visitor.say("高明", "private", "/演练 火警 5栋 公开")
    visitor.say("赵卫东", "staff", "5栋真的着火了，冒烟很大")
    visitor.tap("何静", visitor.card("何静", "staff", "真的发生了"), "这是真的")
    assert "119" in visitor.bot("陈建国", "residents", "现在是真的").text


def test_what_staff_play_in_a_drill_alarms_nobody_by_itself(visitor: Visitor) -> None:
    visitor.say("林芳", "staff", "/演练 电梯困人 3栋2单元")
    card = visitor.card("何静", "staff", "【演练】", "处置清单")
    visitor.say("何静", "staff", "模拟：里面两人", reply_to=card.id)
    visitor.say("何静", "staff", "大家辛苦了")
    assert len(visitor.tickets()) == 1
    assert not [one for one in visitor.bots("何静", "staff") if "真的发生了" in one.text]


def test_a_drill_is_called_without_a_slash_and_no_report_is_made_of_it(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "演练 火警 3栋2单元")
    assert visitor.bot("林芳", "private", "演练开始")
    assert visitor.ticket(1)["status"] == "dismissed"
