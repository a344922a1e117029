"""How staff write from when to when they are away, and who stands in."""

from datetime import date

import pytest

from desk.errors import Refused
from handlers.leave_words import asked

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "first", "last", "name"),
    [
        ("11-22 11-25 代班 @周婷", "11-23", "11-25", "@周婷"),
        ("明天 小李", "11-24", "11-24", "小李"),
        ("今天 后天 代班 小李", "11-23", "11-25", "小李"),
        ("11月24日至26日 周婷", "11-24", "11-26", "周婷"),
        ("2026-11-24 到 2026-11-25 @周婷", "11-24", "11-25", "@周婷"),
        ("明天到12-3 代班 周婷", "11-24", "12-03", "周婷"),
        ("tomorrow 12-3 deputy @Li", "11-24", "12-03", "@Li"),
    ],
)
def test_days_are_understood_as_people_write_them(words: str, first: str, last: str, name: str) -> None:
    begun, ended, deputy = asked(words, TODAY)
    assert (f"{begun:%m-%d}", f"{ended:%m-%d}", deputy) == (first, last, name)


def test_what_is_over_stays_as_it_was_written_and_is_refused_by_the_desk() -> None:
    assert asked("11-20 11-21 周婷", TODAY)[:2] == (date(2026, 11, 20), date(2026, 11, 21))


def test_the_29th_of_february_is_a_day_of_the_next_leap_year() -> None:
    assert asked("2-29 3-1 徐磊", date(2027, 12, 20))[:2] == (date(2028, 2, 29), date(2028, 3, 1))


@pytest.mark.parametrize("words", ["", "11-23 11-25", "周婷", "下辈子 小李"])
def test_without_days_or_a_deputy_it_is_asked_for_them(words: str) -> None:
    with pytest.raises(Refused, match="leave_form"):
        asked(words, TODAY)


def test_an_end_before_the_beginning_is_no_missing_word() -> None:
    with pytest.raises(Refused, match="leave_dates"):
        asked("11-25 11-22 @徐磊", TODAY)
