"""Words on what was reported that tell more than their known part: it is kept, each danger heard."""

import re

import pytest

from tests.journeys.visitor import Visitor

LIGHT = "3栋2单元楼道灯坏了"


def last(visitor: Visitor) -> str:
    return visitor.bots("赵敏", "private")[-1].text


@pytest.mark.parametrize("room", ["private", "residents"])
@pytest.mark.parametrize("words", ["楼上好像冒烟", "好像有煤气味", "楼道里有股烧焦的味道"])
def test_S2_37_another_danger_beside_an_emergency_is_put_to_staff_or_opened(
    visitor: Visitor, room: str, words: str
) -> None:
    visitor.say("赵敏", room, "3栋2单元电梯困人了快来")
    visitor.say("赵敏", room, words)
    visitor.settle()
    assert words not in visitor.ticket(1)["text"]
    assert visitor.card("林芳", "private", words) or len(visitor.tickets()) == 2


@pytest.mark.parametrize(
    "words",
    [
        "师傅来了没带工具又走了",
        "修好没两天又坏了",
        "解决了一半",
        "没解决了",
        "不用换锁芯，换把手",
    ],
)
def test_what_only_has_a_known_word_in_it_is_kept_in_the_ticket(visitor: Visitor, words: str) -> None:
    """来了没 in 师傅来了没修好 asks nothing, 解决了 in 解决了一半 thanks nobody."""
    visitor.say("赵敏", "private", LIGHT)
    visitor.say("赵敏", "private", words)
    assert words in visitor.ticket(1)["text"]
    assert not re.search("撤回|不客气", last(visitor))


@pytest.mark.parametrize("words", ["解决了", "已经解决了", "已经弄好咯，谢谢", "修好了"])
def test_that_it_is_solved_before_anybody_came_reaches_whoever_would_go(visitor: Visitor, words: str) -> None:
    visitor.say("赵敏", "private", LIGHT)
    visitor.advance("PT10M")
    visitor.say("赵敏", "private", words)
    assert "已告诉负责人" in last(visitor)
    assert words in visitor.ticket(1)["text"]


def test_what_is_told_beside_a_question_is_no_question_only(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", LIGHT)
    visitor.say("赵敏", "private", "什么时候来，我三点后在家")
    assert "三点后在家" in visitor.ticket(1)["text"]
    visitor.say("赵敏", "private", "进度 1 师傅来了没，我四点出门")
    assert "四点出门" in visitor.ticket(1)["text"]


def test_S2_37_that_they_are_out_of_the_lift_is_no_question(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "3栋2单元电梯困人了快来")
    visitor.say("赵敏", "private", "人出来了没事了")
    assert "人出来了没事了" in visitor.ticket(1)["text"]


def test_what_may_be_of_what_was_reported_is_asked_and_not_answered_as_a_question(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", LIGHT)
    visitor.say("赵敏", "private", "师傅来了没修好")
    assert "补充到 #1" in " ".join(visitor.bots("赵敏", "private")[-1].buttons)


def test_S2_37_a_word_put_right_to_a_danger_is_no_report_taken_back(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", LIGHT)
    visitor.say("赵敏", "private", "打错字了，是着火了好像")
    assert "撤回" not in last(visitor)
    assert visitor.card("林芳", "private", "着火") or len(visitor.tickets()) == 2


@pytest.mark.parametrize("words", ["还是关不上", "门还是关不上", "还是老样子关不上"])
def test_S0_09_that_it_is_not_fixed_is_of_what_was_done_and_opens_nothing(
    visitor: Visitor, words: str
) -> None:
    visitor.say("赵敏", "private", "3栋2单元电梯门关不上")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 调好了")
    visitor.say("赵敏", "private", words)
    assert len(visitor.tickets()) == 1
    assert words in visitor.ticket(1)["text"]
    visitor.tap("赵敏", visitor.card("赵敏", "private", "#1"), "未解决")
    assert len(visitor.tickets()) == 2


def test_S0_09_what_may_be_another_matter_than_what_was_done_is_one_by_a_tap(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "3栋2单元电梯门关不上")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 调好了")
    visitor.say("赵敏", "private", "水龙头还是滴水")
    if len(visitor.tickets()) == 1:
        visitor.tap("赵敏", visitor.card("赵敏", "private", "#1"), "是另一件事")
    assert "滴水" in visitor.ticket(2)["text"]
