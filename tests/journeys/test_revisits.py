"""The revisit engine: signed, in chat, unreached, exempt, later, reviewed, and never by the handler."""

import base64
from io import BytesIO

from PIL import Image

from tests.journeys.test_desk_intake import PDF
from tests.journeys.test_second_complaint import finished
from tests.journeys.visitor import Seen, Visitor


def picture() -> str:
    held = BytesIO()
    Image.new("RGB", (40, 30), "white").save(held, "PNG")
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode()


def prompt(visitor: Visitor, after: str = "PT22H30M", number: int = 1) -> Seen:
    """The card of whoever revisits a ticket that was just finished."""
    visitor.advance(after)
    return visitor.card("何静", "private", "请回访", f"#{number}")


def test_S2_106_a_visit_at_home_is_signed_by_a_photo(visitor: Visitor) -> None:
    finished(visitor)
    visitor.press("何静", prompt(visitor), "v1:revisit:1:visit-5-4")
    assert visitor.ticket(1)["status"] == "done", "not over before it is signed"
    assert visitor.bot("何静", "private", "签字")
    visitor.say("何静", "private", "", photos=[picture()])
    ticket = visitor.ticket(1)
    assert (ticket["status"], ticket["attitude"], ticket["outcome"], ticket["photos"]) == ("closed", 5, 4, 1)


def test_S2_106_or_by_the_residents_own_tap(visitor: Visitor) -> None:
    finished(visitor)
    visitor.press("何静", prompt(visitor), "v1:revisit:1:visit-5-4")
    asked = visitor.card("陈建国", "private", "到您家回访", "5⭐")
    visitor.tap("陈建国", asked, "确认")
    assert visitor.ticket(1)["status"] == "closed"
    assert "已记下" in str(visitor.press("陈建国", asked, asked.buttons["确认"])), (
        "a second tap hears the same"
    )


def test_S2_130_in_chat_the_resident_answers_the_two_questions_themselves(visitor: Visitor) -> None:
    finished(visitor)
    visitor.tap("何静", prompt(visitor), "聊天")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "态度满意吗"), "5")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "结果满意吗"), "4")
    ticket = visitor.ticket(1)
    assert (ticket["status"], ticket["attitude"], ticket["outcome"]) == ("closed", 5, 4)
    assert visitor.bot("何静", "private", "回访完成", "态度 5⭐")


def test_S2_115_unsatisfied_in_chat_goes_one_level_up_with_the_round_shown(visitor: Visitor) -> None:
    finished(visitor)
    visitor.tap("何静", prompt(visitor), "聊天")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "态度满意吗"), "2")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "结果满意吗"), "1")
    second = visitor.ticket(2)
    assert (second["round"], second["class"], second["assignee"]) == (2, 2, visitor.people["林芳"])
    assert visitor.bot("林芳", "private", "#2", "第2轮")


def test_nobody_answers_three_times_then_it_may_be_left(visitor: Visitor) -> None:
    """S2-108: how often and when stands in the standard."""
    finished(visitor)
    card = prompt(visitor)
    assert "满 3 次" in str(visitor.press("何静", card, "v1:revisit:1:exempt-unreached"))
    visitor.tap("何静", card, "没接通")
    assert visitor.bot("何静", "private", "第 1 次没接通")
    assert visitor.clock(1, "revisit")["rule"] == "S2-108"
    visitor.say("何静", "private", "回访 1 没接通")
    assert "第 3 次" in str(visitor.press("何静", card, "v1:revisit:1:unreached"))
    visitor.tap("何静", visitor.card("何静", "private", "为什么免访"), "联系不上")
    ticket = visitor.ticket(1)
    assert ticket["status"] == "closed"
    assert "联系不上" in ticket["journal"][-2]["text"]


def test_S2_108_S2_114_another_time_is_always_named_and_kept(visitor: Visitor) -> None:
    finished(visitor)
    visitor.tap("何静", prompt(visitor), "再约时间")
    visitor.say("何静", "private", "改天吧")
    assert visitor.bot("何静", "private", "日期和钟点")
    visitor.say("何静", "private", "11月23日15:00 业主出差")
    assert visitor.clock(1, "revisit")["due_at"].startswith("2026-11-23T15:00")
    assert "业主出差" in visitor.ticket(1)["journal"][-1]["text"]


def test_S2_113_who_left_no_name_is_not_asked_and_stands_apart_in_the_count(visitor: Visitor) -> None:
    """C9."""
    visitor.say("何静", "private", "/登记 电话 匿名 3栋大堂地面有水，滑")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 已拖干")
    assert visitor.ticket(1)["status"] == "done"
    assert not [one for one in visitor.ticket(1)["clocks"] if one["kind"] == "revisit"]
    visitor.say("林芳", "private", "/回访计划")
    assert visitor.bot("林芳", "private", "回访计划", "一周内到期 0 条", "免访 1")


def test_S2_113_a_reply_letter_needs_the_reply_attached(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/转办 住建局 文号 穗建〔2026〕12号 3栋外墙瓷砖脱落")
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "完成 1 已修补外墙")
    visitor.say("高明", "private", "通过 1")
    visitor.say("何静", "private", "免访 1 复函")
    assert visitor.bot("何静", "private", "请先把复函")
    visitor.say("何静", "staff", "复函", photos=[PDF], reply_to=visitor.bot("何静", "staff", "#1").id)
    assert visitor.bot("何静", "staff", "文件已存入")
    assert visitor.ticket(1)["photos"] >= 1
    visitor.say("何静", "private", "免访 1 复函")
    assert visitor.ticket(1)["status"] == "revisited", "a class 2 is archived by a head (S0-20)"


