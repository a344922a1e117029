"""A unit without a building: whoever lives in one of that number means their own."""

import pytest

from tests.journeys.visitor import Visitor


def where(visitor: Visitor) -> tuple[str | None, str | None]:
    place = visitor.ticket(1)["place"]
    return place["building"], place["unit"]


def test_S2_48_in_an_answer_to_where_it_is_of_ones_own_building_and_confirmed_once(visitor: Visitor) -> None:
    visitor.say("马超", "private", "门禁坏了刷不开")
    assert visitor.card("马超", "private", "在哪里")
    visitor.say("马超", "private", "是2单元的大门")
    assert where(visitor) == ("7", "2")
    assert visitor.bot("王强", "private", "维修单 #1", "7栋2单元大门")
    confirmed = [one.text for one in visitor.bots("马超", "private") if one.text.startswith(("✅", "📎"))]
    assert confirmed == ["✅ #1 位置已记下：是2单元的大门"]


@pytest.mark.parametrize("room", ["private", "residents"])
def test_S2_48_in_the_report_and_in_a_later_line_it_is_too(visitor: Visitor, room: str) -> None:
    visitor.say("马超", room, "大门坏了，关不上")
    visitor.say("马超", room, "是2单元的大门")
    assert where(visitor) == ("7", "2")


def test_S2_48_said_at_once_it_is_too(visitor: Visitor) -> None:
    visitor.say("马超", "private", "2单元的大门坏了，关不上")
    assert where(visitor) == ("7", "2")


def test_S2_48_a_unit_of_another_number_may_be_anywhere(visitor: Visitor) -> None:
    visitor.say("马超", "private", "1单元的大门坏了，关不上")
    assert where(visitor) == (None, "1")


def test_S2_48_behind_another_building_it_is_a_unit_of_that(visitor: Visitor) -> None:
    visitor.say("马超", "private", "3栋的大门坏了，关不上")
    visitor.say("马超", "private", "是2单元的大门")
    assert where(visitor) == ("3", "2")
