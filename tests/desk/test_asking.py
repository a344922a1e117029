"""Answers to questions: each share with numerator, denominator and the tickets behind it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clocks import ClockKind
from desk.figures.asking import EVER, decode
from desk.figures.facts import Promise
from desk.figures.lining import RANKED
from desk.figures.numbers import Counting
from desk.figures.replying import BELOW, LISTED, Reply
from desk.figures.terms import Against, By, Measure
from desk.kind import Kind
from desk.notices import Notice, Word
from desk.ticket import Status
from tests.desk.answers import HOUR, KEPT, NOW, OCTOBER, figure, late, listed, ranks, told, took
from tests.desk.matters import NOON, matter


def test_a_count_stands_beside_all_of_those_days() -> None:
    """Of others' days, of drills and of what was none, nothing is counted."""
    answer = told(
        replace(OCTOBER, topic="电梯"),
        matter(1),
        matter(2, topic="保洁"),
        matter(3, opened_at=NOON - timedelta(days=20)),
        matter(4, status=Status.DISMISSED),
        matter(5, source="drill"),
    )
    assert figure(answer) == {"count": "1", "all": 2, "percent": "50"}
    assert listed(answer) == ["1"]


def test_who_asks_for_complaints_hears_of_repairs_too() -> None:
    """电梯投诉多少: most mean all that was reported of the lift; a tap opens those."""
    lifts = replace(OCTOBER, topic="电梯", kind=Kind.COMPLAINT)
    answer = told(lifts, matter(1), matter(2, kind=Kind.COMPLAINT), matter(3, kind=Kind.ENQUIRY))
    assert figure(answer) == {"count": "1", "all": 2, "percent": "50", "wider": 2}
    assert decode(answer.buttons[-1][0].arg) == (replace(lifts, kind=None), 0)
    assert "wider" not in figure(told(lifts, matter(2, kind=Kind.COMPLAINT)))


def test_S2_64_the_late_are_told_with_numerator_and_denominator() -> None:
    """S2-64: what is not due yet is in neither."""
    matters = (
        matter(1, promises=late(HOUR)),
        matter(2, promises=KEPT),
        matter(3, promises=(Promise(ClockKind.RESOLVE, NOW + HOUR, None, None),)),
    )
    answer = told(replace(OCTOBER, measure=Measure.LATE), *matters)
    assert (figure(answer)["top"], figure(answer)["of"], figure(answer)["percent"]) == ("1", "2", "50")
    assert listed(answer) == ["1"]
    rate = told(replace(OCTOBER, measure=Measure.RATE), *matters)
    assert (figure(rate)["top"], figure(rate)["of"]) == ("1", "2")
    assert listed(rate) == ["1"]  # who did not keep it is what one wants to see


def test_the_slowest_stands_first_and_a_share_is_never_rounded_to_all() -> None:
    many = [matter(number, owner=8, promises=KEPT) for number in range(1, 2001)]
    answer = told(
        replace(OCTOBER, measure=Measure.RATE, by=By.PERSON),
        *many,
        matter(3000, owner=8, promises=late(HOUR)),
        matter(3001, promises=late(HOUR)),
    )
    ranks = answer.facts["ranks"]
    assert isinstance(ranks, list)
    assert [(one.facts["name"], one.facts["percent"]) for one in ranks] == [("王强", "0"), ("孙桂芳", "99.9")]
    first = answer.buttons[0][0]
    assert decode(first.arg) == (replace(OCTOBER, measure=Measure.RATE, person=7), 0)


def test_S2_65_how_long_it_took_is_told_of_those_that_are_done_the_slowest_listed_first() -> None:
    """S2-65: of a ticket that was reopened until its end; a case against somebody is not listed."""
    again = took(4, 2)
    again = again._replace(promises=(*again.promises, *took(4, 6).promises))
    matters = (took(1, 2), took(2, 4), took(3, None), again, took(5, 8, hidden=True), matter(6))
    mend = replace(OCTOBER, measure=Measure.MEND)
    answer = told(mend, *matters)
    found = figure(answer)
    assert (found["mean"], found["of"], found["pending"]) == (300, "4", 1)
    lines = answer.facts["lines"]
    assert isinstance(lines, list)
    assert [(one.facts["line"].facts["number"], one.facts["took"]) for one in lines] == [
        *(("4", 360), ("2", 240), ("1", 120)),
    ]
    assert answer.facts["unnamed"] == 1
    by = told(replace(mend, by=By.BUILDING), *matters, took(7, 9, building="5"))
    ranks = by.facts["ranks"]
    assert isinstance(ranks, list)
    assert [one.facts["mean"] for one in ranks] == [540, 300]
    many = [took(number, number) for number in range(1, 2 * LISTED)]
    more = told(mend, *many, start=LISTED).facts["lines"]
    assert isinstance(more, list)
    assert [one.facts["took"] for one in more] == [60 * hours for hours in range(LISTED - 1, 0, -1)]
    assert figure(told(replace(OCTOBER, measure=Measure.REACH), *matters)) == {"name": Word("tally.reach")}


