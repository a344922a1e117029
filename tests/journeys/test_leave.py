"""Leave and deputies: asked in chat, granted by a head's tap; meanwhile the deputy has what is theirs."""

from tests.journeys.test_main_job import LINE
from tests.journeys.test_waiting import accepted
from tests.journeys.visitor import Visitor


def test_S2_13_leave_counts_only_once_a_head_has_tapped_and_then_the_deputy_has_it(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "/请假 11-18 11-20 代班 @徐磊")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"], "not before a head has agreed"
    asked = visitor.bot("林芳", "private", "周婷 请假 11-18 至 11-20", "徐磊")
    visitor.press("林芳", asked, asked.buttons["同意"])
    assert visitor.ticket(1)["assignee"] == visitor.people["徐磊"]
    assert visitor.bot("周婷", "private", "已批准")
    assert visitor.bot("徐磊", "private", "#1", "电梯").buttons
    assert "已经有人批过" in (visitor.press("林芳", asked, asked.buttons["不同意"]) or "")

    visitor.say("刘洋", "residents", "1栋2单元的电梯又坏了，门关不上")
    assert visitor.ticket(2)["assignee"] == visitor.people["徐磊"]
    visitor.advance("P3D")
    visitor.say("孙丽", "residents", "2栋2单元的电梯又坏了，门关不上")
    assert visitor.ticket(3)["assignee"] == visitor.people["周婷"], "back again"
    visitor.say("徐磊", "private", "交还 2")
    assert visitor.ticket(2)["assignee"] == visitor.people["周婷"], "what came in meanwhile was theirs too"


def test_S4_43_S2_13_leave_that_begins_later_hands_over_on_its_first_morning(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "请假 11-20 11-21 代班 徐磊")
    asked = visitor.bot("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]
    visitor.advance("P1DT22H")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"], "half past seven: nobody is told at night"
    visitor.advance("PT2H")
    assert visitor.ticket(1)["assignee"] == visitor.people["徐磊"]


def test_S2_13_a_head_asks_the_other_head_and_wrong_dates_are_refused(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "/请假 11-19 11-19 代班 @高明")
    assert visitor.bot("高明", "private", "林芳 请假")
    for wrong in ("/请假 下周 徐磊", "请假 11-23 11-25"):
        visitor.say("周婷", "private", wrong)
        assert visitor.bot("周婷", "private", "从哪天到哪天", "12-1 12-3")
    visitor.say("周婷", "private", "/请假 11-25 11-22 代班 @徐磊")
    assert visitor.bot("周婷", "private", "最长 180 天")
    visitor.say("周婷", "private", "请假 明天 小赖")
    assert visitor.bot("周婷", "private", "没有一位叫「小赖」的同事", "徐磊")


def test_S2_13_who_fell_ill_yesterday_is_away_from_today_on(visitor: Visitor) -> None:
    visitor.say("周婷", "private", "请假 11-17 11-20 代班 徐磊")
    asked = visitor.bot("林芳", "private", "周婷 请假 11-18 至 11-20", "徐磊")
    visitor.press("林芳", asked, asked.buttons["同意"])
    visitor.say("陈建国", "residents", LINE)
    assert visitor.ticket(1)["assignee"] == visitor.people["徐磊"]


def test_leave_of_another_year_says_so(visitor: Visitor) -> None:
    visitor.say("周婷", "private", "请假 12-30 1-2 代班 徐磊")
    assert visitor.bot("林芳", "private", "周婷 请假 2026-12-30 至 2027-01-02")


def test_S2_06_a_shift_given_to_somebody_on_leave_says_who_will_do_it(visitor: Visitor) -> None:
    visitor.say("周婷", "private", "请假 11-20 11-21 代班 徐磊")
    asked = visitor.card("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    visitor.say("林芳", "private", "值班 11-21 周婷")
    assert visitor.bot("林芳", "private", "周婷 那天请假，由 徐磊 代班")
    visitor.say("林芳", "private", "值班 11-24 周婷")
    assert "请假" not in visitor.bot("林芳", "private", "11月24日").text


def test_S2_13_who_stands_in_hears_which_shifts_become_theirs_and_so_does_the_head(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "值班 11-21 周婷")
    visitor.say("周婷", "private", "请假 11-20 11-21 代班 徐磊")
    asked = visitor.card("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    for person in ("徐磊", "林芳"):
        assert visitor.bot(person, "private", "周婷 请假，值班", "11月21日", "徐磊")
    visitor.say("林芳", "private", "值班 11-20 周婷")
    assert visitor.bot("徐磊", "private", "周婷 请假，值班", "11月20日")


def test_S2_13_a_shift_is_not_swapped_to_somebody_on_leave(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "值班 11-20 王强")
    visitor.say("王强", "private", "换班 11-20 周婷")
    visitor.tap("周婷", visitor.card("周婷", "private", "代班"), "同意")
    visitor.say("周婷", "private", "请假 11-20 11-21 代班 徐磊")
    asked = visitor.card("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    card = visitor.card("林芳", "private", "换班申请")
    assert "周婷 那天请假" in str(visitor.press("林芳", card, card.buttons["批准"]))
    visitor.say("王强", "private", "换班 11-20 周婷")
    assert visitor.bot("王强", "private", "周婷 那天请假", "另找同事")


def test_S2_61_what_waits_goes_on_waiting_with_who_stands_in_and_back_again(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("周婷", "private", "等待 1 等外单位环卫，11月25日")
    visitor.say("周婷", "private", "请假 11-18 11-20 代班 徐磊")
    asked = visitor.card("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    assert visitor.bot("徐磊", "private", "#1", "等外单位环卫").buttons
    for holder in ("徐磊", "周婷"):
        ticket = visitor.ticket(1)
        assert (ticket["status"], ticket["assignee"]) == ("waiting", visitor.people[holder])
        assert visitor.clock(1, "resolve")["paused_at"]
        assert visitor.clock(1, "news")["due_at"].startswith("2026-11-25T17:30")
        if holder == "徐磊":
            visitor.advance("P3D")
            visitor.say("徐磊", "private", "交还 1")
