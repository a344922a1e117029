"""Channels, patients, anger and meetings: what residents are told before and beside their tickets."""

from tests.journeys.visitor import Visitor


def test_S1_01_the_help_page_tells_each_channel_its_scope_and_its_time(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "帮助")
    page = visitor.bot("陈建国", "private", "怎么报事").text
    assert "群里：公共的事，60分钟内回应" in page
    assert "突发事件：任何时候" in page


def test_S2_70_a_patients_side_chooses_hospital_120_or_care(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元501老人突然晕倒了，快来人！")
    advised = visitor.card("陈建国", "private", "先拨 120")
    assert {"去医院", "叫120", "上门照看"} <= set(advised.buttons)
    assert "现在就拨 120" in str(visitor.tap("陈建国", advised, "叫120"))
    assert visitor.bot("赵卫东", "private", "需要：叫120｜陈建国")
    kinds = [one["kind"] for one in visitor.ticket(1)["journal"]]
    visitor.tap("陈建国", advised, "叫120")
    assert [one["kind"] for one in visitor.ticket(1)["journal"]] == kinds, "said twice is one order"
    alarm = visitor.card("赵卫东", "private", "🚨 重要 #1")
    visitor.tap("赵卫东", alarm, "去医院")
    assert visitor.ticket(1)["journal"][-1]["kind"] == "care"
    visitor.say("何静", "private", "急救 1 照看")
    assert "上门照看" in visitor.ticket(1)["journal"][-1]["text"]


def test_a_choice_for_another_matter_or_person_is_refused(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了，门关不上")
    visitor.say("何静", "private", "急救 1 120")
    assert visitor.bot("何静", "private", "不用选这个")


def test_S4_38_S1_15_who_is_angry_in_the_room_is_offered_a_call_in_private(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋电梯又坏了！！！天天坏，物业到底管不管！")
    assert "前" in visitor.bot("陈建国", "private", "让您着急了", "打电话").text
    owner = next(name for name, key in visitor.people.items() if key == visitor.ticket(1)["assignee"])
    assert visitor.bot(owner, "private", "情绪激动")
    (card,) = visitor.bots("陈建国", "residents")
    assert "着急" not in card.text


def test_S3_31_one_arranged_time_to_explain_to_all(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了，门关不上")
    visitor.say("郑爽", "residents", "5栋地下车库漏水，滴到车上了")
    visitor.say("何静", "private", "说明会 1 2 11月20日19:00 物业会议室")
    assert visitor.bot("何静", "private", "邀请了 2 位")
    (told,) = [one for one in visitor.bots("马超", "residents") if "说明会" in one.text]
    assert "陈建国" not in told.text
    assert "11月20日19:00 物业会议室" in told.text
    assert visitor.bot("陈建国", "private", "请您参加说明会", "#1")
    assert visitor.bot("郑爽", "private", "请您参加说明会", "#2")
    for number in (1, 2):
        assert "meeting" in {one["kind"] for one in visitor.ticket(number)["journal"]}
    visitor.say("何静", "private", "说明会 1 2 会议室")
    assert visitor.bot("何静", "private", "请写还没到的日期")
    visitor.say("陈建国", "private", "/说明会 1 11月20日19:00 会议室")
    assert len([one for one in visitor.bots("马超", "residents") if "说明会" in one.text]) == 1


def test_S0_14_a_complaint_about_management_service_is_of_that_category(visitor: Visitor) -> None:
    visitor.say("刘洋", "residents", "1栋楼道垃圾三天没人清扫，保洁到底有没有来")
    ticket = visitor.ticket(1)
    assert ticket["category"] == "service"
    assert "管理服务" in visitor.card("周婷", "staff", "#1").text
