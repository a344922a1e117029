"""Answers about hours, units, what waits or is due, how long without waiting, and what grew."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from desk.clocks import ClockKind
from desk.figures.asking import EVER, decode
from desk.figures.facts import WAITED, Matter, Promise
from desk.figures.floors import Floors
from desk.figures.moments import WEEKDAYS, WEEKEND, Moments
from desk.figures.numbers import Counting
from desk.figures.replies import reply_to
from desk.figures.terms import Against, By, Measure
from desk.notices import Notice, Word
from desk.ticket import Status
from tests.desk.answers import HOUR, NOW, OCTOBER, figure, late, listed, ranks, told, took
from tests.desk.matters import NOON, matter


@pytest.mark.parametrize(
    "narrowed",
    [
        {"when": Moments(hours=(22, 6))},
        {"when": Moments(hours=(12, 13), weekdays=WEEKDAYS)},
        {"when": Moments(weekdays=WEEKEND)},
        {"building": "3", "unit": "2", "floors": Floors(18, 18)},
        {"floors": Floors(9, 9)},
        {"by": By.BUILDING, "best": True, "share": True},
        {"by": By.QUARTER, "measure": Measure.MANNER},
        {"by": By.UNIT, "measure": Measure.UNHAPPY},
    ],
)
def test_a_button_carries_whatever_narrows_a_question(narrowed: dict[str, object]) -> None:
    query = replace(OCTOBER, **narrowed)
    assert decode(query.code(16)) == (query, 16)


def test_hours_and_weekends_are_those_of_the_report_by_the_sites_clock() -> None:
    """15 October 2026 is a Thursday; a night runs over midnight."""
    many = [matter(hour, NOON.replace(hour=hour % 24)) for hour in (5, 6, 21, 22, 24)]
    assert listed(told(replace(OCTOBER, when=Moments(hours=(22, 6))), *many)) == ["5", "22", "24"]
    assert listed(
        told(replace(OCTOBER, when=Moments(weekdays=WEEKEND)), matter(1), matter(2, NOON + timedelta(days=2)))
    ) == ["2"]
    one = replace(OCTOBER, first=NOON.date(), last=NOON.date(), when=Moments(hours=(22, 6)))
    morning = matter(7, NOON.replace(hour=3) + timedelta(days=1))
    assert listed(told(one, *many, morning)) == ["22", "7"]  # 昨天夜里 ends this morning


def test_units_are_told_apart_by_building_and_open_by_tap() -> None:
    """Whoever did not say the unit is counted, and told to stand in no line."""
    query = replace(OCTOBER, by=By.UNIT)
    answer = told(
        query, matter(1, unit="2"), matter(2, unit="2"), matter(3, building="5", unit="2"), matter(4)
    )
    assert ranks(answer) == [
        (Notice("asked.unit", {"building": "3", "unit": "2"}), "2"),
        (Notice("asked.unit", {"building": "5", "unit": "2"}), "1"),
    ]
    assert answer.facts["nowhere"] == 1
    flat = replace(OCTOBER, building="3", unit="2", floors=Floors(9, 9))
    assert listed(told(flat, matter(1, unit="2", floor="9"), matter(2, unit="2"), matter(3, floor="9"))) == [
        "1"
    ]
    assert decode(answer.buttons[0][0].arg) == (replace(OCTOBER, building="3", unit="2"), 0)


def test_quarters_stand_in_their_order() -> None:
    year = replace(OCTOBER, first=date(2026, 5, 1), by=By.QUARTER)
    answer = told(year, matter(1), matter(2, NOON - timedelta(days=120)))
    assert [count for _, count in ranks(answer)] == ["1", "0", "1"]
    assert decode(answer.buttons[0][0].arg) == (
        replace(OCTOBER, first=date(2026, 5, 1), last=date(2026, 6, 30)),
        0,
    )


def test_what_nobody_took_or_what_waits_is_counted_whenever_it_was_reported() -> None:
    """Of some days' reports it says so, and offers all."""
    old = NOON - timedelta(days=300)
    many = (
        matter(1, old, status=Status.OPEN),
        matter(2, status=Status.DISPATCHED),
        matter(3, status=Status.WAITING),
    )
    ever = replace(OCTOBER, first=EVER)
    assert listed(told(replace(ever, measure=Measure.UNTAKEN), *many)) == ["1", "2"]
    assert listed(told(replace(ever, measure=Measure.UNGIVEN), *many)) == ["1"]
    waiting = told(replace(OCTOBER, measure=Measure.WAITING), *many)
    assert (listed(waiting), waiting.facts["running"]) == (["3"], Word("asked.of_days"))
    opened = decode(waiting.buttons[-1][0].arg)
    assert opened == (replace(ever, measure=Measure.WAITING, last=NOW.date()), 0)


