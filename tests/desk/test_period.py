"""Months as people write them, and one after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.figures.period import Period, parse


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-10", Period(2026, 10)),
        ("2026年3月", Period(2026, 3)),
        ("10月", Period(2026, 10)),
        ("12", Period(2025, 12)),
        ("", Period(2026, 10)),
        ("上月", Period(2026, 10)),
        ("本月", Period(2026, 11)),
        ("下个月", Period(2026, 12)),
        ("last", Period(2026, 10)),
        ("2027-01", Period(2027, 1)),
        ("13", None),
        ("0", None),
        ("2026-00", None),
        ("0000-01", None),
        ("9999-12", None),
        ("十月", Period(2026, 10)),
        ("十二月份", Period(2025, 12)),
        ("2026年三月", Period(2026, 3)),
        ("上上个月", Period(2026, 9)),
        ("上上月", Period(2026, 9)),
        ("十三月", None),
        ("二十月", None),
        ("2026-10-05", None),
        ("; DROP TABLE", None),
    ],
)
def test_a_month_is_understood_as_people_write_it(written: str, meant: Period | None) -> None:
    assert parse(written, Period(2026, 11)) == meant


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(-100, 100))
def test_months_there_and_back(year: int, month: int, steps: int) -> None:
    assert Period(year, month).plus(steps).plus(-steps) == Period(year, month)
