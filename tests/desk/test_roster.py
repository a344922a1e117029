"""The duty roster: shifts tile the time, days are read as people write them, what is owed comes once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import routing
from desk.errors import Refused
from desk.handover import STEPS, ensure_may_hand_over, important, plan
from desk.hours import Calendar
from desk.people import Role
from desk.reading import Class, Urgency
from desk.roster import Duty, Shift, missing, next_month, parse_day, parse_duty, span
from desk.ticket import Status
from tests.desk.clockbench import preset
from tests.desk.examples import CALENDAR, DUTY, ENGINEER, NOW, OFFICER, SITE, STAFF, person, ticket

OFFICES = preset().offices
ZONES = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Europe/London"]
TODAY = date(2026, 11, 18)
days = st.dates(date(2012, 1, 1), date(2030, 12, 31))
calendars = st.sampled_from(ZONES).map(lambda zone: Calendar(zone=ZoneInfo(zone)))
duties = st.times().map(lambda at: Duty(starts=at.replace(second=0, microsecond=0, tzinfo=None)))


@given(calendars, duties, days)
def test_each_shift_begins_when_the_one_before_ends(calendar: Calendar, duty: Duty, day: date) -> None:
    """Nobody and no minute is left without duty, also where clocks change (S2-07)."""
    (starts, ends), (following, _) = span(calendar, duty, day), span(calendar, duty, day + timedelta(1))
    assert ends == following
    assert timedelta(hours=22) <= ends - starts <= timedelta(hours=26)


@given(
    st.integers(0, 182),
    st.sampled_from(["{0.month}-{0.day}", "{0.month}月{0.day}日", "{0.month:02}/{0.day:02}"]),
)
def test_a_day_without_its_year_is_the_next_such_day(ahead: int, form: str) -> None:
    wanted = TODAY + timedelta(days=ahead)
    assert parse_day(form.format(wanted) + " 王强", TODAY) == (wanted, "王强")


@given(days)
def test_a_day_with_its_year_is_that_day(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY)[0] == (day if day.year >= 2000 else None)


@pytest.mark.parametrize(
    "text", ["", "王强", "13-1", "2-30 王强", "11-31", "11-17 王强", "7-1", "1122", "11-222"]
)
def test_what_is_no_day_within_half_a_year_is_none(text: str) -> None:
    assert parse_day(text, TODAY)[0] is None


@pytest.mark.parametrize(
    ("text", "ahead"), [("今天 王强", 0), ("明日", 1), ("Tomorrow 王强", 1), ("后天王强", 2)]
)
def test_near_days_have_words(text: str, ahead: int) -> None:
    assert parse_day(text, TODAY)[0] == TODAY + timedelta(days=ahead)


@given(days, st.sets(st.integers(1, 31)))
def test_missing_are_the_days_of_the_month_that_nobody_has(month: date, taken: set[int]) -> None:
    first = next_month(month)
    all_days = [
        first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month
    ]
    shifts = [_shift(day) for day in all_days if day.day in taken]
    assert missing(CALENDAR, Duty(), shifts, first) == [day for day in all_days if day.day not in taken]


@given(st.integers(-60, 60), st.integers(0, 60))
def test_every_step_of_a_handover_is_owed_once(begin: int, minutes: int) -> None:
    """Whenever it is looked at, what lies behind and what is next together are all there is."""
    ends = NOW
    earlier, later = ends + timedelta(minutes=begin), ends + timedelta(minutes=begin + minutes)
    before, next_at = plan(ends, earlier)
    after, _ = plan(ends, later)
    assert before <= after
    assert (next_at is None) == (before == len(STEPS))
    assert next_at is None or next_at > earlier
    assert (after > before) == (next_at is not None and next_at <= later)


@pytest.mark.parametrize(
    ("details", "grave"),
    [
        ({}, False),
        ({"urgency": Urgency.SOON}, False),
        ({"urgency": Urgency.URGENT}, True),
        ({"class_": Class.TWO}, False),
        ({"class_": Class.ONE}, True),
        ({"class_": Class.ONE, "topic": "服务态度"}, False),  # the officer may not know of it
        ({"urgency": Urgency.URGENT, "accused": (DUTY.id,)}, False),
    ],
)
def test_urgent_or_class_1_forbids_a_handover(details: dict[str, object], *, grave: bool) -> None:
    """S2-21."""
    left = [ticket(Status.DISPATCHED, **details)]
    assert bool(important(left, DUTY)) == grave
    if grave:
        with pytest.raises(Refused):
            ensure_may_hand_over(left, DUTY)
    else:
        ensure_may_hand_over(left, DUTY)


@pytest.mark.parametrize("class_", Class)
def test_only_class_3_goes_to_whoever_has_duty(class_: Class) -> None:
    """S3-19."""
    owner = routing.assignee(ticket(class_=class_), STAFF, {}, offices=OFFICES, duty=ENGINEER)
    assert (owner == ENGINEER) == (class_ is Class.THREE)


def test_duty_gets_nothing_about_or_from_the_officer_and_no_second_complaint() -> None:
    """S3-19, S4-41, S0-09."""
    plain = ticket()
    for one in (replace(plain, accused=(ENGINEER.id,)), replace(plain, reporters=(1, ENGINEER.id))):
        assert routing.assignee(one, STAFF, {}, duty=ENGINEER, offices=OFFICES) != ENGINEER
    assert routing.assignee(plain, STAFF, {}, before=OFFICER, duty=ENGINEER, offices=OFFICES) != ENGINEER
    reader = person(30, Role.HEADQUARTERS)
    assert routing.assignee(plain, STAFF, {}, duty=reader, offices=OFFICES) == OFFICER


def test_the_duty_table_of_a_standard_tells_every_error() -> None:
    errors: list[str] = []
    parse_duty({"starts": "8:30", "answer": 0, "ends": 1}, errors)
    assert [error.split()[1] for error in errors] == ["unknown", "starts", "answer"]
    assert parse_duty({"starts": time(9), "answer": 3}, errors) == Duty(
        starts=time(9), answer=timedelta(minutes=3)
    )


def _shift(day: date) -> Shift:
    starts, ends = span(CALENDAR, Duty(), day)
    return Shift(id=1, site=SITE, person=OFFICER.id, starts_at=starts, ends_at=ends)


def test_moments_of_a_shift_are_utc() -> None:
    assert span(CALENDAR, Duty(), TODAY)[0] == datetime(2026, 11, 18, 0, 30, tzinfo=UTC)
