"""The same desk under other clocks: a zone with summer time, and a year whose days nobody has decreed yet."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import sample
from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_lists import lists
from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor

CHANGES = [  # a Friday, the zone on Monday, and how long it is until Monday 8:29
    ("2026-10-30T16:00:00-04:00", "-05:00", "PT65H29M"),
    ("2027-03-12T16:00:00-05:00", "-04:00", "PT63H29M"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_S0_32_S4_22_days_begin_and_end_by_the_wall_clock_on_either_side_of_its_change(
    data: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str, str]
) -> None:
    """In New York; two working days end on Tuesday at 17:30 (S0-32), Monday's list comes at 8:30 (S4-22)."""
    monkeypatch.setattr(sample, "SITE", replace(sample.SITE, region="US", timezone="America/New_York"))
    friday, later, weekend = change
    began = datetime.fromisoformat(friday)
    with Running(data, reader, began) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LINE)
        tuesday = began.date() + timedelta(days=4)
        assert visitor.clock(1, "resolve")["due_at"] == f"{tuesday}T17:30:00{later}"
        visitor.advance(weekend)
        before = len(lists(visitor, "周婷"))
        visitor.advance("PT1M")
        assert len(lists(visitor, "周婷")) == before + 1


def test_in_a_year_that_nobody_has_decreed_the_desk_goes_on(data: Path, reader: Reader) -> None:
    """Over New Year 2027 weekends and statutory holidays count, and the managers have been told once."""
    began = datetime.fromisoformat("2026-12-30T16:00:00+08:00")
    with Running(data, reader, began) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LINE)
        assert visitor.clock(1, "resolve")["due_at"] == "2027-01-04T17:30:00+08:00", "1 January is closed"
        visitor.advance("P7D")
        told = [one for one in visitor.bots("高明", "managers") if "2027 年的调休" in one.text]
        assert len(told) == 1
        visitor.say("孙丽", "residents", "2栋2单元的电梯又坏了，门关不上")
        assert visitor.clock(2, "resolve")["due_at"] == "2027-01-08T17:30:00+08:00"