def test_S2_107_a_head_reviews_the_batch_and_signs_an_opinion(visitor: Visitor) -> None:
    finished(visitor)
    visitor.press("何静", prompt(visitor), "v1:revisit:1:phone-5-3")
    visitor.say("何静", "private", "/回访审阅")
    assert visitor.bot("何静", "private", "客服负责人")
    visitor.say("林芳", "private", "/回访审阅")
    listed = visitor.card("林芳", "private", "等您审阅", "何静", "电话", "态度5", "结果3")
    visitor.say("林芳", "private", "/审阅 1 下次请问清原因")
    assert visitor.bot("何静", "private", "下次请问清原因")
    assert "林芳" in str(visitor.tap("林芳", listed, "#1"))
    assert visitor.ticket(1)["journal"][-1]["kind"] == "reviewed"
    visitor.say("林芳", "private", "/回访审阅")
    assert visitor.bot("林芳", "private", "没有等您审阅")


def test_S2_100_on_mondays_the_head_has_the_plan(visitor: Visitor) -> None:
    """How the month's rate stands beside it."""
    finished(visitor)
    visitor.say("林芳", "private", "/回访计划")
    plan = visitor.bot("林芳", "private", "回访计划", "#1", "何静")
    assert "0／应访 1" in plan.text
    visitor.press("何静", prompt(visitor), "v1:revisit:1:phone-5-5")
    visitor.advance("P5D")
    assert visitor.bot("林芳", "private", "回访计划", "已访 1／应访 1")


def test_C11_a_head_closes_only_after_the_rounds_of_the_standard_and_with_reasons(visitor: Visitor) -> None:
    """S3-11."""
    finished(visitor)
    visitor.say("林芳", "private", "结案 1 已尽力")
    assert visitor.bot("林芳", "private", "第 1 轮")
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "已更换门机皮带"), "未解决")
    for number, who in ((2, "林芳"), (3, "高明")):
        visitor.say(who, "private", f"接单 {number}")
        visitor.say(who, "private", f"完成 {number} 第{number}次检修")
        if number == 2:
            visitor.say("高明", "private", "通过 2")
            visitor.tap("陈建国", visitor.card("陈建国", "private", "第2次检修"), "未解决")
    visitor.say("林芳", "private", "通过 3")
    visitor.say("周婷", "private", "结案 3 不管了")
    assert visitor.ticket(3)["status"] == "done"
    visitor.say("高明", "private", "结案 3")
    visitor.say("高明", "private", "结案 3 三次检修均合格，业主要求更换整梯")
    ticket = visitor.ticket(3)
    assert (ticket["status"], ticket["round"]) == ("closed", 3)
    assert "更换整梯" in ticket["journal"][-2]["text"]


def test_a_forged_or_foreign_star_is_refused(visitor: Visitor) -> None:
    finished(visitor)
    card = prompt(visitor)
    for forged in ("visit-9-9", "chat-5-5", "phone-5-5-5", "later-5-5"):
        assert "1 到 5" in str(visitor.press("何静", card, f"v1:revisit:1:{forged}"))
    visitor.tap("何静", card, "聊天")
    asked = visitor.card("陈建国", "private", "态度满意吗")
    key = asked.buttons["5⭐"]
    assert visitor.ticket(1)["status"] == "done"
    mine = visitor.card("陈建国", "private", "态度满意吗")
    for forged in ("99-5", "x-5", "1-0", "1-5-5-5"):
        assert visitor.press("陈建国", mine, f"v1:answer:1:{forged}")
    assert visitor.ticket(1)["status"] == "done"
    assert visitor.press("周婷", visitor.bot("周婷", "private", "#1"), key), (
        "the handler cannot answer for them"
    )
    assert visitor.ticket(1)["status"] == "done"


def test_C7_before_the_month_ends_the_lead_sees_what_is_missing_and_begins_by_a_tap(visitor: Visitor) -> None:
    """S2-101, S2-103: the meter."""
    finished(visitor)
    visitor.advance("P8D")  # the 26th
    short = visitor.card("林芳", "private", "本月回访率还差", "还缺 1")
    visitor.tap("林芳", short, "#1")
    visitor.tap("林芳", visitor.card("林芳", "private", "请回访", "#1"), "电话")
    visitor.press("林芳", short, "v1:revisit:1:phone-5-5")
    visitor.advance("P1D")
    assert len([one for one in visitor.bots("林芳", "private") if "本月回访率还差" in one.text]) == 1


def test_what_was_not_to_be_revisited_is_filed_once_its_month_is_over(visitor: Visitor) -> None:
    """C9: the anonymous."""
    visitor.say("何静", "private", "/登记 电话 匿名 3栋大堂地面有水，滑")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 已拖干")
    visitor.advance("P11D")
    assert visitor.ticket(1)["status"] == "done"
    visitor.advance("P3D")
    assert visitor.ticket(1)["status"] == "closed"


def test_a_photo_for_what_is_closed_is_answered_with_its_state(visitor: Visitor) -> None:
    finished(visitor)
    card = prompt(visitor)
    visitor.press("何静", card, "v1:revisit:1:phone-5-5")
    visitor.say("何静", "staff", "", photos=[picture()], reply_to=visitor.bot("何静", "staff", "#1").id)
    assert visitor.bot("何静", "staff", "已经结束")


def test_S0_38_a_number_of_the_list_opens_a_ticket_that_can_be_revisited(visitor: Visitor) -> None:
    finished(visitor)
    visitor.say("何静", "private", "进度 1")
    story = visitor.bot("何静", "private", "📖")
    visitor.tap("何静", story, "回访")
    assert visitor.card("何静", "private", "请回访", "#1")
    visitor.say("周婷", "private", "进度 1")
    assert "回访" not in visitor.bot("周婷", "private", "📖").buttons, "C8: who did the job"
