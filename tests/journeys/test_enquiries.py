"""Questions and suggestions: the site's own answers, else the front desk's (S2-01, S2-67, S2-76)."""

from tests.journeys.visitor import Visitor


def test_S2_76_what_the_site_answers_is_answered_as_it_stands(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "请问物业费怎么交？")
    told = visitor.card("陈建国", "private", "对公转账", "2026-01-01")
    assert visitor.tickets() == []
    visitor.tap("陈建国", told, "还要问前台")
    assert visitor.ticket(1)["text"] == "请问物业费怎么交？"


def test_S2_67_S2_76_what_nobody_wrote_down_goes_to_the_front_desk_and_is_answered_by_a_reply(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "private", "想咨询一下老人活动室怎么申请")
    taken = visitor.bot("陈建国", "private", "#1", "何静", "11月18日")
    assert "不乱答" in taken.text
    ticket = visitor.ticket(1)
    assert ticket["assignee"] == visitor.people["何静"]
    assert {one["kind"] for one in ticket["clocks"]} <= {"respond", "dispatch", "accept"}
    card = visitor.card("何静", "staff", "#1", "咨询")
    visitor.say("何静", "staff", "带身份证到社区一楼办，8:30 开门", reply_to=card.id)
    assert visitor.bot("陈建国", "private", "何静", "带身份证到社区一楼办")
    assert visitor.ticket(1)["status"] == "closed"
    assert all(one["met_at"] or not one["missed"] for one in visitor.ticket(1)["clocks"])
    visitor.say("何静", "private", "进展 1 还有")
    assert visitor.bot("何静", "private", "#1", "已归档")


def test_S2_01_a_suggestion_is_a_kind_of_its_own_and_no_complaint(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "建议在东门加个快递柜")
    assert "谢谢" in visitor.bot("陈建国", "private", "建议 #1").text
    visitor.say("何静", "private", "进展 1 已列入下月计划，12月1日前答复")
    assert visitor.bot("陈建国", "private", "您的建议 #1", "已列入下月计划")
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了，门关不上")
    visitor.say("唐总", "private", "月报 11月")
    month = visitor.bot("唐总", "private", "2026年11月").text
    assert "共 1 单：报修 1｜另有建议 1" in month, month


def test_a_suggestion_that_names_a_fault_is_a_report(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "建议你们赶紧把3栋电梯修好，坏了三天了")
    assert visitor.ticket(1)["category"] == "facilities"


def test_in_the_room_only_what_is_said_to_the_desk_is_answered(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "请问物业费怎么交？大家都交了吗")
    visitor.say("李秀英", "residents", "想咨询一下装修要什么手续")
    assert not visitor.bots("陈建国", "residents")
    visitor.say("赵敏", "residents", "@物业 门禁卡丢了怎么补办")
    assert visitor.bot("赵敏", "residents", "门禁卡到前台办理")
    assert visitor.tickets() == []


def test_by_command_in_the_room_and_in_private(visitor: Visitor) -> None:
    visitor.say("赵敏", "residents", "/咨询 会所什么时候开")
    assert visitor.bot("赵敏", "residents", "咨询 #1", "何静")
    assert len(visitor.bots("赵敏", "residents")) == 1
    visitor.say("赵敏", "private", "建议 东门加个座椅")
    assert visitor.bot("赵敏", "private", "建议 #2")
    visitor.say("赵敏", "private", "咨询")
    assert visitor.bot("赵敏", "private", "请写您要问的")


def test_staff_say_that_it_is_a_complaint_after_all(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "想咨询一下老人活动室怎么申请")
    visitor.say("何静", "private", "改类别 1 投诉")
    assert "resolve" in {one["kind"] for one in visitor.ticket(1)["clocks"]}


def test_a_report_right_after_a_question_is_a_ticket_of_its_own(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "想咨询一下老人活动室怎么申请")
    visitor.say("陈建国", "private", "家里卫生间漏水，一直在滴")
    assert [one["category"] for one in visitor.tickets()] == [None, "facilities"]
