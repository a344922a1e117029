"""Limits: which of them holds for a ticket, and when what it promises is due."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.clocks import ClockKind
from desk.reading import Category, Class, Urgency
from desk.standards import Limit, Standard, Unit, due_at, measure
from tests.desk.examples import CALENDAR, NOW, ticket


def limit(amount: int = 1, unit: Unit = Unit.HOURS, **asked: object) -> Limit:
    return Limit(clock=ClockKind.ARRIVE, amount=amount, unit=unit, clause="S0-00", **asked)


def test_the_narrowest_fitting_limit_holds_and_of_two_as_narrow_the_shorter() -> None:
    """C4: both are rows, the earliest wins."""
    wide, narrow = limit(), limit(3, class_=Class.THREE, urgency=Urgency.SOON)
    minutes, hours = limit(50, Unit.MINUTES, urgency=Urgency.SOON), limit(1, category=Category.FACILITIES)
    meant = ticket(urgency=Urgency.SOON)

    def held(*limits: Limit) -> Limit | None:
        return Standard(version="x", limits=limits, ladders={}).limit(ClockKind.ARRIVE, meant)

    assert held(wide, narrow, hours) == narrow
    assert held(hours, minutes) == held(minutes, hours) == minutes
    assert held(wide, limit(class_=Class.ONE)) == wide
    assert held(limit(category=Category.FEES)) is None


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (30, Unit.MINUTES, "2026-11-18T10:00+08:00"),
        (9 * 60, Unit.WORKING_MINUTES, "2026-11-19T09:30+08:00"),
        (2, Unit.WORKING_DAYS, "2026-11-20T17:30+08:00"),
        (24, Unit.HOURS, "2026-11-19T09:30+08:00"),
        (3, Unit.DAYS, "2026-11-21T09:30+08:00"),
        (9, Unit.WORKING_HOURS, "2026-11-19T09:30+08:00"),
        (1, Unit.SAME_DAY, "2026-11-18T17:30+08:00"),
        (2, Unit.SAME_DAY, "2026-11-19T17:30+08:00"),
    ],
)
def test_units(amount: int, unit: Unit, due: str) -> None:
    assert due_at(limit(amount, unit), CALENDAR, NOW) == datetime.fromisoformat(due).astimezone(UTC)


def test_only_working_units_measure_a_pause_in_working_time() -> None:
    working = {unit for unit in Unit if measure(limit(unit=unit), CALENDAR)}
    assert working == set(Unit) - {Unit.MINUTES, Unit.HOURS, Unit.DAYS}
    assert measure(None, CALENDAR) is None
    assert timedelta(hours=1) == due_at(limit(), CALENDAR, NOW) - NOW


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-03T09:00+08:00", "2026-11-30T17:30+08:00"),
        ("2026-11-30T18:00+08:00", "2026-12-31T17:30+08:00"),
        ("2026-01-31T09:00+08:00", "2026-02-27T17:30+08:00"),  # January's last working day is past
    ],
)
def test_S2_128_the_end_of_the_month_is_its_last_working_days_close(start: str, due: str) -> None:
    moment = datetime.fromisoformat(start)
    assert due_at(limit(1, Unit.LATE_MONTH), CALENDAR, moment) == datetime.fromisoformat(due)
