"""Calendars: the mainland's moved days, a year nobody has published, the other regions, days by hand."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import calendar_for, unknown_year
from desk.hours import add_working_days
from desk.people import Site


def site(region: str = "CN", zone: str = "Asia/Shanghai") -> Site:
    return Site(id=1, name="阳光花园", region=region, timezone=zone)


def working(region: str, first: str, last: str) -> list[str]:
    """The working days between two dates, as "10-08"."""
    calendar = calendar_for(site(region))
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    return [f"{day:%m-%d}" for day in days if calendar.is_workday(day)]


def test_national_day_2026_with_its_make_up_sunday_and_saturday() -> None:
    assert (
        working("CN", "2026-09-19", "2026-10-12")
        == ("09-20 09-21 09-22 09-23 09-24 09-28 09-29 09-30 10-08 10-09 10-10 10-12").split()
    )


def test_two_working_days_over_the_national_day_holiday_skip_it_whole() -> None:
    due = add_working_days(
        calendar_for(site()), datetime(2026, 9, 30, 16, tzinfo=ZoneInfo("Asia/Shanghai")), 2
    )
    assert due == datetime(2026, 10, 9, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_year_not_published_yet_counts_weekends_and_statutory_holidays() -> None:
    assert unknown_year("CN", 2027)
    assert working("CN", "2027-09-27", "2027-10-10") == ("09-27 09-28 09-29 09-30 10-06 10-07 10-08").split()


@pytest.mark.parametrize("year", range(2010, 2027))
def test_years_that_were_published_are_known(year: int) -> None:
    assert not unknown_year("CN", year)


@pytest.mark.parametrize("region", ["HK", "TW", "MO"])
def test_elsewhere_the_law_alone_moves_days_so_every_year_is_known(region: str) -> None:
    assert not unknown_year(region, 2027)


@pytest.mark.parametrize(
    ("region", "first", "last", "days"),
    [
        ("HK", "2026-04-02", "2026-04-09", "04-02 04-08 04-09"),  # Good Friday, Easter Monday, 清明 made up
        ("HK", "2027-02-05", "2027-02-10", "02-05 02-10"),  # 年初四 for the Sunday
        ("TW", "2025-01-24", "2025-02-10", "01-24 02-03 02-04 02-05 02-06 02-07 02-08 02-10"),  # 補班
        ("TW", "2026-02-13", "2026-02-23", "02-13 02-23"),
        ("MO", "2026-02-16", "2026-02-20", "02-16 02-20"),
        ("MO", "2026-09-30", "2026-10-05", "09-30 10-02 10-05"),  # one National Day, no golden week
    ],
)
def test_the_other_regions(region: str, first: str, last: str, days: str) -> None:
    assert working(region, first, last) == days.split()


def test_days_by_hand_go_before_all_else() -> None:
    monday, saturday, holiday = date(2026, 11, 23), date(2026, 11, 21), date(2026, 10, 1)
    calendar = calendar_for(site(), closed={monday}, worked={saturday, holiday})
    assert [calendar.is_workday(day) for day in (monday, saturday, holiday)] == [False, True, True]


@pytest.mark.parametrize("region", ["CN", "HK", "TW", "MO", "XX", "SG", ""])
@pytest.mark.parametrize("year", [1900, 1995, 2027, 2099, 2150, 9998])
def test_no_date_and_no_region_raises(region: str, year: int) -> None:
    week = [calendar_for(site(region)).is_workday(date(year, 7, 12) + timedelta(days=n)) for n in range(7)]
    assert sum(week) in (4, 5)


def test_a_start_does_not_wait_for_the_package() -> None:
    code = "import sys, bot.calendars; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  # our own
