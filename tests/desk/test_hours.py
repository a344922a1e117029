"""Working time: what adding and measuring it promise, for any calendar and any zone."""

import time as stopwatch
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.hours import (
    BlocksError,
    Calendar,
    NeverOpenError,
    add_working,
    add_working_days,
    end_of_month,
    end_of_work,
    is_open,
    next_at,
    spans,
    working_between,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "America/New_York",
        "Australia/Lord_Howe",  # half an hour of summer time
        "America/Santiago",  # clocks change at midnight
        "Pacific/Apia",  # left out 30 December 2011
        "Asia/Kathmandu",
    )
]

moments = st.datetimes(min_value=datetime(2011, 12, 1), max_value=datetime(2031, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
lengths = st.integers(0, 30 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    edges = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True)))
    edges = edges[: len(edges) // 2 * 2]
    if draw(st.booleans()):
        edges = [*edges[1:], edges[0]]  # the last block runs past midnight
    clocks = [time(edge // 60, edge % 60) for edge in edges]
    week = draw(st.sets(st.integers(0, 6), min_size=1))
    closed_weeks = draw(st.sets(st.integers(1, 52), max_size=4))
    return Calendar(
        zone=draw(st.sampled_from(ZONES)),
        blocks=tuple(zip(clocks[::2], clocks[1::2], strict=True)),
        is_workday=lambda day: day.weekday() in week and day.isocalendar().week not in closed_weeks,
    )


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


PLAIN = Calendar(zone=SHANGHAI)
LUNCH = Calendar(zone=SHANGHAI, blocks=((time(8, 30), time(12)), (time(14), time(17, 30))))


@given(calendars(), moments, lengths)
def test_adding_then_measuring_working_time_round_trips(
    calendar: Calendar, start: datetime, length: timedelta
) -> None:
    assert working_between(calendar, start, add_working(calendar, start, length)) == length


@given(calendars(), moments, lengths, lengths)
def test_adding_twice_is_adding_once(
    calendar: Calendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    whole = add_working(calendar, start, first + second)
    parts = add_working(calendar, add_working(calendar, start, first), second)
    if second:
        assert parts == whole
    else:
        assert working_between(calendar, min(parts, whole), max(parts, whole)) == timedelta()


@given(calendars(), moments, lengths, lengths)
def test_a_later_start_or_more_time_is_never_due_earlier(
    calendar: Calendar, start: datetime, later: timedelta, length: timedelta
) -> None:
    due = add_working(calendar, start, length)
    assert due >= start
    assert add_working(calendar, start + later, length) >= due
    assert add_working(calendar, start, length + later) >= due


@given(calendars(), moments, lengths)
def test_nothing_falls_due_outside_working_time(
    calendar: Calendar, start: datetime, length: timedelta
) -> None:
    due = add_working(calendar, start, length)
    assert is_open(calendar, due) or is_open(calendar, due - timedelta(microseconds=1))


@given(calendars(), moments, st.integers(1, 40))
def test_working_days_fall_due_at_the_close_of_a_working_day_one_day_a_day(
    calendar: Calendar, start: datetime, days: int
) -> None:
    due = add_working_days(calendar, start, days)
    assert due > start
    today = calendar.local(due).date()
    worked = [day for day in (today, today - timedelta(days=1)) if calendar.is_workday(day)]
    assert due in [calendar.opening(day)[-1][1] for day in worked]
    assert add_working_days(calendar, start, days + 1) >= due
    assert add_working_days(calendar, start + timedelta(days=1), days) >= due


@given(calendars(), moments, lengths, lengths)
def test_measuring_adds_up(calendar: Calendar, start: datetime, first: timedelta, second: timedelta) -> None:
    middle, end = start + first, start + first + second
    whole = working_between(calendar, start, end)
    assert whole == working_between(calendar, start, middle) + working_between(calendar, middle, end)
    assert timedelta() <= whole <= end - start
    assert working_between(calendar, end, start) == timedelta() or start == end


@given(calendars(), moments)
def test_blocks_come_in_order_without_overlap(calendar: Calendar, start: datetime) -> None:
    coming = spans(calendar, start)
    edges = [edge for _ in range(12) for edge in next(coming)]
    assert edges == sorted(edges)
    assert edges[0] >= start
    assert is_open(calendar, start) == (edges[0] == start)


@pytest.mark.parametrize("workdays", [False, True])
@given(calendar=calendars(), after=moments, clock=st.times().map(lambda clock: clock.replace(microsecond=0)))
def test_the_next_time_of_day_is_the_first_one_after(
    calendar: Calendar, after: datetime, clock: time, *, workdays: bool
) -> None:
    moment = next_at(calendar, after, clock, workdays=workdays)
    assert moment > after
    day = calendar.local(after).date()
    while calendar.at(day, clock) <= after or (workdays and not calendar.is_workday(day)):
        day += timedelta(days=1)
    assert moment == calendar.at(day, clock)


def test_the_next_time_of_day_at_that_very_time_is_tomorrows() -> None:
    assert next_at(PLAIN, shanghai("2026-11-20T08:40"), time(8, 40)) == shanghai("2026-11-21T08:40")


@pytest.mark.parametrize(
    ("calendar", "start", "minutes", "due"),
    [
        (PLAIN, "2026-11-20T17:00", 60, "2026-11-23T09:00"),  # over a weekend
        (PLAIN, "2026-11-20T17:00", 30, "2026-11-20T17:30"),  # to the minute of closing
        (PLAIN, "2026-11-20T23:59", 1, "2026-11-23T08:31"),  # before midnight
        (PLAIN, "2026-11-30T17:00", 60, "2026-12-01T09:00"),  # month end
        (PLAIN, "2026-12-31T17:00", 60, "2027-01-01T09:00"),  # year end
        (PLAIN, "2028-02-28T17:00", 9 * 60 + 30, "2028-02-29T17:30"),  # leap day
        (LUNCH, "2026-11-20T11:30", 60, "2026-11-20T14:30"),  # over the midday break
        (LUNCH, "2026-11-20T12:30", 30, "2026-11-20T14:30"),  # begun in it
    ],
)
def test_working_minutes(calendar: Calendar, start: str, minutes: int, due: str) -> None:
    assert add_working(calendar, shanghai(start), timedelta(minutes=minutes)) == shanghai(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-20T16:00", 2, "2026-11-24T17:30"),  # Friday afternoon: Tuesday
        ("2026-11-20T23:00", 2, "2026-11-24T17:30"),
        ("2026-11-21T10:00", 2, "2026-11-24T17:30"),  # Saturday: Tuesday
        ("2026-11-23T00:00", 1, "2026-11-24T17:30"),
        ("2028-02-28T10:00", 1, "2028-02-29T17:30"),
        ("2026-11-30T10:00", 2, "2026-12-02T17:30"),
    ],
)
def test_working_days(start: str, days: int, due: str) -> None:
    assert add_working_days(PLAIN, shanghai(start), days) == shanghai(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (
            "2026-03-07T23:00-05:00",
            "2026-03-08T07:00-04:00",
        ),  # a night of 7 working hours, 1:00–9:00 less one
        ("2026-10-31T23:00-04:00", "2026-11-01T05:00-05:00"),  # the hour from 1 to 2 comes twice
    ],
)
def test_where_clocks_change_working_hours_are_real_hours(start: str, due: str) -> None:
    night = Calendar(
        zone=ZoneInfo("America/New_York"), blocks=((time(1), time(9)),), is_workday=lambda _day: True
    )
    begun = datetime.fromisoformat(start)
    assert add_working(night, begun, timedelta(hours=5)) == datetime.fromisoformat(due)


def test_round_the_clock_working_time_is_time() -> None:
    always = Calendar(zone=SHANGHAI, blocks=((time(8, 30), time(8, 30)),), is_workday=lambda _day: True)
    start = shanghai("2026-11-20T03:00")
    assert add_working(always, start, timedelta(days=9)) == start + timedelta(days=9)
    assert is_open(always, start)


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        ((time(9), time(12)), (time(11), time(17))),
        ((time(13), time(17)), (time(8), time(12))),
        ((time(9), time(9)), (time(10), time(12))),
        ((time(1), time(9)), (time(20), time(2))),
        ((time(20), time(2)), (time(9), time(12))),
    ],
)
def test_opening_hours_that_overlap_or_stand_out_of_order_are_refused(
    blocks: tuple[tuple[time, time], ...],
) -> None:
    with pytest.raises(BlocksError):
        Calendar(zone=SHANGHAI, blocks=blocks)


