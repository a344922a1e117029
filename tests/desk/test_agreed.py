"""What was agreed on with a resident stands, whatever else happens (S0-32, S3-28, S4-17)."""

from datetime import timedelta

import pytest

from desk.clocks import ClockKind
from desk.moves import appointing, revisiting, working
from tests.desk.examples import CALENDAR, FRONT_DESK, OFFICER, REPORTER
from tests.desk.matter import Matter
from tests.desk.test_promises import accepted, finished


def agreed_on(matter: Matter) -> Matter:
    """Tomorrow at three, as 501 proposed."""
    at = matter.now + timedelta(hours=29)
    matter.do(appointing.propose, REPORTER, at, "")
    change = appointing.agree(
        matter.ticket, matter.now, OFFICER, at, story=matter.clocks.story, calendar=CALENDAR
    )
    return matter.do(lambda *_: change)


@pytest.mark.parametrize("first", ["agree", "wait"])
def test_S0_32_what_was_agreed_on_holds_while_the_matter_waits(first: str) -> None:
    """S0-32, S3-28, S4-17: only the resident's tap on another time moves it; overdue it is overdue."""
    matter = accepted()
    steps = [agreed_on, lambda one: one.do(working.wait, OFFICER, "等配件", None, after=5)]
    for step in steps if first == "agree" else steps[::-1]:
        step(matter)
    assert matter.due(ClockKind.RESOLVE) == "11-19 17:30"
    matter.now += timedelta(days=2)
    assert matter.clocks.running()[ClockKind.RESOLVE].missed(matter.now)
    matter.do(working.resume, OFFICER)
    assert matter.due(ClockKind.RESOLVE) == "11-19 17:30"


def test_S2_108_a_revisit_at_a_time_that_was_said_is_agreed_on_as_an_appointment_is() -> None:
    matter = finished()
    due = matter.now + timedelta(days=1)
    matter.do(revisiting.postponed, FRONT_DESK, due, "在开会")
    again = matter.clocks.running()[ClockKind.REVISIT]
    assert again.agreed
    assert not accepted().clocks.running()[ClockKind.RESOLVE].agreed
