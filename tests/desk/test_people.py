"""Areas as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.people import AreaError, parse_area


@pytest.mark.parametrize(
    ("text", "buildings"),
    [
        ("1-4栋", "1 2 3 4"),
        ("1栋-4栋", "1 2 3 4"),
        ("1 - 4 栋", "1 2 3 4"),
        ("１～４号楼", "1 2 3 4"),
        ("1至3幢", "1 2 3"),
        ("1栋,3栋，A栋", "1 3 A"),
        ("a-c座", "A B C"),
        ("03栋 5#", "3 5"),
        ("第2棟、4棟", "2 4"),
        ("", ""),
        ("全区", ""),
    ],
)
def test_an_area_is_read_as_written(text: str, buildings: str) -> None:
    assert parse_area(text) == set(buildings.split())


@pytest.mark.parametrize(
    ("text", "part"), [("1栋,东区", "东区"), ("4-1栋", "4-1栋"), ("A-3栋", "A-3栋"), ("1-2-3", "1-2-3")]
)
def test_what_cannot_be_read_is_named(text: str, part: str) -> None:
    with pytest.raises(AreaError) as refused:
        parse_area(text)
    assert str(refused.value) == part


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(building and building == building.upper() for building in parse_area(text))
    except AreaError:
        return