def test_what_is_due_is_asked_by_the_day_on_which_it_is_the_next_first() -> None:
    """S0-32: neither what is done nor what waits."""

    def owed(number: int, hours: int, **others: object) -> Matter:
        met, paused = others.get("met"), others.get("paused")
        return matter(number, promises=(Promise(ClockKind.RESOLVE, NOW + hours * HOUR, met, paused),))  # type: ignore[arg-type]

    today = replace(OCTOBER, measure=Measure.DUE, first=NOW.date(), last=NOW.date())
    many = (owed(1, 8), owed(2, 2), owed(3, 20), owed(4, 3, met=NOW), owed(5, 3, paused=NOW))
    assert listed(told(today, *many)) == ["2", "1"]
    assert figure(told(today, *many)) == {"name": Word("tally.due"), "top": "2"}


def test_of_what_is_solved_the_calls_that_fall_due_are_told_beside_it() -> None:
    """S4-23: the daily report of the same minute counts every promise."""
    visit = matter(6, promises=(Promise(ClockKind.REVISIT, NOW + HOUR, None, None),))
    gone = matter(7, promises=(Promise(ClockKind.REVISIT, NOW - HOUR, None, None),))
    today = replace(OCTOBER, measure=Measure.DUE, first=NOW.date(), last=NOW.date())
    found = figure(told(today, visit, gone))
    assert (found["top"], found["others"], found["numbers"]) == ("0", 1, ["#6"])


def test_what_was_finished_in_some_days_may_have_been_reported_on_any() -> None:
    """Of what was done again its last end counts; what is open again is not finished."""
    old = took(1, 2)._replace(opened_at=NOON - timedelta(days=300))
    again = took(2, 2)
    again = again._replace(promises=(*again.promises, *took(2, 20 * 24).promises))
    reopened = took(3, 2)._replace(promises=(*took(3, 2).promises, *took(3, None).promises))
    day = replace(OCTOBER, measure=Measure.FINISHED, first=NOON.date(), last=NOON.date())
    assert listed(told(day, old, again, reopened, took(4, 30))) == ["1"]
    assert figure(told(day, old)) == {"name": Word("tally.finished"), "top": "1"}


def test_S2_111_what_got_no_answer_at_all_is_a_figure_of_its_own() -> None:
    """S2-111: whoever has waited longest for a word first; where no word was owed it is in neither."""

    def owed(number: int, ago: int, met: datetime | None) -> Matter:
        return matter(number, NOON - ago * HOUR, promises=(Promise(ClockKind.RESPOND, NOON, met, None),))

    silent = replace(OCTOBER, measure=Measure.SILENT)
    answer = told(silent, owed(1, 2, None), owed(2, 5, None), owed(3, 9, NOON), matter(4))
    assert (figure(answer)["top"], figure(answer)["of"], listed(answer)) == ("2", "3", ["2", "1"])
    fresh = matter(5, NOW, promises=(Promise(ClockKind.RESPOND, NOW + HOUR, None, None),))
    lines = told(replace(silent, last=NOW.date()), fresh).facts["lines"]
    assert isinstance(lines, list)
    assert [line.facts["took"] for line in lines] == [1]  # less than a minute is told as one


