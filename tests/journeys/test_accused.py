"""The person complained of never sees, gets, hears of, moves or closes the case."""

import pytest

from tests.journeys.visitor import Visitor

LINE = "投诉3栋管家周婷，服务态度恶劣，辱骂业主"


def all_that(visitor: Visitor, who: str) -> str:
    """Everything the bot has ever told somebody, in every room they sit in."""
    managers = ["managers"] if who in ("林芳", "高明", "唐总") else []
    rooms = ["residents", "private", *([] if who == "唐总" else ["staff"]), *managers]
    return "\n".join(one.text for room in rooms for one in visitor.bots(who, room))


def report(visitor: Visitor, line: str) -> None:
    """A private complaint, registered also where the reader is not sure."""
    visitor.say("赵敏", "private", line)
    if not visitor.tickets():
        visitor.tap("赵敏", visitor.card("赵敏", "private"), "请登记")


def test_S4_28_S4_41_S3_02_S0_08_from_opening_to_digest_the_accused_hears_nothing(visitor: Visitor) -> None:
    report(visitor, LINE)
    ticket = visitor.ticket(1)
    assert (ticket["class"], ticket["assignee"]) == (2, visitor.people["林芳"])
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 已约您面谈")
    visitor.advance("P4D")
    assert "#1" not in all_that(visitor, "周婷")
    assert "骂" not in all_that(visitor, "周婷")
    for command in "进度 1｜接单 1｜完成 1 没有的事｜不是投诉 1｜转派 1 周婷｜退单 1 x｜上报 1 x".split("｜"):
        visitor.say("周婷", "private", command)
        assert "没有 #1 这一单" in visitor.bots("周婷", "private")[-1].text
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]
    visitor.say("林芳", "private", "转派 1 周婷 让她自己说")
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]
    visitor.say("林芳", "private", "协办 1 周婷")
    assert "#1" not in all_that(visitor, "周婷").replace("没有 #1 这一单", "")


def test_S4_28_a_head_complained_of_is_passed_over_everywhere(visitor: Visitor) -> None:
    report(visitor, "投诉客服负责人林芳，服务态度恶劣，辱骂业主")
    ticket = visitor.ticket(1)
    assert ticket["assignee"] == visitor.people["高明"]
    visitor.advance("P4D")
    assert "#1" not in all_that(visitor, "林芳")
    visitor.say("林芳", "private", "逾期")
    visitor.say("林芳", "private", "进度 1")
    assert "#1" not in all_that(visitor, "林芳").replace("没有 #1 这一单", "")
    assert visitor.bot("高明", "private", "#1")


def test_S4_28_named_only_later_it_is_taken_away_from_who_has_it(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上")
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.advance("PT20M")
    visitor.say("陈建国", "private", "补充 1 周婷态度恶劣，还骂人")
    ticket = visitor.ticket(1)
    assert (ticket["assignee"], ticket["class"]) == (visitor.people["林芳"], 2)
    assert "态度恶劣" not in all_that(visitor, "周婷")
    assert "电梯" not in visitor.bots("何静", "staff")[0].text, (
        "what stood in the staff's room stands there no more"
    )


def test_S4_28_a_head_names_the_accused_by_hand(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上")
    visitor.settle()
    visitor.say("何静", "private", "被投诉 1 周婷")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"], "heads only"
    visitor.say("林芳", "private", "被投诉 1 周婷")
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]


@pytest.mark.parametrize("line", ["保安小赵骂人，态度恶劣", "保安队长赵卫东骂业主，态度极差"])
def test_S4_39_called_by_surname_or_name_the_same(visitor: Visitor, line: str) -> None:
    report(visitor, line)
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]
    assert "#1" not in all_that(visitor, "赵卫东")
    visitor.say("赵卫东", "private", "进度 1")
    assert visitor.bot("赵卫东", "private", "没有 #1 这一单")