def test_S1_07_the_same_is_told_of_the_days_that_it_is_compared_with() -> None:
    """S1-07: as many more or fewer, and in percent where there were any."""
    counting = Counting(until=NOW, departments={})
    now, before = Reply(OCTOBER, counting), Reply(replace(OCTOBER, against=Against.MONTH).earlier, counting)
    assert now.against(before, OCTOBER.first - timedelta(days=90)).facts["change"] == Notice("asked.same")
    now.add([matter(1), matter(2), matter(3)])
    assert now.against(before, OCTOBER.first - timedelta(days=90)).facts["change"] == Notice(
        "asked.rose", {"count": 3, "percent": None}
    )
    before.add([matter(number, at=NOON - timedelta(days=30)) for number in range(4, 10)])
    assert now.against(before, OCTOBER.first - timedelta(days=90)).facts["change"] == Notice(
        "asked.fell", {"count": 3, "percent": 50}
    )
    share = Reply(replace(OCTOBER, measure=Measure.HAPPY), counting)
    assert "change" not in share.against(share, OCTOBER.first).facts


def test_months_stand_in_their_order_also_those_in_which_nothing_was_reported() -> None:
    """The last three open by tap; of days the mean is told."""
    year = replace(OCTOBER, first=date(2026, 8, 1), last=date(2026, 10, 31), by=By.MONTH)
    august = NOON - timedelta(days=60)
    answer = told(year, matter(1), matter(2), matter(3, at=august))
    assert [count for _, count in ranks(answer)] == ["1", "0", "2"]
    opened = [decode(button.arg) for button in answer.buttons[0]]
    assert opened[-1] == (OCTOBER, 0)
    days = replace(OCTOBER, first=date(2026, 10, 1), last=date(2026, 10, 4), by=By.DATE)
    noon = NOON.replace(day=2)
    daily = told(days, matter(1, at=noon), matter(2, at=noon), matter(3, at=noon.replace(day=4)))
    assert ranks(daily) == [("10-01", "0"), ("10-02", "2"), ("10-03", "0"), ("10-04", "1")]
    assert figure(daily)["daily"] == "0.8"
    late_days = told(replace(days, measure=Measure.LATE), matter(1, at=noon, promises=late(HOUR)))
    assert ranks(late_days) == [("10-02", "1")]  # no share of nothing


def test_hours_are_told_the_busiest_first_and_weeks_begin_on_monday() -> None:
    morning, evening = NOON.replace(hour=8), NOON.replace(hour=20)
    many = (matter(1, at=evening), matter(2, at=morning), matter(3, at=evening))
    hours = ranks(told(replace(OCTOBER, by=By.HOUR), *many))
    assert hours == [
        (Notice("numbers.hour", {"hour": "20"}), "2"),
        (Notice("numbers.hour", {"hour": "8"}), "1"),
    ]
    sunday = replace(OCTOBER, first=date(2026, 10, 4), last=date(2026, 10, 5), by=By.WEEK)
    weeks = [name.facts["first"] for name, _ in ranks(told(sunday)) if isinstance(name, Notice)]
    assert weeks == ["09-28", "10-05"]


def test_a_team_is_asked_about_as_its_roles() -> None:
    """工程部: of whoever owns the tickets; the button finds back."""
    query = replace(OCTOBER, team="eng")
    assert listed(told(query, matter(1), matter(2, owner=8))) == ["1"]
    assert decode(query.code()) == (query, 0)


def test_of_what_is_still_open_no_share_of_all_times_is_told() -> None:
    """A denominator of years says nothing."""
    answer = told(replace(OCTOBER, measure=Measure.OPEN, first=EVER), matter(1, status=Status.ACCEPTED))
    assert figure(answer) == {"name": Word("tally.open"), "top": "1"}
    assert answer.facts["span"] == Notice("asked.until", {"last": "2026-10-31"})
    nobody_waits = told(replace(OCTOBER, measure=Measure.OPEN))
    assert figure(nobody_waits) == {"name": Word("tally.open"), "top": "0"}


def test_lines_that_are_not_shown_are_counted() -> None:
    many = [matter(number, building=str(number)) for number in range(1, RANKED + 4)]
    answer = told(replace(OCTOBER, by=By.BUILDING), *many)
    assert (len(ranks(answer)), answer.facts["unranked"]) == (RANKED, 3)
    assert len(listed(answer)) == BELOW
    (rest,) = [
        one for line in answer.buttons for one in line if one.label == Notice("asked.rest", {"count": 3})
    ]
    on = decode(rest.arg)
    assert on is not None
    further = told(on[0], *many)
    shown = [str(name) for name, _ in (*ranks(answer), *ranks(further))]
    assert len(set(shown)) == RANKED + 3
    assert (listed(further), further.facts["unranked"], further.facts["more"]) == ([], 0, 0)
    more = told(replace(OCTOBER, by=By.BUILDING), *many, start=BELOW)
    assert (ranks(more), len(listed(more))) == ([], LISTED)


