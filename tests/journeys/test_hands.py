"""Staff among themselves: up, back, over with a reason, help of another department."""

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def accepted(visitor: Visitor) -> None:
    """Ticket 1, reported by 陈建国 and accepted by 周婷."""
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")


def test_who_had_not_accepted_what_another_takes_reads_so_once_on_their_card(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    before = len(visitor.bots("周婷", "private"))
    visitor.say("徐磊", "private", "接单 1")
    assert visitor.bot("周婷", "private", "#1 已由 徐磊 接单").edited
    assert len(visitor.bots("周婷", "private")) == before


def test_S1_14_S2_11_S4_03_passed_up_the_first_owner_goes_on_hearing_of_it(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.tap("周婷", visitor.card("周婷", "private", "#1", "已接单"), "上报")
    visitor.say("周婷", "private", "厂家不肯来，要领导出面")
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]
    assert visitor.bot("林芳", "private", "上报给您", "厂家不肯来")
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 已约厂家明早九点")
    assert visitor.bot("周婷", "private", "已约厂家明早九点")
    visitor.say("林芳", "private", "上报 1 涉及合同")
    assert visitor.ticket(1)["assignee"] == visitor.people["高明"]
    visitor.say("高明", "private", "上报 1 再往上")
    assert visitor.bot("高明", "private", "最上一级")


def test_S2_77_why_the_matter_went_to_another_is_said_among_staff(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("周婷", "private", "上报 1 厂家欠款没结")
    visitor.say("林芳", "private", "转派 1 王强 别跟业主提合同")
    visitor.settle()
    for who in ("陈建国", "李秀英"):
        visitor.say(who, "private", "进度 1")
        heard = "".join(one.text for room in ("private", "residents") for one in visitor.bots(who, room))
        assert "#1" in heard
        assert "欠款" not in heard
        assert "合同" not in heard
    visitor.say("何静", "private", "进度 1")
    assert visitor.bot("何静", "private", "📖 #1", "欠款", "合同")


def test_S3_22_handing_back_needs_a_reason_and_the_head_sees_how_often(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("周婷", "private", "退单 1")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]
    visitor.say("周婷", "private", "这是厂家的事")
    assert (visitor.ticket(1)["status"], visitor.ticket(1)["assignee"]) == ("open", None)
    assert visitor.bot("林芳", "private", "第 1 次", "这是厂家的事")
    assert visitor.bot("周婷", "private", "#1 已退回客服，另派人前"), (
        "nobody has it now: the card names nobody"
    )
    visitor.tap("林芳", visitor.bot("林芳", "private", "第 1 次"), "转派")
    visitor.tap("林芳", visitor.card("林芳", "private", "转给谁"), "周婷")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]
    assert not [one for one in visitor.bots("何静", "private") if "转派" in one.buttons]
    visitor.say("周婷", "private", "退单 1 还是不归我")
    assert visitor.bot("林芳", "private", "第 2 次")


def test_S0_22_S0_23_another_gets_it_with_a_reason_by_tap_or_by_word(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("林芳", "private", "改派 1 @王强")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"], "first why"
    visitor.tap("林芳", visitor.card("林芳", "private", "为什么转给"), "更懂")
    assert visitor.ticket(1)["assignee"] == visitor.people["王强"]
    assert any("更懂这类事" in entry["text"] for entry in visitor.ticket(1)["journal"])
    visitor.say("王强", "private", "转派 1 徐磊 我在外面抢修")
    assert visitor.ticket(1)["assignee"] == visitor.people["徐磊"]
    assert any("我在外面抢修" in entry["text"] for entry in visitor.ticket(1)["journal"])


def test_S0_22_a_typed_reason_does_after_the_choice_of_whom(visitor: Visitor) -> None:
    """S0-22: in one's own words or by number, in the chat and in the room; later words are none."""
    accepted(visitor)
    visitor.say("林芳", "private", "转派 1")
    visitor.tap("林芳", visitor.card("林芳", "private", "转给谁"), "王强")
    visitor.say("林芳", "private", "他修过这台")
    assert visitor.ticket(1)["assignee"] == visitor.people["王强"]
    assert "他修过这台" in visitor.ticket(1)["journal"][-1]["text"]
    assert not visitor.bot("林芳", "private", "已转给").buttons
    visitor.say("王强", "staff", "转派 1 徐磊")
    visitor.say("王强", "staff", "我在外面抢修")
    assert visitor.ticket(1)["assignee"] == visitor.people["徐磊"]
    visitor.say("林芳", "private", "转派 1 @周婷")
    visitor.tap("林芳", visitor.card("林芳", "private", "为什么转给"), "不在岗")
    steps = len(visitor.ticket(1)["journal"])
    visitor.say("林芳", "private", "今天先这样")
    assert len(visitor.ticket(1)["journal"]) == steps


def test_S4_02_S2_15_another_department_helps_and_tells_but_does_not_close(visitor: Visitor) -> None:
    """S3-16, S3-23: the departments do it among themselves; the resident has one number and one card."""
    accepted(visitor)
    visitor.tap("周婷", visitor.card("周婷", "private", "#1", "已接单"), "协办")
    visitor.tap("周婷", visitor.card("周婷", "private", "哪个部门"), "工程")
    card = visitor.card("王强", "private", "#1", "电梯")
    assert set(card.buttons) == {"已到场", "写进展", "报价"}
    visitor.tap("王强", card, "已到场")
    visitor.say("王强", "private", "进展 1 门机皮带断了")
    assert visitor.bot("陈建国", "private", "门机皮带断了")
    visitor.say("王强", "private", "完成 1 修好了")
    ticket = visitor.ticket(1)
    assert (ticket["status"], ticket["assignee"]) == ("working", visitor.people["周婷"])
    assert visitor.bot("王强", "private", "负责人是 周婷")
    visitor.say("周婷", "private", "协办 1 @保洁")
    assert visitor.bot("孙桂芳", "private", "#1")
    assert len(visitor.bots("陈建国", "residents")) == 1
    assert len(visitor.tickets()) == 1


def test_who_helped_and_then_has_the_ticket_is_named_once_and_has_one_card(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.tap("王强", visitor.card("王强", "private", "维修单 #1"), "签收")
    visitor.say("周婷", "private", "转派 1 王强 要换主板")
    assert "协办" not in visitor.card("王强", "private", "已派单 #1", "负责人：王强").text
    assert visitor.bot("王强", "private", "#1 现在由您负责")
    visitor.say("王强", "private", "转派 1 周婷 换好了")
    assert visitor.card("周婷", "private", "已派单 #1", "协办：王强"), "then they help again"
