"""When somebody may be reminded: laws that hold for any moment, quiet hours and last reminder."""

from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.reminding import APART, GATHER, Quiet, spoken_at
from tests.desk.examples import CALENDAR, NOW

TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
MOMENTS = st.integers(0, 3 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
QUIET = st.builds(Quiet, begins=TIMES, ends=TIMES)
NIGHT = Quiet(begins=time(21, 30), ends=time(7, 30))


@given(MOMENTS, MOMENTS, QUIET)
def test_never_in_quiet_hours_nor_soon_after_the_last_nor_before_now(
    now: datetime, last: datetime, quiet: Quiet
) -> None:
    last = min(now, last)
    at = spoken_at(now, last, CALENDAR, quiet)
    assert at >= now
    assert at - last >= APART
    assert not quiet.covers(CALENDAR.local(at).time())


@given(MOMENTS, QUIET)
def test_nobody_waits_longer_than_the_quiet_hours_and_the_five_minutes(now: datetime, quiet: Quiet) -> None:
    assert spoken_at(now, now, CALENDAR, quiet) - now <= APART + timedelta(days=1)
    assert spoken_at(now, now, CALENDAR, None) == now + APART


def test_S2_17_the_night_ends_in_the_morning_also_across_midnight() -> None:
    """S2-17 with the house's hours: 21:30 waits for 7:30 of the next day, 7:29 for the same."""
    evening = CALENDAR.at(CALENDAR.local(NOW).date(), time(21, 30))
    morning = CALENDAR.at(CALENDAR.local(NOW).date(), time(7, 29))
    assert spoken_at(evening, None, CALENDAR, NIGHT) == evening + timedelta(hours=10)
    assert spoken_at(morning, None, CALENDAR, NIGHT) == morning + timedelta(minutes=1)
    assert spoken_at(NOW, None, CALENDAR, NIGHT) == NOW + GATHER