def test_of_days_the_newest_two_weeks_are_shown_and_those_before_by_a_tap() -> None:
    daily = replace(OCTOBER, by=By.DATE)
    pages = [daily, replace(daily, skip=14), replace(daily, skip=28)]
    shown = [[name for name, _ in ranks(told(one, matter(1)))] for one in pages]
    assert [len(one) for one in shown] == [14, 14, 3]
    assert [*shown[2], *shown[1], *shown[0]] == [f"10-{day:02}" for day in range(1, 32)]
    assert ranks(told(replace(daily, skip=99), matter(1))) == []


@pytest.mark.parametrize(
    ("days", "against", "earlier"),
    [
        ("2026-11-01 2026-11-18", Against.MONTH, "2026-10-01 2026-10-18"),
        ("2026-11-01 2026-11-30", Against.MONTH, "2026-10-01 2026-10-31"),
        ("2026-03-01 2026-03-30", Against.MONTH, "2026-02-01 2026-02-28"),
        ("2026-07-01 2026-09-30", Against.MONTH, "2026-04-01 2026-06-30"),
        ("2026-10-01 2026-11-18", Against.MONTH, "2026-08-01 2026-09-18"),
        ("2026-11-10 2026-11-12", Against.MONTH, "2026-10-10 2026-10-12"),
        ("2026-11-16 2026-11-18", Against.WEEK, "2026-11-09 2026-11-11"),
        ("2026-11-01 2026-11-01", Against.DAY, "2026-10-31 2026-10-31"),
        ("2025-02-01 2025-02-28", Against.YEAR, "2024-02-01 2024-02-29"),
        ("2024-02-29 2024-02-29", Against.YEAR, "2023-02-28 2023-02-28"),
        ("2026-01-01 2026-11-18", Against.YEAR, "2025-01-01 2025-11-18"),
    ],
)
def test_S1_07_a_running_month_is_compared_with_as_many_days(
    days: str, against: Against, earlier: str
) -> None:
    first, last = map(date.fromisoformat, days.split())
    query = replace(OCTOBER, first=first, last=last, against=against)
    assert f"{query.earlier.first} {query.earlier.last}" == earlier
    assert decode(query.code()) == (query, 0)
    assert decode(OCTOBER.code().removesuffix(".")) == (OCTOBER, 0)  # as buttons were before


@pytest.mark.parametrize("measure", [Measure.RATE, Measure.LATE])
@pytest.mark.parametrize(("best", "first"), [(True, "孙桂芳"), (False, "王强")])
def test_who_is_fastest_stands_first_where_that_is_asked(measure: Measure, first: str, *, best: bool) -> None:
    """Of shares in time the highest, of what is late the fewest."""
    query = replace(OCTOBER, measure=measure, by=By.PERSON, best=best)
    answer = told(query, matter(1, owner=8, promises=KEPT), matter(2, promises=late(HOUR)))
    ranks = answer.facts["ranks"]
    assert isinstance(ranks, list)
    assert ranks[0].facts["name"] == first
    assert decode(query.code()) == (query, 0)


def test_S4_28_whoever_is_complained_of_is_counted_and_never_named() -> None:
    """S4-28: no number, no topic, no place of such a matter is told."""
    answer = told(OCTOBER, matter(1, hidden=True), matter(2, discreet=True))
    assert figure(answer)["count"] == "2"
    assert answer.facts["unnamed"] == 1
    (line,) = answer.facts["lines"]  # type: ignore[misc]
    assert isinstance(line, Notice)
    assert (line.facts["topic"], line.facts["building"]) == (None, None)


def test_a_comparison_opens_by_tap_down_to_its_tickets() -> None:
    answer = told(replace(OCTOBER, by=By.BUILDING), matter(1), matter(2), matter(3, building="5"))
    three = answer.buttons[0][0]
    assert decode(three.arg) == (replace(OCTOBER, building="3"), 0)


def test_a_long_list_goes_on_by_tap_until_each_was_shown_once() -> None:
    matters = [matter(number) for number in range(1, 3 * LISTED)]
    seen, start = [], 0
    while True:
        answer = told(OCTOBER, *matters, start=start)
        seen += listed(answer)
        if not answer.buttons:
            break
        found = decode(answer.buttons[-1][0].arg)
        assert found is not None
        start = found[1]
    assert seen == [str(one.number) for one in matters]


def test_S0_02_group_complaints_are_counted_as_the_card_counts_them() -> None:
    """S0-02: five households; one about somebody is neither listed nor told of."""
    five = matter(2, households=5)
    answer = told(
        replace(OCTOBER, measure=Measure.GROUP), matter(1), five, matter(3, households=9, hidden=True)
    )
    assert (figure(answer)["top"], figure(answer)["of"], listed(answer)) == ("1", "3", ["2"])


def test_nothing_due_is_no_share() -> None:
    answer = told(replace(OCTOBER, measure=Measure.HAPPY), matter(1))
    assert figure(answer) == {"name": Word("tally.happy")}


@given(st.text(max_size=80))
def test_any_other_button_is_nothing(code: str) -> None:
    assert decode(code) is None


@pytest.mark.parametrize("start", ["", "x", "-1", "99999", "٣"])
def test_a_forged_place_in_the_list_is_its_beginning(start: str) -> None:
    assert decode(f"cou.261001.261031.......{start}.") == (OCTOBER, 0)
