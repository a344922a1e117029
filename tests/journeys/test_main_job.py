"""The main job, whole: a resident's line becomes a ticket that is worked on, confirmed, revisited, closed."""

from tests.journeys.visitor import Visitor

LINE = "3栋2单元的电梯又坏了，门关不上，老人都下不了楼"


def test_a_line_becomes_a_ticket_that_is_answered_once_within_a_second(visitor: Visitor) -> None:
    """S0-01, S0-12, S0-13, S0-26, S1-02, S2-50, S3-05, S4-07, S4-15."""
    visitor.say("李秀英", "residents", "今天天气真好，晚上吃什么")
    visitor.settle()
    visitor.say("陈建国", "residents", LINE)
    assert visitor.wait_for("陈建国", "residents", "#1") < 1
    (card,) = visitor.bots("陈建国", "residents")
    assert "周婷" in card.text
    assert "10:30" in card.text
    assert any("我也遇到" in label for label in card.buttons)
    (ticket,) = visitor.tickets()
    assert (ticket["status"], ticket["category"], ticket["topic"]) == ("dispatched", "facilities", "电梯")
    assert (ticket["place"]["building"], ticket["place"]["unit"]) == ("3", "2")
    assert ticket["class"] == 3  # 三类: nothing in the words makes it graver
    assert ticket["because"]
    assert ticket["assignee"] == visitor.people["周婷"]


def test_the_whole_life_of_a_ticket(visitor: Visitor) -> None:
    """S0-31, S1-05, S1-06, S2-30, S2-43 (a repair goes the way of complaints), S2-44, S3-29, S4-35."""
    visitor.say("陈建国", "residents", LINE)
    card = visitor.bot("周婷", "private", "#1")
    assert {"接单", "转派", "改类别", "不是投诉"} <= set(card.buttons)
    assert set(visitor.bot("周婷", "staff", "#1").buttons) == set(card.buttons)
    visitor.tap("周婷", card, "接单")
    assert visitor.clock(1, "accept")["met_at"]
    assert not visitor.clock(1, "first_contact")["met_at"]

    visitor.tap("周婷", visitor.bot("周婷", "private", "#1"), "已联系")
    assert visitor.clock(1, "respond")["met_at"]
    visitor.say("周婷", "private", "维修师傅已带配件出发", reply_to=card.id)
    assert "维修师傅已带配件出发" in visitor.bot("陈建国", "private", "师傅").text
    visitor.tap("周婷", visitor.bot("周婷", "private", "#1", "处理中"), "完成")
    visitor.say("周婷", "private", "更换了门机皮带，已试运行")
    assert visitor.ticket(1)["status"] == "done"
    assert len(visitor.bots("陈建国", "residents")) == 1, "the room's message is edited, not followed by more"

    visitor.tap("陈建国", visitor.bot("陈建国", "private", "更换了门机皮带"), "已解决")
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "态度"), "5")
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "结果"), "4")
    ticket = visitor.ticket(1)
    assert (ticket["status"], ticket["attitude"], ticket["outcome"]) == ("confirmed", 5, 4)

    visitor.advance("P1D")
    prompt = visitor.bot("何静", "private", "请回访", "#1")
    visitor.tap("何静", prompt, "电话")
    visitor.tap("何静", visitor.bot("何静", "private", "态度"), "5")
    visitor.tap("何静", visitor.bot("何静", "private", "结果"), "5")
    ticket = visitor.ticket(1)
    assert ticket["status"] == "closed"
    kinds = [entry["kind"] for entry in ticket["journal"]]
    assert kinds == [
        "registered",
        "dispatched",
        "accepted",
        "contacted",
        "note",
        "finished",
        "confirmed",
        "rated",
        "rated",
        "revisited",
        "closed",
    ]
    assert all(entry["audience"] and entry["text"] for entry in ticket["journal"])
