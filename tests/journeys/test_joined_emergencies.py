"""Who joins a running emergency: what accuses somebody, or was said in private, stays where it belongs."""

from tests.journeys.test_accused import all_that
from tests.journeys.visitor import Visitor

FIGHT = "3栋大堂有人打架，打得头破血流，快来人"
GUARD = "3栋大堂保安赵卫东正在打人，打得头破血流，快来人"
CHILD = "3栋大堂还在打架，我家3-2-1102小孩被打了"


def test_S4_28_who_accuses_a_guard_of_a_running_emergency_is_not_named_to_him(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", FIGHT)
    visitor.say("李秀英", "private", GUARD)
    assert [one["reporters"] for one in visitor.tickets()] == [
        [visitor.people["陈建国"]],
        [visitor.people["李秀英"]],
    ]
    assert visitor.bot("李秀英", "private", "#2")
    assert visitor.card("林芳", "private", "🚨 重要 #2")
    visitor.say("赵卫东", "private", "进度 1")
    visitor.say("赵卫东", "private", "进度 2")
    assert "没有 #2 这一单" in visitor.bots("赵卫东", "private")[-1].text
    told = all_that(visitor, "赵卫东")
    assert "李秀英" not in told
    assert "1102" not in told
    assert "保安赵卫东" not in told


def test_S3_02_what_was_said_of_an_emergency_in_private_is_private_when_split_off(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", FIGHT)
    visitor.say("李秀英", "private", CHILD)
    (ticket,) = visitor.tickets()
    assert len(ticket["reporters"]) == 2
    visitor.say("林芳", "private", "拆分 1 1")
    assert visitor.ticket(2)["reporters"] == [visitor.people["李秀英"]]
    assert not [one for one in visitor.bots("陈建国", "residents") if "#2" in one.text]
    assert visitor.bot("李秀英", "private", "#2")


def test_what_was_said_of_an_emergency_in_the_room_has_its_card_there_when_split_off(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", FIGHT)
    visitor.say("李秀英", "residents", "3栋大堂还在打架，小孩被打了")
    visitor.say("林芳", "private", "拆分 1 1")
    assert visitor.card("陈建国", "residents", "#2")


def test_S0_03_S0_05_what_a_later_reporter_says_makes_an_emergency_as_grave_as_from_the_first(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯困人了")
    visitor.say("李秀英", "residents", "3栋2单元电梯里困的老人摔伤流血了，要找记者曝光")
    (ticket,) = visitor.tickets()
    assert (ticket["class"], ticket["assignee"]) == (1, visitor.people["高明"])


def test_S4_28_who_says_after_the_first_report_that_it_is_the_guard_is_not_told_to_him(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", FIGHT)
    visitor.say("陈建国", "residents", "就是保安赵卫东动手打人的")
    visitor.say("陈建国", "private", "补充 1 保安赵卫东还骂人，态度恶劣")
    visitor.say("林芳", "private", "步骤 1 1")
    assert "赵卫东" not in all_that(visitor, "赵卫东")
    assert "请先拨 110" in visitor.bot("李秀英", "residents", "#1").text, "the emergency is in sight"
    assert "#1" in visitor.card("赵卫东", "private", "处置清单").text
    assert [one["topic"] for one in visitor.tickets()][1:] == ["服务态度", "服务态度"]
    assert visitor.bot("林芳", "private", "#2", "动手打人")
    assert visitor.bot("陈建国", "private", "已单独登记为 #3")


def test_C9_who_joins_an_emergency_anonymously_hears_who_sees_them(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", FIGHT)
    visitor.say("李秀英", "private", f"匿名：{CHILD}")
    assert "其他业主看不到" in visitor.bot("李秀英", "private", "#1").text


def test_S0_17_an_accusation_of_its_own_leaves_the_emergency_in_sight(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", FIGHT)
    visitor.say("陈建国", "residents", "投诉保安赵卫东打人，态度恶劣")
    assert visitor.ticket(2)["status"] == "dispatched"
    assert "请先拨 110" in visitor.bot("李秀英", "residents", "#1").text
    assert visitor.card("何静", "staff", "#1", "处置清单")
    assert "赵卫东" not in all_that(visitor, "赵卫东")


def test_S3_02_who_helped_knows_no_more_of_an_accusation_once_the_emergency_is_over(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", GUARD)
    visitor.say("孙桂芳", "private", "进度 1")
    assert "头破血流" in visitor.bots("孙桂芳", "private")[-1].text, "in the hour everybody helps"
    visitor.say("林芳", "private", "解除 1 已隔开")
    for word in ("进度 1", "接单 1", "步骤 1", "事件报告 1"):
        visitor.say("孙桂芳", "private", word)
        assert "没有 #1 这一单" in visitor.bots("孙桂芳", "private")[-1].text
    visitor.say("高明", "private", "接单 1")
    assert visitor.ticket(1)["status"] == "accepted"
    visitor.say("李秀英", "private", "进度 1")
    assert "没有 #1" not in visitor.bots("李秀英", "private")[-1].text
