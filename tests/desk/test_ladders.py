"""The ladder of a broken promise: who hears and when; pausing and resuming keep its place."""

from datetime import timedelta

import pytest

from desk import clocks as rules
from desk.clocks import ClockKind
from desk.people import Role
from desk.standards import ASSIGNEE, Standard
from tests.desk.clockbench import preset
from tests.desk.examples import CALENDAR, NOW

S0 = preset()

LADDERS = {  # who hears, so many minutes before (-) or after the due time
    "S0-29": (ClockKind.DISPATCH, [(-10, Role.FRONT_DESK), (0, Role.CS_LEAD), (30, Role.CENTRE_MANAGER)]),
    "S0-29 proposals": (ClockKind.TRIAGE, [(-10, Role.FRONT_DESK), (0, Role.FRONT_DESK), (30, Role.CS_LEAD)]),
    "S0-30": (
        ClockKind.FIRST_CONTACT,
        [(-10, ASSIGNEE), (0, ASSIGNEE), (15, Role.CS_LEAD), (45, Role.CENTRE_MANAGER)],
    ),
    "S0-28": (
        ClockKind.RESPOND,
        [(-15, ASSIGNEE), (0, ASSIGNEE), (15, Role.CS_LEAD), (45, Role.CENTRE_MANAGER)],
    ),
    "S0-32": (
        ClockKind.RESOLVE,
        [(-240, ASSIGNEE), (0, ASSIGNEE), (60, Role.CS_LEAD), (1440, Role.CENTRE_MANAGER)],
    ),
    "S0-38": (
        ClockKind.REVISIT,
        [(-240, ASSIGNEE), (0, ASSIGNEE), (60, Role.CS_LEAD), (240, Role.CENTRE_MANAGER)],
    ),
}


@pytest.mark.parametrize("clause", LADDERS)
def test_ladder(clause: str) -> None:
    kind, expected = LADDERS[clause]
    clock = rules.Clock(id=1, ticket=7, kind=kind, started_at=NOW, due_at=NOW, rule="")
    assert climbed(S0, clock) == expected


RULE = "2 working_days, S0-32"


def climbed(standard: Standard, clock: rules.Clock) -> list[tuple[int, Role | str]]:
    """Each rung as (minutes from the due time, who), in the order in which they come."""
    rungs = []
    while at := standard.next_at(clock):
        step = standard.step(clock)
        assert step is not None
        rungs.append((round((at - clock.due_at).total_seconds() / 60), step.to))
        clock = rules.replace(clock, step=clock.step + 1)
    return rungs


def test_pausing_twice_loses_no_time_and_resuming_what_runs_changes_nothing() -> None:
    clock = rules.Clock(id=1, ticket=7, kind=ClockKind.RESOLVE, started_at=NOW, due_at=NOW, rule=RULE)
    assert rules.resumed(clock, NOW + timedelta(hours=3)) == clock
    paused = rules.paused(rules.paused(clock, NOW), NOW + timedelta(hours=1))
    assert rules.resumed(paused, NOW + timedelta(hours=3)).due_at == NOW + timedelta(hours=3)


def test_what_fell_due_before_a_pause_stays_late() -> None:
    due = NOW - timedelta(hours=2)
    clock = rules.Clock(id=1, ticket=7, kind=ClockKind.RESOLVE, started_at=due, due_at=due, rule=RULE)
    going = rules.resumed(rules.paused(clock, NOW), NOW + timedelta(days=2), CALENDAR)
    assert going.missed(NOW + timedelta(days=2))


def test_nothing_is_owed_for_a_clock_that_stands_still_or_is_over() -> None:
    clock = rules.Clock(id=1, ticket=7, kind=ClockKind.RESOLVE, started_at=NOW, due_at=NOW, rule="")
    assert S0.next_at(clock) == NOW - timedelta(minutes=240)
    assert S0.next_at(rules.replace(clock, paused_at=NOW)) is None
    assert S0.next_at(rules.met(clock, NOW)) is None
    assert S0.next_at(rules.cancelled(clock, NOW)) is None
    assert S0.next_at(rules.replace(clock, step=4)) is None


def test_S0_36_the_last_rung_may_come_again_until_the_promise_is_kept() -> None:
    clock = rules.Clock(id=1, ticket=7, kind=ClockKind.NEWS, started_at=NOW, due_at=NOW, rule="")
    last = rules.replace(clock, step=2)
    again = [S0.step(rules.replace(last, step=2 + n)) for n in range(3)]
    assert [step and step.after for step in again] == [timedelta(minutes=900 + n * 1440) for n in range(3)]
    assert {step and step.to for step in again} == {Role.CS_LEAD}
    assert S0.next_at(rules.met(last, NOW)) is None
