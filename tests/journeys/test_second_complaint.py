"""Not solved: the matter goes on as a linked second complaint, one level up (S0-09)."""

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def finished(visitor: Visitor, result: str = "已更换门机皮带") -> None:
    """Ticket 1, reported by 陈建国 and finished by 周婷."""
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", f"完成 1 {result}")


def test_unsolved_opens_a_linked_ticket_of_class_2_for_the_cs_lead(visitor: Visitor) -> None:
    finished(visitor)
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "已更换门机皮带"), "未解决")
    first, second = visitor.tickets()
    assert first["status"] == "closed"
    assert (second["class"], second["assignee"], second["round"]) == (2, visitor.people["林芳"], 2)
    assert visitor.bot("林芳", "private", "#2").buttons
    assert "#2" in visitor.bot("陈建国", "private", "#1").text
    for who, room in (("李秀英", "residents"), ("周婷", "staff"), ("周婷", "private")):
        assert visitor.bot(who, room, "#1", "转 #2 继续"), f"nobody takes it for filed in {room}"
    assert len(visitor.bots("李秀英", "residents")) == 1, "the room's message is edited, not followed by more"
    visitor.say("林芳", "private", "/回访计划")
    assert "还缺" not in visitor.bot("林芳", "private", "回访计划").text, "nobody asks again about #1"


def test_what_they_say_next_belongs_to_the_second_complaint(visitor: Visitor) -> None:
    finished(visitor)
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "已更换门机皮带"), "未解决")
    visitor.say("陈建国", "private", "门还是关不上")
    assert len(visitor.tickets()) == 2
    assert "门还是关不上" in visitor.bot("林芳", "private", "#2").text


def test_the_second_complaint_unsolved_again_goes_to_the_centre_manager(visitor: Visitor) -> None:
    finished(visitor)
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "已更换门机皮带"), "未解决")
    visitor.say("林芳", "private", "接单 2")
    visitor.say("林芳", "private", "完成 2 厂家到场更换")
    visitor.say("高明", "private", "通过 2")
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "厂家到场更换"), "未解决")
    third = visitor.ticket(3)
    assert (third["assignee"], third["round"]) == (visitor.people["高明"], 3)


def test_an_unsatisfied_revisit_goes_on_too(visitor: Visitor) -> None:
    """S2-131, S4-18."""
    finished(visitor)
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "已更换门机皮带"), "已解决")
    visitor.advance("PT23H")
    prompt = visitor.bot("何静", "private", "#1", "回访")
    visitor.press("何静", prompt, "v1:revisit:1:phone-2-1")
    assert len(visitor.bots("李秀英", "residents")) == 1
    first, second = visitor.tickets()
    assert (first["status"], second["class"], second["reporters"]) == (
        "closed",
        2,
        [visitor.people["陈建国"]],
    )
    assert visitor.bot("陈建国", "private", "#1", "#2"), "who was asked by telephone hears what comes of it"


def test_the_handler_cannot_revisit_their_own_job(visitor: Visitor) -> None:
    finished(visitor)
    visitor.advance("PT23H")
    card = visitor.bot("周婷", "private", "#1")
    toast = visitor.press("周婷", card, "v1:revisit:1:phone-5-5")
    assert toast
    assert visitor.ticket(1)["status"] == "done"
