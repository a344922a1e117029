"""Of whom a public notice speaks is found wherever it stands in its words."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading import Place
from desk.scope import covers, scope


@pytest.mark.parametrize(
    ("words", "places", "reason"),
    [
        ("3栋 4栋 水泵检修", ("3", "4"), "水泵检修"),
        ("1-3栋,A座 原因：检修", ("1", "2", "3", "A"), "检修"),
        ("building 3 pump check", ("3",), "pump check"),
        ("整栋检修", (), "整栋检修"),
        ("", (), ""),
        ("5栋1单元", ("5-1",), ""),
        ("5栋1、2单元 换表", ("5-1", "5-2"), "换表"),
        ("3、5栋", ("3", "5"), ""),
        ("3-5栋检修", ("3", "4", "5"), "检修"),
        ("5栋和6栋", ("5", "6"), ""),
        ("五栋一单元", ("5-1",), ""),
        ("二十栋、二十三栋", ("20", "23"), ""),
        ("十栋到十二栋", ("10", "11", "12"), ""),
        ("10号楼至12号楼", ("10", "11", "12"), ""),
        ("building 5 unit 1", ("5-1",), ""),
        ("buildings 3-5", ("3", "4", "5"), ""),
        ("全小区 换变压器", (), "换变压器"),
        ("12栋，5栋1单元", ("5-1", "12"), ""),
        ("3栋-5栋", ("3", "4", "5"), ""),
    ],
)
def test_buildings_and_units_are_found_among_the_words(
    words: str, places: tuple[str, ...], reason: str
) -> None:
    found = scope(words)
    assert (found.places, found.rest) == (places, reason)


def test_a_unit_of_no_building_is_unclear() -> None:
    assert scope("1单元 换表").unclear == "1单元"
    assert scope("5栋1单元").unclear is None


@given(
    st.sampled_from(list(permutations(("5栋1单元", "水泵检修", "12栋")))), st.sampled_from([" ", "，", "  "])
)
def test_the_order_of_words_changes_nothing(words: tuple[str, ...], between: str) -> None:
    found = scope(between.join(words))
    assert found.places == ("5-1", "12")
    assert found.rest == "水泵检修"


@pytest.mark.parametrize(
    ("there", "inside"),
    [
        (Place(building="5", unit="1"), True),
        (Place(building="5", unit="2"), False),
        (Place(building="5"), False),
        (Place(building="6"), True),
        (Place(), False),
    ],
)
def test_a_unit_covers_its_own_homes_only(there: Place, *, inside: bool) -> None:
    assert covers(("5-1", "6"), there) is inside
    assert covers((), there)


@given(st.text(st.sampled_from("一二三十0123A栋幢座号楼单元、，和-到 and检修全小区")))
def test_any_words_are_read(words: str) -> None:
    assert isinstance(scope(words).places, tuple)