def test_a_calendar_that_never_opens_says_so_instead_of_searching_forever() -> None:
    never = Calendar(zone=SHANGHAI, is_workday=lambda _day: False)
    start = shanghai("2026-11-20T09:00")
    with pytest.raises(NeverOpenError):
        add_working(never, start, timedelta(minutes=1))
    with pytest.raises(NeverOpenError):
        add_working_days(never, start, 2)
    with pytest.raises(NeverOpenError):
        next_at(never, start, time(9), workdays=True)
    assert not is_open(never, start)


def test_a_due_time_costs_well_under_a_millisecond() -> None:
    begun = stopwatch.thread_time()
    for minute in range(500):
        add_working(LUNCH, shanghai("2026-11-20T16:00") + timedelta(minutes=minute), timedelta(minutes=30))
        add_working_days(LUNCH, shanghai("2026-11-20T16:00"), 2)
    assert (stopwatch.thread_time() - begun) / 1000 < 0.001


def test_past_midnight_the_day_is_the_one_whose_block_still_runs() -> None:
    """The night of Friday ends on Saturday at 6:00, that of 30 November on 1 December."""
    night = Calendar(zone=SHANGHAI, blocks=((time(22), time(6)),))
    assert end_of_work(night, shanghai("2026-11-21T02:00"), 1) == shanghai("2026-11-21T06:00")
    assert end_of_work(night, shanghai("2026-11-19T02:00"), 1) == shanghai("2026-11-19T06:00")
    assert add_working_days(night, shanghai("2026-11-19T02:00"), 1) == shanghai("2026-11-20T06:00")
    assert end_of_month(night, shanghai("2026-12-01T02:00"), 1) == shanghai("2026-12-01T06:00")
    assert end_of_work(night, shanghai("2026-11-21T06:00"), 1) == shanghai("2026-11-24T06:00"), "it is over"
