"""Two matters in one message: one answer in the room, a tap for whoever has the ticket."""

from tests.journeys.visitor import Visitor

BOTH = "1、3栋电梯坏了一个星期了 2、楼道灯不亮也没人修"


def opened(visitor: Visitor) -> int:
    visitor.say("陈建国", "residents", BOTH)
    (ticket,) = visitor.tickets()
    return int(ticket["number"])


def test_two_matters_are_one_ticket_until_its_owner_makes_two(visitor: Visitor) -> None:
    """The room hears one answer; nothing is lost; a late tap tells the number."""
    assert opened(visitor) == 1
    assert len(visitor.bots("陈建国", "residents")) == 1
    offer = visitor.card("周婷", "private", "不止一件事")
    assert "楼道灯不亮也没人修" in offer.text
    assert "已从 #1 另立 #2" in (visitor.tap("周婷", offer, "另立") or "")
    first, second = sorted(visitor.tickets(), key=lambda one: int(one["number"]))
    assert (first["topic"], second["topic"]) == ("电梯", "照明")
    assert "#2" in (visitor.tap("周婷", offer, "另立") or "")
    assert len(visitor.tickets()) == 2
    visitor.say("周婷", "private", "进度 2")
    assert "与 #1 是同一条消息" in visitor.bot("周婷", "private", "📖 #2").text
    assert "楼道灯不亮" in visitor.bot("陈建国", "residents", "#2").text or visitor.bot(
        "陈建国", "residents", "#2"
    )


def test_the_command_does_the_same_and_says_what_it_cannot(visitor: Visitor) -> None:
    opened(visitor)
    visitor.say("周婷", "private", "另立 1 9")
    assert visitor.bot("周婷", "private", "#1 里没有这样的另一件事")
    visitor.say("陈建国", "residents", "/另立 1 2")
    assert visitor.bot("陈建国", "residents", "由工作人员来做")
    assert len(visitor.tickets()) == 1
    visitor.say("周婷", "private", "另立 1 2")
    assert visitor.bot("周婷", "private", "另立 #2")


def test_one_matter_is_offered_nothing(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋电梯又坏了，还有人被困在里面")
    assert not [one for one in visitor.bots("周婷", "private") if "不止一件事" in one.text]


def test_S3_02_beside_a_complaint_about_a_person_all_else_can_be_made_a_ticket(visitor: Visitor) -> None:
    """What stays within the sealed ticket no engineer hears of."""
    said = "厨房水龙头滴水，还有楼道灯不亮，另外保洁阿姨态度特别差，骂人"
    visitor.say("孙丽", "residents", said)
    offered = visitor.card("林芳", "private", "不止一件事")
    assert list(offered.buttons) == ["另立：供水", "另立：照明"]
    visitor.tap("林芳", offered, "照明")
    ticket = visitor.ticket(2)
    assert (ticket["text"], ticket["topic"]) == ("楼道灯不亮", "照明")
    assert visitor.bot("王强", "private", "维修单 #2")


def test_S3_02_the_complaint_about_a_person_is_what_stays_sealed(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了，还有管家周婷骂人")
    offered = visitor.card("林芳", "private", "不止一件事")
    assert list(offered.buttons) == ["另立：电梯"]


def test_S2_13_what_a_deputy_makes_of_a_message_is_for_the_other_to_have_back(visitor: Visitor) -> None:
    visitor.say("周婷", "private", "/请假 11-18 11-20 代班 @徐磊")
    asked = visitor.bot("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    opened(visitor)
    visitor.say("徐磊", "private", "另立 1 2")
    assert visitor.ticket(2)["assignee"] == visitor.people["徐磊"]
    visitor.advance("P3D")
    visitor.say("徐磊", "private", "交还 2")
    assert visitor.ticket(2)["assignee"] == visitor.people["周婷"]
