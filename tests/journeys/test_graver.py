"""A matter that becomes graver: who has it, what is promised, who is told."""

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def test_S0_19_words_that_make_it_a_class_1_take_it_to_the_centre_manager(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.settle()
    visitor.advance("PT5M")
    visitor.say("陈建国", "private", "补充 1 电梯夹伤了老人，已经联系记者曝光你们物业")
    ticket = visitor.ticket(1)
    assert ticket["class"] == 1
    assert ticket["assignee"] == visitor.people["高明"]
    visitor.advance("PT31M")
    assert "#1" in visitor.bot("高明", "private", "⏰").text
    assert not [one for one in visitor.bots("周婷", "private") if one.text.startswith("⏰")]


def test_S2_88_an_agreed_time_goes_on_when_another_has_the_job(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    for words in ("接单 1", "约 1 明天15:00"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "您方便吗"), "同意")
    visitor.say("林芳", "private", "转派 1 王强 更懂电梯")
    visitor.say("王强", "private", "接单 1")
    visitor.settle()
    running = [
        one["kind"] for one in visitor.ticket(1)["clocks"] if not one["met_at"] and not one["cancelled_at"]
    ]
    assert "appointment" in running
    assert "arrive" not in running, "nobody is due in a quarter of an hour for what was agreed for tomorrow"
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-19T17:30")
    visitor.advance("P1DT5H5M")  # 14:35
    assert "按约到场" in visitor.bot("王强", "private", "#1", "按约到场").text


def test_S1_12_news_promised_while_waiting_is_owed_by_whoever_has_it_next(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "等待 1 等厂家配件 后天"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    promised = visitor.clock(1, "news")["due_at"]
    visitor.say("林芳", "private", "转派 1 徐磊 周婷请假")
    visitor.settle()
    news = visitor.clock(1, "news")
    assert (news["due_at"], news["cancelled_at"]) == (promised, None)
    visitor.say("徐磊", "private", "进展 1 配件明天到")
    assert visitor.clock(1, "news")["met_at"]
