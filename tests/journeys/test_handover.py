"""交接班: asked for in time, refused while important work is open, signed by both, confirmed by a head."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_duty_at_night import LIFT, PLAIN
from tests.journeys.visitor import Visitor

NIGHT = datetime.fromisoformat("2026-11-19T06:00:00+08:00")


@pytest.fixture
def night(data: Path, reader: Reader) -> Iterator[Visitor]:
    """Thursday 6:00: 王强 has duty until 8:30, then 赵卫东."""
    with Running(data, reader, NIGHT) as base, Visitor(base) as visitor:
        visitor.say("何静", "private", "/值班 2026-11-18 王强")
        visitor.say("何静", "private", "/值班 今天 赵卫东")
        yield visitor


def test_S2_20_at_a_quarter_past_eight_the_officer_completes_what_is_unfinished(night: Visitor) -> None:
    night.say("陈建国", "residents", PLAIN)
    night.settle()
    night.advance("PT2H14M")
    assert not [one for one in night.bots("王强", "private") if "补全" in one.text]
    night.advance("PT1M")
    asked = night.bot("王强", "private", "补全未完成事项", "1 单", "#1")
    assert "#1" in asked.buttons
    night.say("王强", "private", "值班记录 3栋门卡机重启过一次，13812345678 知道情况")
    night.advance("PT10M")
    card = night.bot("赵卫东", "private", "交接班", "#1", "门卡机")
    assert "13812345678" not in card.text


def test_S2_19_the_card_goes_to_both_and_both_sign(night: Visitor) -> None:
    night.advance("PT2H25M")
    mine = night.bot("王强", "private", "交接班", "赵卫东", "本班未办结：0 单")
    theirs = night.bot("赵卫东", "private", "交接班", "王强")
    assert (list(mine.buttons), list(theirs.buttons)) == (["交班"], ["接班"])
    assert "还没有交班" in str(night.tap("赵卫东", theirs, "接班"))
    assert "等 赵卫东" in str(night.tap("王强", mine, "交班"))
    assert "已在" in str(night.tap("王强", mine, "交班"))
    assert not night.bot("王强", "private", "交班", "已交班").buttons
    night.tap("赵卫东", night.bot("赵卫东", "private", "已交班"), "接班")
    assert night.bot("王强", "private", "可以下班")
    assert not [one for one in night.bots("赵卫东", "private") if "接班" in one.buttons]
    night.advance("PT1H")
    assert not [one for one in night.bots("林芳", "private") if "还没有" in one.text]


def test_S2_21_no_handover_while_important_work_is_open_unless_a_head_gives_a_reason(night: Visitor) -> None:
    night.say("陈建国", "residents", LIFT)
    night.settle()
    night.advance("PT2H25M")
    mine = night.bot("王强", "private", "交接班", "#1")
    refused = str(night.tap("王强", mine, "交班"))
    assert "#1" in refused
    assert "不能交班" in refused
    night.advance("PT20M")
    assert night.bot("林芳", "private", "还没有交", "王强")
    night.say("何静", "private", "交班")
    assert night.bot("何静", "private", "王强 的")
    night.say("林芳", "private", "/交班")
    assert night.bot("林芳", "private", "写明原因")
    night.say("林芳", "private", "交班 救援队已到场，由赵卫东接着跟")
    assert night.bot("赵卫东", "private", "林芳 放行", "救援队已到场")
    night.say("赵卫东", "private", "接班")
    assert night.bot("王强", "private", "可以下班")
    night.say("林芳", "private", "值班记录")
    assert night.bot("林芳", "private", "📒", "放行 王强 交班：救援队已到场")


def test_S2_21_once_the_work_is_done_the_handover_goes_through(night: Visitor) -> None:
    night.say("陈建国", "residents", LIFT)
    night.settle()
    night.say("高明", "private", "接单 1")
    night.advance("PT2H25M")
    mine = night.bot("王强", "private", "交接班", "#1")
    assert "不能交班" in str(night.tap("王强", mine, "交班"))
    night.say("高明", "private", "完成 1 人已救出，电梯停用待检")
    night.settle()
    assert "已交班" in str(night.tap("王强", mine, "交班"))


def test_S2_22_a_head_confirms_yesterdays_log_by_a_tap(night: Visitor) -> None:
    night.say("王强", "private", "值班记录 巡楼一遍，无异常")
    night.advance("PT2H50M")
    asked = night.bot("林芳", "private", "请确认昨日值班记录", "王强", "巡楼一遍")
    assert night.press("何静", night.bot("何静", "private", "📅"), asked.buttons["确认"])
    assert "林芳" in str(night.tap("林芳", asked, "确认"))
    assert "林芳" in str(night.press("高明", night.bots("高明", "managers")[-1], asked.buttons["确认"]))
    night.say("林芳", "private", "值班记录")
    assert night.bot("林芳", "private", "📒", "林芳 确认")


def test_S2_18_a_line_of_the_log_stays_and_a_correction_is_another(night: Visitor) -> None:
    night.say("王强", "private", "值班记录 2栋水泵异响")
    night.say("王强", "private", "/值班记录 更正：是3栋水泵")
    night.say("赵卫东", "private", "值班记录")
    log = night.bot("赵卫东", "private", "📒").text
    assert log.index("2栋水泵") < log.index("更正：是3栋水泵")
    night.say("陈建国", "private", "/值班记录")
    assert night.bot("陈建国", "private", "只给工作人员")


def test_S2_19_with_nobody_on_the_roster_the_head_hears_it_and_takes_over(night: Visitor) -> None:
    night.advance("P1DT2H25M")
    assert night.bot("林芳", "private", "没有人值班", "赵卫东")
    night.tap("赵卫东", night.bot("赵卫东", "private", "交接班", "11月20日"), "交班")
    night.say("林芳", "private", "接班")
    assert night.bot("赵卫东", "private", "可以下班")


def test_S2_21_who_has_two_shifts_running_hands_over_neither_while_the_first_is_unfinished(
    night: Visitor,
) -> None:
    night.say("林芳", "private", "值班 今天 王强")
    night.say("何静", "private", "值班 11-20 周婷")
    night.say("陈建国", "residents", LIFT)
    night.settle()
    night.advance("P1DT2H25M")
    assert "不能交班" in str(night.tap("王强", night.bot("王强", "private", "交接班", "#1"), "交班"))
    assert night.bot("周婷", "private", "交接班", "#1")


def test_S2_20_what_is_grave_and_was_let_go_stands_on_the_next_card_too(night: Visitor) -> None:
    night.say("陈建国", "residents", LIFT)
    night.say("何静", "private", "值班 11-20 周婷")
    night.advance("PT2H25M")
    night.say("林芳", "private", "交班 维保今天来")
    night.advance("P1D")
    mine = night.bot("赵卫东", "private", "交接班", "11月20日", "#1")
    assert night.bot("周婷", "private", "交接班", "#1")
    assert "已交班" in str(night.tap("赵卫东", mine, "交班")), "a head let it go"
