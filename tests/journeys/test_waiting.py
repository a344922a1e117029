"""Waiting needs a reason and the day of the next news; the assignee is reminded, the reporter told."""

from tests.journeys.test_reminders import LAMP, reminders
from tests.journeys.visitor import Visitor


def accepted(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "已联系 1"):
        visitor.say("周婷", "private", words)
        visitor.settle()


def ask_to_wait(visitor: Visitor, reason: str = "等厂家寄灯具") -> None:
    visitor.tap("周婷", visitor.bot("周婷", "private", "处理中", "#1"), "等待")
    visitor.say("周婷", "private", reason)
    visitor.settle()


def test_S1_12_waiting_asks_for_the_reason_and_then_for_the_day_of_the_next_news(visitor: Visitor) -> None:
    """S1-12: 承诺定期反馈进展: both are asked for and told, and then reminded of."""
    accepted(visitor)
    ask_to_wait(visitor)
    assert visitor.ticket(1)["status"] == "working"
    choice = visitor.bot("周婷", "private", "哪天")
    assert {"明天", "后天", "3天后", "一周后"} == set(choice.buttons)
    visitor.tap("周婷", choice, "3天后")
    assert visitor.ticket(1)["status"] == "waiting"
    told = visitor.bot("陈建国", "private", "等厂家寄灯具")
    assert "11月21日" in told.text
    assert "再点一次" in str(visitor.tap("周婷", choice, "明天"))
    before = len(reminders(visitor, "周婷"))
    visitor.advance("P2D")
    assert len(reminders(visitor, "周婷")) == before
    visitor.advance("P1DT1H")
    assert "告知进展" in reminders(visitor, "周婷")[-1].text


def test_S2_61_the_day_can_be_typed_in_the_same_breath_or_after(visitor: Visitor) -> None:
    """S2-61: 待外单位, with the day of the next news."""
    accepted(visitor)
    visitor.say("周婷", "private", "等待 1 等供电局停电许可，11月25日")
    assert "11月25日" in visitor.bot("陈建国", "private", "供电局").text
    visitor.say("周婷", "private", "恢复 1")
    visitor.settle()
    ask_to_wait(visitor)
    visitor.say("周婷", "private", "看情况吧")
    assert visitor.bot("周婷", "private", "没看懂是哪天")
    visitor.say("周婷", "private", "下周三")
    assert "11月25日" in visitor.bot("陈建国", "private", "等厂家寄灯具").text
    assert visitor.clock(1, "news")["due_at"].startswith("2026-11-25T17:30")


def test_a_day_that_is_tapped_too_late_asks_for_the_reason_again(visitor: Visitor) -> None:
    accepted(visitor)
    ask_to_wait(visitor)
    choice = visitor.bot("周婷", "private", "哪天")
    visitor.advance("PT16M")
    assert "再点一次" in str(visitor.tap("周婷", choice, "明天"))
    assert visitor.ticket(1)["status"] != "waiting"


def test_waiting_until_a_day_that_does_not_exist_is_refused_with_an_example(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("周婷", "private", "等待 1 等配件 2月30日")
    assert visitor.bot("周婷", "private", "没看懂是哪天")
    assert visitor.ticket(1)["status"] == "working"


def test_S2_61_another_wait_moves_the_promised_day_a_line_of_news_does_not(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("周婷", "private", "等待 1 等材料，11月20日")
    visitor.say("周婷", "private", "进展 1 材料已经在路上")
    assert visitor.clock(1, "news")["due_at"].startswith("2026-11-20T17:30")
    visitor.say("周婷", "private", "等待 1 材料推迟了，11月24日")
    assert visitor.clock(1, "news")["due_at"].startswith("2026-11-24T17:30")
    assert "11月24日" in visitor.bot("陈建国", "private", "材料推迟了").text
    visitor.advance("P6DT1H")
    visitor.say("周婷", "private", "进展 1 材料到了")
    assert visitor.clock(1, "news")["due_at"] > "2026-11-24T18:00", "on its day the promise is kept"
