"""Places and persons alone are nothing that is wrong."""

from datetime import datetime

import pytest

from desk.reading import Action, Category
from nlp.reader import Reader


@pytest.mark.parametrize("text", ["我一个人在家，3栋1单元302", "我在家，5栋2单元1201", "我们几个在3栋2单元"])
def test_where_somebody_is_opens_no_lift_and_no_emergency(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)
    assert reading.action is not Action.OPEN


@pytest.mark.parametrize("text", ["3栋电梯困人", "C座突然冇晒電", "8洞502着火了，快来人"])
def test_what_is_wrong_there_makes_it_one(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)
    assert (reading.action, reading.category) == (Action.OPEN, Category.EMERGENCIES)


@pytest.mark.parametrize(
    ("text", "building", "floor"),
    [("2洞电弟又坏啦", "2", None), ("6座部𨋢壞咗 行咗十八層樓", "6", None), ("7栋18层走廊灯坏", "7", "18")],
)
def test_floors_that_were_climbed_are_no_place_and_a_misspelled_tower_is(
    reader: Reader, now: datetime, text: str, building: str, floor: str | None
) -> None:
    place = reader.read(text, now).place
    assert (place.building, place.floor) == (building, floor)
