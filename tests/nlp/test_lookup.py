"""An item is found by what people call it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lookup import ranked

ITEMS = ["换锁芯", "换门锁", "疏通马桶", "疏通地漏", "换水龙头", "更换灯泡", "修水管"]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("换锁芯", "换锁芯"),
        ("換鎖芯", "换锁芯"),
        ("锁芯", "换锁芯"),
        ("马桶堵了", "疏通马桶"),
        ("水龙头多少钱", "换水龙头"),
        ("换龙头", "换水龙头"),
        ("更換燈泡多少錢", "更换灯泡"),
        ("换锁", "换锁芯"),
    ],
)
def test_the_likeliest_item_comes_first(asked: str, first: str) -> None:
    assert ITEMS[ranked(asked, ITEMS)[0]] == first


@pytest.mark.parametrize("asked", ["遛狗", "abc", "🙂", "，", "装空调"])
def test_what_nobody_offers_is_not_found(asked: str) -> None:
    assert ranked(asked, ITEMS) == []


@given(asked=st.text(max_size=20), names=st.lists(st.text(min_size=1, max_size=8), max_size=6))
def test_whatever_is_asked_each_place_comes_once_at_most(asked: str, names: list[str]) -> None:
    found = ranked(asked, names)
    assert len(set(found)) == len(found)
    assert all(0 <= at < len(names) for at in found)
