"""What a reporter says privately of what they reported reaches whoever has it, and always has its answer."""

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def reported(visitor: Visitor) -> None:
    """Ticket 1 of 陈建国, accepted by 周婷, some time ago."""
    visitor.say("陈建国", "residents", LINE)
    visitor.say("周婷", "private", "接单 1")
    visitor.advance("PT11M")


def last(visitor: Visitor, who: str) -> str:
    return visitor.bots(who, "private")[-1].text


def test_S2_56_how_it_stands_is_answered_and_opens_nothing(visitor: Visitor) -> None:
    reported(visitor)
    for words in ("处理得怎么样了", "什么时候来修？", "any news?", "进度"):
        visitor.say("陈建国", "private", words)
        assert "📖 #1" in last(visitor, "陈建国"), words
        assert "前与您联系" in last(visitor, "陈建国"), "S2-55: asked when, a time is told"
    assert len(visitor.tickets()) == 1
    assert "怎么样" not in visitor.ticket(1)["text"]


def test_S2_37_a_cry_for_help_is_no_urging_of_what_was_reported(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元路灯不亮")
    visitor.advance("PT11M")
    visitor.say("陈建国", "private", "赶紧来人啊，救命！")
    assert visitor.ticket(2)["category"] == "emergencies"


def test_S2_37_a_cry_for_help_is_one_whatever_was_said_a_breath_before(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元路灯不亮")
    visitor.advance("PT11M")
    visitor.say("陈建国", "private", "打错了，是5栋")
    visitor.say("陈建国", "private", "赶紧来人啊，救命！")
    assert visitor.ticket(2)["category"] == "emergencies"


def test_of_several_matters_the_one_meant_is_a_tap_away(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("陈建国", "private", "楼道垃圾堆了三天没人收，臭死了")
    visitor.advance("PT11M")
    visitor.say("陈建国", "private", "进展如何")
    listed = visitor.bots("陈建国", "private")[-1]
    assert list(listed.buttons) == ["#2", "#1"]
    visitor.say("陈建国", "private", "师傅还没来")
    which = visitor.bots("陈建国", "private")[-1]
    visitor.tap("陈建国", which, "补充到 #1")
    assert visitor.bot("周婷", "private", "💬 #1", "师傅还没来")
    assert visitor.ticket(1)["text"].endswith("师傅还没来")
    assert len(visitor.tickets()) == 2


def test_S2_55_to_hurry_reaches_whoever_has_it_and_the_answer_says_what_is_promised(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("陈建国", "private", "师傅还没来")
    assert visitor.bot("周婷", "private", "💬 #1", "师傅还没来")
    assert visitor.bot("陈建国", "private", "📣 #1", "周婷 已接单")
    (ticket,) = visitor.tickets()
    assert ticket["class"] == 3, "before the promised time it is no second complaint"


def test_S0_09_to_hurry_after_the_promised_time_is_a_complaint_about_the_handling(visitor: Visitor) -> None:
    reported(visitor)
    visitor.advance("P4D")
    visitor.say("陈建国", "private", "师傅还没来")
    assert visitor.ticket(1)["class"] == 2
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]


def test_to_hurry_aloud_reaches_whoever_has_it_and_the_room_hears_nothing(visitor: Visitor) -> None:
    reported(visitor)
    before = len(visitor.bots("李秀英", "residents"))
    visitor.say("陈建国", "residents", "怎么还没有人来修啊，没人管吗")
    assert visitor.bot("周婷", "private", "💬 #1", "没人管吗")
    assert visitor.bot("陈建国", "private", "📣 #1")
    visitor.say("李秀英", "residents", "修好了吗")
    assert len(visitor.bots("李秀英", "residents")) == before
    assert "💬" not in last(visitor, "周婷")[2:], "who reported nothing is not passed on"
    assert len(visitor.tickets()) == 1


def test_never_mind_is_told_and_one_tap_takes_the_report_back(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("陈建国", "private", "算了不用来了，已经好了")
    assert visitor.bot("周婷", "private", "💬 #1", "不用来了")
    assert visitor.ticket(1)["status"] == "accepted", "the words alone take nothing back"
    visitor.tap("陈建国", visitor.card("陈建国", "private", "要撤回"), "撤回 #1")
    assert visitor.ticket(1)["status"] == "dismissed"


def test_thanks_are_no_report_and_are_not_written_down(visitor: Visitor) -> None:
    reported(visitor)
    for words in ("谢谢", "好的，辛苦了", "ok"):
        visitor.say("陈建国", "private", words)
        assert "不客气" in last(visitor, "陈建国")
    assert visitor.ticket(1)["text"] == LINE


def test_S0_34_thanks_for_what_is_done_are_asked_to_be_a_tap(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("周婷", "private", "完成 1 换了门机皮带")
    visitor.say("陈建国", "private", "好了，谢谢师傅")
    visitor.tap("陈建国", visitor.bots("陈建国", "private")[-1], "已解决")
    assert visitor.ticket(1)["status"] == "confirmed"


def test_S0_32_a_bare_yes_agrees_to_the_time_that_was_offered(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("周婷", "private", "约 1 明天15:00")
    visitor.say("陈建国", "private", "可以")
    assert visitor.bot("周婷", "private", "约好了", "11月19日 15:00")


def test_S2_51_a_bare_yes_is_not_enough_for_money(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "家里马桶堵了，电话13812345678")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "报价 1 疏通马桶 1")
    visitor.say("陈建国", "private", "可以")
    asked = visitor.bots("陈建国", "private")[-1]
    assert "同意" in asked.buttons
    assert "待业主同意" not in visitor.ticket(1)["text"]
    assert "可以" not in visitor.ticket(1)["text"]


def test_what_is_not_understood_can_be_added_to_what_was_reported(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("陈建国", "private", "物业师傅记得带上那把长梯子")
    visitor.tap("陈建国", visitor.bots("陈建国", "private")[-1], "补充到 #1")
    assert visitor.ticket(1)["text"].endswith("长梯子")
    assert visitor.bot("周婷", "private", "💬 #1", "长梯子")
    again = visitor.bots("陈建国", "private")[-1]
    assert "已补充" in again.text or again.buttons


def test_words_that_name_no_time_do_not_answer_when_to_come(visitor: Visitor) -> None:
    visitor.say("刘洋", "private", "家里停水了")
    visitor.advance("PT11M")
    visitor.say("刘洋", "private", "不是停水，是水很小")
    assert visitor.ticket(1)["text"].endswith("不是停水，是水很小")
    assert visitor.card("刘洋", "private", "什么时候上门"), "it is still asked"
    visitor.say("刘洋", "private", "什么时候来？")
    assert "📖 #1" in last(visitor, "刘洋")
    visitor.say("刘洋", "private", "下班以后都行")
    assert visitor.bot("刘洋", "private", "上门时间已记下", "下班以后")


def test_S0_39_stars_can_be_said_in_words(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("周婷", "private", "完成 1 换了门机皮带")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "解决了吗"), "已解决")
    visitor.say("陈建国", "private", "5分，谢谢师傅")
    visitor.say("陈建国", "private", "4 星")
    told = [one["text"] for one in visitor.ticket(1)["journal"] if one["kind"] == "rated"]
    assert len(told) == 2


def test_a_number_takes_back_what_was_reported(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("陈建国", "private", "取消 1")
    assert visitor.ticket(1)["status"] == "dismissed"


def test_what_tells_of_something_else_or_asks_it_is_not_taken_for_the_open_matter(visitor: Visitor) -> None:
    reported(visitor)
    visitor.say("陈建国", "residents", "楼道垃圾没人处理")
    visitor.say("陈建国", "private", "装修押金什么时候能退？")
    assert "📖" not in last(visitor, "陈建国")
    assert visitor.ticket(1)["text"] == LINE
