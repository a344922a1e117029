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
