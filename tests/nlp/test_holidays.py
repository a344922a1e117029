"""Holidays as the site's calendar has them."""

from datetime import date

import pytest

from bot.calendars import calendar_for
from desk.people import Site
from nlp.holidays import dated

TODAY = date(2026, 11, 18)
WORKDAY = calendar_for(Site(id=1, name="阳光花园")).is_workday


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("中秋連假幾單", "2026年9月25日到9月27日幾單"),
        ("去年国庆假期几单", "2025年10月1日到10月8日几单"),
        ("春节放假期间投诉", "2026年2月15日到2月23日投诉"),
        ("元旦假期和去年春节假期几单", "2026年1月1日到1月3日和2025年1月28日到2月4日几单"),
        ("中秋几单", "中秋几单"),
        ("国庆七天几单", "国庆七天几单"),
    ],
)
def test_days_off_around_a_feast_are_spelled_out(text: str, told: str) -> None:
    """Of a feast alone, and of seven days that were counted, the words say themselves which they are."""
    assert dated(text, TODAY, WORKDAY) == told


def test_where_nobody_is_off_the_words_stay() -> None:
    assert dated("中秋连假几单", TODAY, lambda _day: True) == "中秋连假几单"
