"""Of a place that is put right in one breath the right one is told; where cars stand is no room."""

from datetime import datetime

import pytest

from desk.correction import corrects, puts_right
from nlp.reader import Reader


@pytest.mark.parametrize(
    ("text", "floor", "building"),
    [
        ("係7樓啊 唔係，係6樓", "6", None),
        ("7楼，不对6楼", "6", None),
        ("三楼 错了，是五楼", "5", None),
        ("3栋 哦不 5栋", None, "5"),
    ],
)
def test_the_right_one_is_told(
    reader: Reader, now: datetime, text: str, floor: str | None, building: str | None
) -> None:
    place = reader.parts(text, now).place
    assert (place.floor, place.building) == (floor, building)


@pytest.mark.parametrize("text", ["不是，6楼", "唔係，6樓", "sorry, building 5", "no it is 6th floor"])
def test_a_no_before_a_place_puts_it_right(reader: Reader, now: datetime, text: str) -> None:
    assert puts_right(text, reader.parts(text, now).place)


@pytest.mark.parametrize("text", ["no, nobody came", "sorry I was at work"])
def test_a_no_before_anything_else_does_not(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize("text", ["C区108", "我停C区108车位"])
def test_a_bay_is_no_room(reader: Reader, now: datetime, text: str) -> None:
    assert reader.parts(text, now).place.room is None


@pytest.mark.parametrize(("text", "room"), [("apt 1801", "1801"), ("room 302 tap leaking", "302")])
def test_doors_in_english_are_rooms(reader: Reader, now: datetime, text: str, room: str) -> None:
    assert reader.read(text, now).place.room == room
