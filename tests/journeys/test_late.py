"""Overdue: the assignee is reminded, then the cs_lead, then the centre_manager; the morning tells all."""

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def test_an_unaccepted_ticket_climbs_the_ladder(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.tap("王强", visitor.bot("王强", "private", "维修单", "#1"), "签收")
    visitor.advance("PT31M")
    assert visitor.bot("周婷", "private", "⏰", "#1")
    assert not [one for one in visitor.bots("林芳", "private") if "#1" in one.text]
    visitor.advance("PT15M")
    assert visitor.bot("林芳", "private", "#1")
    assert not visitor.bots("高明", "private")
    visitor.advance("PT15M")
    assert visitor.bot("高明", "private", "#1")


def test_S0_43_every_morning_the_managers_get_the_digest(visitor: Visitor) -> None:
    """S0-43: to their room and to the centre manager; each line opens its ticket."""
    visitor.say("陈建国", "residents", LINE)
    visitor.advance("PT24H")
    digest = visitor.bot("高明", "managers", "📋", "#1", "周婷")
    assert "#1" in digest.buttons
    assert visitor.bot("高明", "private", "📋", "#1")
    assert visitor.tap("高明", digest, "#1") is not None
    assert visitor.bot("高明", "managers", "📖", "电梯")


def test_a_jump_over_days_fires_each_thing_once(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.advance("P3D")
    assert len([one for one in visitor.bots("高明", "managers") if one.text.startswith("📋 逾期工单")]) == 3
    accepting = [one for one in visitor.bots("周婷", "private") if one.text.startswith("⏰ #1 接单")]
    assert len(accepting) == 1


DIRTY = "2栋楼道没人打扫，很脏"


def taken(visitor: Visitor) -> None:
    visitor.say("孙丽", "residents", DIRTY)
    visitor.settle()
    for words in ("接单 1", "已联系 1"):
        visitor.say("周婷", "private", words)


def test_S2_61_S0_43_who_lets_a_late_matter_wait_takes_it_off_nobodys_list(visitor: Visitor) -> None:
    taken(visitor)
    visitor.advance("P3D")
    visitor.say("周婷", "private", "等待 1 等外单位环卫，12月4日")
    visitor.advance("P1D")
    visitor.say("高明", "private", "/逾期")
    assert visitor.bot("高明", "private", "逾期工单：1 单", "等外单位环卫")
    assert visitor.bot("孙丽", "private", "今日进展", "等外单位环卫")


def test_S2_64_an_hour_that_is_agreed_on_afterwards_makes_nothing_timely(visitor: Visitor) -> None:
    taken(visitor)
    visitor.advance("P4D")
    visitor.say("周婷", "private", "约 1 11月25日15:00")
    visitor.tap("孙丽", visitor.bot("孙丽", "private", "方便吗"), "同意")
    visitor.advance("P3DT4H")
    visitor.say("周婷", "private", "完成 1 已打扫")
    visitor.say("高明", "managers", "/月报 2026-11")
    assert visitor.bot("高明", "managers", "处理及时率 0%（0/1）", "逾期 1 单：#1")


def test_S0_38_a_revisit_that_nobody_made_is_late_though_the_reporter_comes_first(visitor: Visitor) -> None:
    taken(visitor)
    visitor.say("周婷", "private", "完成 1 已打扫")
    visitor.settle()
    visitor.tap("孙丽", visitor.bot("孙丽", "private", "问题解决了吗"), "已解决")
    visitor.advance("P4D")
    visitor.say("孙丽", "private", "未解决 1")
    visitor.settle()
    visitor.say("高明", "managers", "/月报 2026-11")
    assert visitor.bot("高明", "managers", "回访 0%（0/1）")


def test_S0_36_what_staff_owe_each_other_is_no_news_to_the_reporter(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "约 1 11月20日15:00"):
        visitor.say("周婷", "private", words)
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "方便吗"), "同意")
    visitor.advance("P1DT6H")
    assert visitor.clock(1, "sign")["missed"], "engineering has not signed for the slip"
    assert not [one for one in visitor.bots("陈建国", "private") if "还没办完" in one.text]
