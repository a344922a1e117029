"""Why a matter is class 1 or 2 stands on the card and in its story: words or count, and clause."""

import pytest

from tests.journeys.visitor import Visitor


@pytest.mark.parametrize(
    ("line", "clause", "words"),
    [
        ("3栋电梯天天坏，再不修我就找记者曝光你们", "S0-03", "记者"),
        ("3栋大堂地滑，我妈摔伤骨折住院了", "S0-05", "骨折"),
        ("3栋楼顶漏水泡坏家具，我要起诉索赔五万元", "S0-06", "起诉"),
        ("你们整个物业管理混乱，3栋垃圾没人清，什么都不管光收钱", "S0-07", "管理混乱"),
    ],
)
def test_the_ground_of_the_class_is_shown_with_its_words(
    visitor: Visitor, line: str, clause: str, words: str
) -> None:
    visitor.say("陈建国", "private", line)
    if not visitor.tickets():
        visitor.tap("陈建国", visitor.card("陈建国", "private"), "请登记")
    ticket = visitor.ticket(1)
    (owner,) = [name for name, key in visitor.people.items() if key == ticket["assignee"]]
    card = visitor.bot(owner, "private", "定级").text
    assert clause in card
    assert words in card
    visitor.say("高明", "private", "进度 1")
    assert clause in visitor.bots("高明", "private")[-1].text


def test_S0_04_a_risk_for_the_reputation_is_a_class_1_by_a_tap_with_a_reason(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上")
    visitor.settle()
    visitor.say("何静", "private", "声誉 1")
    visitor.say("何静", "private", "邻小区业委会也在打听")
    ticket = visitor.ticket(1)
    assert (ticket["class"], ticket["assignee"]) == (1, visitor.people["高明"])
    assert "邻小区业委会也在打听" in visitor.bot("高明", "private", "定级").text
    assert visitor.bot("王强", "private", "专项组")


def test_S0_02_the_fifth_household_stands_among_the_grounds(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上")
    for who in ("李秀英", "赵敏", "刘洋", "孙丽"):
        visitor.tap(who, visitor.card(who, "residents", "#1"), "我也遇到")
    assert visitor.ticket(1)["class"] == 1
    card = visitor.bot("高明", "private", "定级").text
    assert "「5 户」" in card
    assert "S0-02" in card