def test_the_latest_stands_first_with_how_late_it_was() -> None:
    answer = told(
        replace(OCTOBER, measure=Measure.RATE),
        matter(1, promises=late(HOUR)),
        matter(2, promises=late(3 * HOUR)),
    )
    lines = answer.facts["lines"]
    assert isinstance(lines, list)
    assert [(one.facts["line"].facts["number"], one.facts["took"]) for one in lines] == [
        ("2", 180),
        ("1", 60),
    ]


def test_S0_32_a_mean_tells_what_was_never_suspended_apart() -> None:
    """S0-32, S1-12: waiting is in the mean, as the reporter waited; the others' mean stands beside it."""
    waited = took(2, 9)._replace(steps=frozenset({WAITED}))
    found = figure(told(replace(OCTOBER, measure=Measure.MEND), took(1, 1), took(3, 2), waited))
    assert (found["mean"], found["waited"], found["at_once"]) == (240, 1, 90)
    assert "waited" not in figure(told(replace(OCTOBER, measure=Measure.MEND), took(1, 1)))


def test_who_is_slowest_by_share_is_offered_by_mean_time_too_and_back() -> None:
    for measure, other in ((Measure.RATE, Measure.MEND), (Measure.MEND, Measure.RATE)):
        query = replace(OCTOBER, measure=measure, by=By.PERSON)
        answer = told(query, matter(1, promises=late(HOUR)), matter(2, owner=8, promises=late(-HOUR / 2)))
        assert decode(answer.buttons[1][0].arg) == (replace(query, measure=other), 0)


def test_attitude_and_result_are_asked_apart_and_the_unhappy_are_counted() -> None:
    """S0-39: satisfied is four stars."""
    many = (matter(1, attitude=5, outcome=2), matter(2, attitude=3, outcome=4), matter(3))
    assert (figure(told(replace(OCTOBER, measure=Measure.MANNER), *many))["stars"]) == "4.0"
    unhappy = told(replace(OCTOBER, measure=Measure.UNHAPPY), *many)
    assert (figure(unhappy)["top"], figure(unhappy)["of"], listed(unhappy)) == ("1", "2", ["1"])


def test_lines_stand_by_their_share_where_that_is_asked() -> None:
    lates = replace(OCTOBER, measure=Measure.LATE, by=By.BUILDING)
    kept = [matter(number, promises=late(-HOUR / 2)) for number in range(10, 14)]
    many = (
        *kept,
        matter(1, promises=late(HOUR)),
        matter(2, promises=late(HOUR)),
        matter(3, building="5", promises=late(HOUR)),
    )
    first = []
    for share in (False, True):
        name, _ = ranks(told(replace(lates, share=share), *many))[0]
        assert isinstance(name, Notice)
        first.append(name.facts["name"])
    assert first == ["3", "5"]


def test_S1_07_what_grew_most_stands_first_with_what_it_had() -> None:
    """S1-07; before the first record nothing is compared."""
    query = replace(OCTOBER, by=By.TOPIC, against=Against.MONTH)
    before = [matter(number, NOON - timedelta(days=30)) for number in range(3)]
    now = [matter(10), matter(11), matter(12), matter(13), matter(14, topic="保洁"), matter(15, topic="保洁")]
    for since, first in ((date(2026, 1, 1), "topic.保洁"), (date(2026, 9, 20), "topic.电梯")):
        counting = Counting(until=NOW, departments={})
        reply, earlier = reply_to(query, counting), reply_to(query.earlier, counting)
        reply.add(now)
        earlier.add(before)
        against = reply.against(earlier, since)
        assert ranks(reply.notice({}))[0][0] == Word(first)
        assert ("since" in against.facts) is (first == "topic.电梯")
