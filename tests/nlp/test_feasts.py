"""Feasts that move: their days are those of the calendar, and of a year that nobody entered none is told."""

from datetime import date, timedelta

import holidays
import pytest

from nlp.periods import span_of

_NAMES = {"春节": "Spring Festival", "清明": "Tomb", "端午": "Dragon Boat", "中秋": "Mid-Autumn"}


@pytest.mark.parametrize("year", range(2023, 2031))
def test_moving_feasts_are_on_the_days_of_the_chinese_calendar(year: int) -> None:
    known = holidays.country_holidays("CN", years=year, language="en_US")

    for feast, name in _NAMES.items():
        first = min(day for day, told in known.items() if name in told and "observed" not in told)
        span = span_of(f"{year}年{feast}", date(year, 12, 31))
        assert span is not None
        assert span.first == (first - timedelta(days=1) if feast == "春节" else first)


@pytest.mark.parametrize("feast", _NAMES)
def test_in_a_year_that_nobody_entered_no_older_feast_is_told(feast: str) -> None:
    assert span_of(feast, date(2031, 12, 31)) is None
