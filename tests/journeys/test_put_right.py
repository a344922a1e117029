"""Who said the wrong place puts it right, and the right people hear of it."""

from tests.journeys.visitor import Visitor

GATE = "3栋的大门门禁坏了"


def test_another_building_goes_to_whoever_has_it_and_engineers_read_it_where_they_read_the_first(
    visitor: Visitor,
) -> None:
    visitor.say("钱多多", "private", GATE)
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]
    visitor.say("钱多多", "private", "打错了，是5栋")
    ticket = visitor.ticket(1)
    assert ticket["place"]["building"] == "5"
    assert ticket["assignee"] == visitor.people["徐磊"]
    assert "5栋" in visitor.card("徐磊", "private", "#1").text
    assert visitor.bot("周婷", "private", "#1 已转给 徐磊")
    (job,) = [one for one in visitor.bots("王强", "private") if "维修单 #1" in one.text]
    assert "5栋" in job.text
    visitor.say("何静", "private", "进度 1")
    assert visitor.bot("何静", "private", "地点更正：3栋大门 → 5栋大门")


def test_it_can_be_put_right_in_the_room_and_long_after(visitor: Visitor) -> None:
    visitor.say("钱多多", "residents", GATE)
    visitor.say("钱多多", "residents", "不是3栋，是5栋")
    assert visitor.ticket(1)["place"]["building"] == "5"
    visitor.advance("PT2H")
    visitor.say("钱多多", "private", "补充 1 说错了，应该是4栋2单元")
    place = visitor.ticket(1)["place"]
    assert (place["building"], place["unit"]) == ("4", "2")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]


def test_a_further_place_that_takes_nothing_back_stays_in_the_words(visitor: Visitor) -> None:
    visitor.say("钱多多", "private", GATE)
    visitor.say("钱多多", "private", "补充 1 5栋的人也从这里走")
    assert visitor.ticket(1)["place"]["building"] == "3"
