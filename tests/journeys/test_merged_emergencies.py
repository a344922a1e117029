"""An emergency that runs goes on in sight until somebody gives the all-clear, merged or not."""

from tests.journeys.test_emergencies import LIFT, steps
from tests.journeys.visitor import Visitor


def test_S2_10_a_running_emergency_does_not_go_into_one_that_is_over(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("林芳", "private", "解除 1 人已救出")
    visitor.say("李秀英", "residents", "3栋2单元电梯又困人了！")
    visitor.say("何静", "private", "合并 2 1")
    assert "不能并入" in visitor.bots("何静", "private")[-1].text
    assert visitor.ticket(2)["status"] == "dispatched"
    visitor.advance("PT6M")
    assert visitor.card("王强", "private", "还没有点完成", "#2")
    visitor.say("何静", "private", "合并 1 2")
    assert visitor.ticket(1)["status"] == "merged", "the other way round it goes"


def test_S2_10_a_running_emergency_does_not_go_into_one_elsewhere(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("刘洋", "residents", "1栋1单元电梯困人了")
    visitor.say("何静", "private", "合并 2 1")
    assert "不能并入" in visitor.bots("何静", "private")[-1].text
    steps(visitor, "赵卫东", "1", 2)
    assert visitor.card("何静", "staff", "🚨 #2", "处置清单 1/6")


def _one_lift_told_twice(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("刘洋", "residents", "1栋1单元电梯困人了")
    visitor.say("刘洋", "residents", "打错了，是3栋2单元")
    visitor.say("何静", "private", "合并 2 1")
    assert visitor.ticket(2)["status"] == "merged"


def test_one_emergency_told_twice_has_one_checklist_and_is_over_for_all_at_once(visitor: Visitor) -> None:
    _one_lift_told_twice(visitor)
    visitor.advance("PT6M")
    assert not [
        one for one in visitor.bots("王强", "private") if "没有点完成" in one.text and "#2" in one.text
    ]
    visitor.say("林芳", "private", "解除 2 人已救出")
    assert "请在 #1 上办" in visitor.bots("林芳", "private")[-1].text
    visitor.say("林芳", "private", "解除 1 人已救出")
    assert visitor.bot("刘洋", "private", "#1")
    assert visitor.bot("何静", "staff", "#2", "已解除")


def test_taken_out_again_an_emergency_that_nobody_has_cleared_runs_on(visitor: Visitor) -> None:
    _one_lift_told_twice(visitor)
    visitor.say("何静", "private", "拆分 2")
    assert visitor.card("何静", "staff", "🚨 #2", "处置清单 0/6")
    visitor.advance("PT6M")
    assert visitor.card("王强", "private", "没有点完成", "#2")
    visitor.say("林芳", "private", "解除 2 人已救出")
    assert visitor.bot("刘洋", "residents", "#2", "解除")


def test_what_is_within_an_emergency_that_was_none_is_over_with_it(visitor: Visitor) -> None:
    _one_lift_told_twice(visitor)
    visitor.say("林芳", "private", "不是投诉 1")
    visitor.tap("林芳", visitor.card("林芳", "private", "为什么不是投诉"), "闲聊")
    assert visitor.ticket(1)["status"] == "dismissed"
    assert visitor.bot("何静", "staff", "#2", "已解除")
