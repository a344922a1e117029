"""The overdue digest: one line a ticket, the longest late first, one phone screen; who is owed daily news."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clocks import Clock, ClockKind
from desk.digest import SHOWN, daily_news, news_owed, overdue, overdue_digest
from desk.notices import Notice
from desk.ticket import UNFINISHED, Status, Ticket
from tests.desk.examples import NOW, ticket


def pair(number: int, late: int, kind: ClockKind = ClockKind.ACCEPT, **state: object) -> tuple[Ticket, Clock]:
    """A ticket and its clock, `late` minutes overdue."""
    due = NOW - timedelta(minutes=late)
    clock = Clock(id=number, ticket=number, kind=kind, started_at=due, due_at=due, rule="")
    return ticket(Status.DISPATCHED, id=number, number=number), replace(clock, **state)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-60, 900))))
def test_one_entry_a_ticket_by_its_longest_late_clock_in_order(owed: list[tuple[int, int]]) -> None:
    late = overdue([pair(number, minutes) for number, minutes in owed], NOW)
    worst = {number: max(m for n, m in owed if n == number) for number, _ in owed}
    expected = sorted((-minutes, number) for number, minutes in worst.items() if minutes > 0)
    assert [(one.clock.due_at, one.ticket.number) for one in late] == [
        (NOW + timedelta(minutes=minutes), number) for minutes, number in expected
    ]


@pytest.mark.parametrize(
    "state", [{"met_at": NOW}, {"cancelled_at": NOW}, {"paused_at": NOW - timedelta(hours=9)}]
)
def test_what_was_kept_cancelled_or_paused_in_time_is_not_overdue(state: dict[str, object]) -> None:
    assert not overdue([pair(1, 60, **state)], NOW)


def test_ten_lines_with_their_buttons_and_the_rest_counted() -> None:
    """S0-43: fits one screen of a phone."""
    late = overdue([pair(number, number) for number in range(1, 14)], NOW)
    digest = overdue_digest(late, NOW)
    lines = digest.facts["lines"]
    assert isinstance(lines, list)
    assert len(lines) == SHOWN
    assert (digest.facts["count"], digest.facts["more"]) == ("13", 3)
    numbers = [line.facts["number"] for line in lines]
    assert numbers == [13, 12, 11, 10, 9, 8, 7, 6, 5, 4]
    labels = [button.label for row in digest.buttons for button in row]
    assert labels == [*(f"#{number}" for number in numbers), None]
    assert digest.buttons[-1][0].key == "v1:late:0:10"
    assert lines[0].facts["late"] == 13


def test_nothing_overdue_is_said_so() -> None:
    assert overdue_digest([], NOW).key == "digest.none"


def test_of_a_matter_of_conduct_the_digest_tells_only_that_it_is_late() -> None:
    discreet, clock = pair(1, 60)
    digest = overdue_digest(overdue([(replace(discreet, topic="服务态度"), clock)], NOW), NOW)
    (line,) = digest.facts["lines"]  # type: ignore[misc]
    assert line.facts["matter"] == Notice("matter.discreet")


@pytest.mark.parametrize("status", Status)
def test_daily_news_are_owed_for_what_is_late_and_unfinished(status: Status) -> None:
    """S0-36, S0-37: any kind of matter; not for a revisit, not for what was never announced."""
    case, clock = pair(1, 60, ClockKind.RESOLVE)
    owed = news_owed([(replace(case, status=status), clock)], NOW)
    assert [one.number for one in owed] == ([1] if status in UNFINISHED else [])


def test_S0_36_the_news_of_the_day_says_what_was_not_kept_and_what_is_promised_next() -> None:
    late, call = pair(1, 60, ClockKind.RESPOND)
    _, done = pair(1, -90, ClockKind.RESOLVE)
    _, kept = pair(1, 120, ClockKind.FIRST_CONTACT, met_at=NOW)
    _, among_staff = pair(1, 180, ClockKind.SIGN)
    facts = daily_news(late, [done, call, kept, among_staff], NOW).facts
    assert (facts["missed"].facts["due"], facts["next"].facts["due"]) == (call.due_at, done.due_at)  # type: ignore[union-attr]
