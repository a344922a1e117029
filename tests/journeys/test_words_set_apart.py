"""What is said, or shown, of an emergency goes to whom it is meant for, and to nobody else."""

from typing import Any

import pytest

from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.visitor import Visitor

FIGHT = "3栋楼道有人打架"
BLAME = "保安赵卫东打人，态度恶劣"


def fight(visitor: Visitor) -> dict[str, Any]:
    """A fight for all hands; what to reply to it with."""
    visitor.say("赵敏", "private", FIGHT)
    visitor.settle()
    return {"reply_to": visitor.bots("赵敏", "private")[0].id}


@pytest.mark.parametrize("how", ["by number", "as a reply"])
def test_S4_28_a_photo_beside_an_accusation_is_not_shown_to_whom_it_accuses(
    visitor: Visitor, how: str
) -> None:
    reply = fight(visitor)
    if how == "by number":
        visitor.say("赵敏", "private", f"补充 1 {BLAME}", photos=[picture()])
    else:
        visitor.say("赵敏", "private", BLAME, photos=[picture()], **reply)
    visitor.settle()
    assert [ticket["photos"] for ticket in visitor.tickets()] == [0, 1]
    assert BLAME not in visitor.ticket(1)["text"]
    assert any(one.photos for one in visitor.bots("林芳", "private"))
    assert not any(one.photos for one in visitor.bots("赵卫东", "private"))
    visitor.say("赵卫东", "private", "进度 1")
    assert "照片" not in visitor.bots("赵卫东", "private")[-1].text


def test_any_other_photo_of_the_emergency_reaches_whoever_runs_for_it(visitor: Visitor) -> None:
    reply = fight(visitor)
    visitor.say("赵敏", "private", "就在二楼拐角", photos=[picture()], **reply)
    visitor.settle()
    assert [ticket["photos"] for ticket in visitor.tickets()] == [1]


@pytest.mark.parametrize("words", ["厨房水龙头漏水", "我妈有心脏病别告诉别人"])
def test_what_is_said_to_the_desk_alone_stays_out_of_an_emergency_in_the_room(
    visitor: Visitor, words: str
) -> None:
    visitor.say("赵敏", "residents", "3栋2单元电梯困人了快来")
    visitor.say("赵敏", "private", words)
    assert words not in visitor.ticket(1)["text"]


def test_S2_37_that_it_is_over_said_to_the_desk_alone_reaches_the_emergency(visitor: Visitor) -> None:
    visitor.say("赵敏", "residents", "3栋2单元电梯困人了快来")
    visitor.say("赵敏", "private", "人出来了没事了")
    assert "没事了" in visitor.ticket(1)["text"]


def test_S4_28_who_says_later_that_it_was_not_them_is_anonymous_by_any_way_of_adding(
    visitor: Visitor,
) -> None:
    visitor.say("赵敏", "private", "3栋1单元502天天半夜打麻将噪音扰民")
    visitor.say("赵敏", "private", "不用匿名，就说是我说的")
    assert "已匿名" not in visitor.bots("赵敏", "private")[-1].text
    visitor.say("赵敏", "private", "补充 1 别说是我说的")
    assert visitor.bot("赵敏", "private", "🔒 #1 已匿名")


def test_S2_55_what_is_of_another_place_urges_nothing_that_was_reported(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "厨房漏水")
    visitor.advance("PT2H")
    visitor.say("赵敏", "private", "地下车库漏水没人处理")
    assert "地下车库" not in visitor.ticket(1)["text"]
    assert "地下车库" in visitor.ticket(2)["text"]


def test_S2_55_where_it_is_asked_which_is_urged_another_matter_is_one_by_a_tap(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "3栋2单元电梯门关不上")
    visitor.advance("PT1H")
    visitor.say("赵敏", "private", "3栋1单元楼道灯不亮")
    visitor.advance("PT1H")
    visitor.say("赵敏", "private", "还没人来修，快点")
    visitor.tap("赵敏", visitor.card("赵敏", "private", "哪"), "是另一件事")
    assert len(visitor.tickets()) == 3
