"""Answers held against a bound; floors; when the site works; how fast work is accepted."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clocks import ClockKind
from desk.figures.asking import EVER, decode
from desk.figures.bounds import Bound, Unit, bound_of
from desk.figures.facts import Matter, Promise
from desk.figures.floors import Floors, floors_of
from desk.figures.moments import WEEKEND, Moments, moments_of
from desk.figures.numbers import Counting
from desk.figures.replies import reply_to
from desk.figures.terms import By, Measure
from desk.hours import Calendar
from desk.kind import Kind
from desk.notices import Notice, Word
from desk.reading import Class
from desk.ticket import Status
from tests.desk.answers import HOUR, KEPT, NOW, OCTOBER, figure, late, listed, ranks, told, took
from tests.desk.matters import NOON, ZONE, matter

BELOW_60 = Bound("u", 600, Unit.PERCENT)


def bounded(answer: Notice) -> dict[str, object]:
    found = answer.facts["bounded"]
    assert isinstance(found, Notice)
    return {"key": found.key, **{name: fact for name, fact in found.facts.items() if name != "bound"}}


def test_only_the_lines_of_which_it_is_so_are_told_and_of_how_many() -> None:
    """及时率低于60%的部门; the whole figure stays, and no tickets of other lines are listed."""
    many = (
        matter(1, owner=7, promises=late(HOUR)),
        matter(2, owner=7, promises=KEPT),
        matter(3, owner=8, promises=KEPT),
    )
    answer = told(replace(OCTOBER, measure=Measure.RATE, by=By.PERSON, bound=BELOW_60), *many)
    found = answer.facts["ranks"]
    assert isinstance(found, list)
    assert [(one.facts["name"], one.facts["percent"]) for one in found] == [("王强", "50")]
    assert bounded(answer) == {"key": "asked.bounded", "count": "1", "of": "2"}
    assert (figure(answer)["top"], figure(answer)["of"], listed(answer)) == ("2", "3", [])
    assert decode(answer.buttons[0][0].arg) == (replace(OCTOBER, measure=Measure.RATE, person=7), 0)


@pytest.mark.parametrize(
    ("sign", "names"), [("o", ["3"]), ("l", ["3", "5"]), ("u", ["8"]), ("m", ["5", "8"])]
)
def test_over_and_at_least_are_told_apart(sign: str, names: list[str]) -> None:
    """超过2单 is three or more, 2单以上 two or more (民法典 §1259)."""
    many = [matter(number, building=name) for number, name in enumerate("333558")]
    query = replace(OCTOBER, by=By.BUILDING, bound=Bound(sign, 20, Unit.TICKETS))
    shown = [name.facts["name"] for name, _ in ranks(told(query, *many)) if isinstance(name, Notice)]
    assert shown == names


def test_days_without_a_report_are_below_a_bound_and_have_no_share() -> None:
    days = replace(OCTOBER, first=date(2026, 10, 14), last=date(2026, 10, 16), by=By.DATE)
    few = replace(days, bound=Bound("u", 10, Unit.TICKETS))
    assert [name for name, _ in ranks(told(few, matter(1)))] == ["10-14", "10-16"]
    share = told(replace(days, measure=Measure.RATE, bound=BELOW_60), matter(1, promises=late(HOUR)))
    assert bounded(share) == {"key": "asked.bounded", "count": "1", "of": "1"}


@pytest.mark.parametrize(("sign", "key"), [("l", "asked.holds_not"), ("u", "asked.holds")])
def test_without_lines_it_is_told_whether_it_is_so_of_all(sign: str, key: str) -> None:
    """及时率到60%了吗."""
    query = replace(OCTOBER, measure=Measure.RATE, bound=Bound(sign, 600, Unit.PERCENT))
    assert bounded(told(query, matter(1, promises=late(HOUR)), matter(2, promises=KEPT)))["key"] == key
    assert told(query).facts["bounded"] is None  # nothing was due


def test_means_are_held_against_hours() -> None:
    query = replace(OCTOBER, measure=Measure.MEND, by=By.BUILDING, bound=Bound("o", 180 * 10, Unit.MINUTES))
    answer = told(query, took(1, 2), took(2, 5, building="5"))
    assert bounded(answer) == {"key": "asked.bounded", "count": "1", "of": "2"}


def test_each_ticket_is_held_against_a_bound_of_time_where_no_lines_are_told() -> None:
    """逾期超过3小时, 超过30分钟没接单: those alone are listed, the gravest first."""
    lates = [matter(number, promises=late(number * HOUR)) for number in range(1, 6)]
    three = Bound("o", 1800, Unit.MINUTES)
    answer = told(replace(OCTOBER, measure=Measure.LATE, bound=three), *lates)
    assert bounded(answer) == {"key": "asked.beyond", "count": "2"}
    assert (figure(answer)["top"], listed(answer)) == ("5", ["5", "4"])
    stands = replace(OCTOBER, measure=Measure.UNTAKEN, first=EVER, last=NOW.date(), bound=three)
    many = (
        matter(1, NOW - 4 * HOUR, status=Status.DISPATCHED),
        matter(2, NOW - 2 * HOUR, status=Status.OPEN),
        matter(3, NOW - 9 * HOUR, status=Status.DISPATCHED, hidden=True),
    )
    waiting = told(stands, *many)
    assert (bounded(waiting)["count"], listed(waiting)) == ("2", ["1"])
    assert waiting.facts["unnamed"] == 1  # S4-28: counted, never named


def test_floors_are_those_that_people_write_and_who_told_none_is_counted_apart() -> None:
    many = [
        matter(number, floor=floor) for number, floor in enumerate(("9", "10", "B1", "-1", "25", None), 1)
    ]
    for floors, numbers in (
        (Floors(10, None), ["2", "5"]),
        (Floors(1, 10), ["1", "2"]),
        (Floors(-1, -1), ["3", "4"]),
    ):
        answer = told(replace(OCTOBER, floors=floors), *many)
        assert (listed(answer), answer.facts["floorless"]) == (numbers, 1)
    open_ = (matter(1, status=Status.OPEN), matter(2), matter(3, status=Status.OPEN, floor="12"))
    answer = told(replace(OCTOBER, measure=Measure.OPEN, floors=Floors(10, None)), *open_)
    assert (listed(answer), answer.facts["floorless"]) == (["3"], 1)  # what is done is not asked about
    mean = told(replace(OCTOBER, measure=Measure.MEND, floors=Floors(10, None)), took(1, 2), took(2, None))
    assert (mean.facts["floorless"], figure(mean).get("pending")) == (1, None)
    by = told(replace(OCTOBER, by=By.FLOOR), *many)
    assert by.facts["nowhere"] == 1
    assert decode(by.buttons[0][0].arg) == (replace(OCTOBER, floors=Floors(10, 10)), 0)


def test_S4_22_working_hours_are_the_sites_own() -> None:
    """S4-22: by its blocks and its calendar; at closing time it no longer works."""
    blocks = ((time(9), time(12)), (time(14), time(18)))
    holiday = date(2026, 10, 7)  # a Wednesday
    calendar = Calendar(
        zone=ZONE, blocks=blocks, is_workday=lambda day: day.weekday() not in WEEKEND and day != holiday
    )
    counting = Counting(until=NOW, departments={}, calendar=calendar)

    def at(number: int, day: int, hour: int, minute: int = 0) -> Matter:
        return matter(number, datetime(2026, 10, day, hour, minute, tzinfo=ZONE))

    many = (
        *(at(1, 15, 9), at(2, 15, 12), at(3, 15, 13, 59), at(4, 15, 17, 59)),
        *(at(5, 17, 10), at(6, 7, 10), at(7, 15, 3)),
    )
    for when, numbers in (
        (Moments(open=True), ["1", "4"]),
        (Moments(open=False), ["2", "3", "5", "6", "7"]),
        (Moments(workday=False), ["5", "6"]),
        (Moments(workday=True, open=False), ["2", "3", "7"]),
        (Moments(weekdays=(2,)), ["6"]),
    ):
        reply = reply_to(replace(OCTOBER, when=when), counting)
        reply.add(many)
        assert listed(reply.notice({})) == numbers


def test_accepting_is_reckoned_from_being_asked_the_last_time() -> None:
    """Whoever has it now is not slow because others had it before."""

    def asked(number: int, *times: tuple[float, float | None]) -> Matter:
        return matter(
            number,
            promises=tuple(
                Promise(
                    ClockKind.ACCEPT,
                    NOON,
                    None if met is None else NOON + met * HOUR,
                    None,
                    started_at=NOON + begun * HOUR,
                )
                for begun, met in times
            ),
        )

    many = (asked(1, (0, 1), (5, 5.5)), asked(2, (0, 2.5)), asked(3, (0, 1), (2, None)))
    answer = told(replace(OCTOBER, measure=Measure.TAKE), *many)
    found = figure(answer)
    assert (found["mean"], found["of"], found["pending"]) == (90, "2", 1)
    assert found["since"] == Word("asked.since_hand")
    assert listed(answer) == ["2", "1"]


def test_S0_38_what_nobody_followed_up_is_told_with_how_long_ago_it_was_reported() -> None:
    """S0-38, S0-30: owed and not had; what was never owed is in neither."""

    def owed(number: int, kind: ClockKind, *, met: bool) -> Matter:
        return matter(number, promises=(Promise(kind, NOW, NOW if met else None, None),))

    revisits = (owed(1, ClockKind.REVISIT, met=False), owed(2, ClockKind.REVISIT, met=True), matter(3))
    answer = told(replace(OCTOBER, measure=Measure.UNVISITED), *revisits)
    assert (figure(answer)["top"], figure(answer)["of"], listed(answer)) == ("1", "2", ["1"])
    calls = (owed(1, ClockKind.FIRST_CONTACT, met=False), owed(2, ClockKind.RESPOND, met=False))
    assert listed(told(replace(OCTOBER, measure=Measure.UNCONTACTED), *calls)) == ["1"]


def test_days_before_the_first_record_are_said_to_be_such() -> None:
    """去年几单: what was not recorded is not none."""
    reply = reply_to(replace(OCTOBER, first=date(2026, 1, 1)), Counting(until=NOW, departments={}))
    assert reply.notice({}, begun=date(2026, 3, 9)).facts["begun"] == "2026-03-09"
    same = reply_to(OCTOBER, Counting(until=NOW, departments={}))
    assert same.notice({}, begun=date(2026, 10, 9)).facts["begun"] is None


_MOMENTS = st.builds(
    Moments,
    hours=st.sampled_from([None, (22, 6), (0, 24)]),
    weekdays=st.one_of(
        st.none(), st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
    ),
    workday=st.sampled_from([None, True, False]),
    open=st.sampled_from([None, True, False]),
)
_BOUNDS = st.builds(Bound, st.sampled_from("umol"), st.integers(0, 999_999), st.sampled_from(Unit))


@given(_MOMENTS, _BOUNDS, st.integers(-9, 99), st.one_of(st.none(), st.integers(0, 60)))
def test_a_button_carries_moments_bounds_and_floors(
    moments: Moments, bound: Bound, first: int, more: int | None
) -> None:
    floors = Floors(first, None if more is None else min(99, first + more))
    assert (moments_of(moments.code), bound_of(bound.code), floors_of(floors.code)) == (
        moments,
        bound,
        floors,
    )


@given(st.text(max_size=12))
def test_any_other_letters_narrow_nothing(code: str) -> None:
    """A forged button is never an exception."""
    assert isinstance(moments_of(code), Moments)
    bound_of(code), floors_of(code)


def test_a_question_with_much_of_it_still_fits_into_a_button() -> None:
    query = replace(
        OCTOBER,
        measure=Measure.LATE,
        building="12",
        unit="2",
        floors=Floors(10, None),
        topic="公共设施",
        kind=Kind.REPAIR,
        class_=Class.THREE,
        when=Moments(weekdays=(0, 2), open=False),
    )
    assert len(f"v1:ask:0:{query.code(16)}".encode()) <= 64
    assert decode(query.code(16)) == (query, 16)


def test_older_buttons_are_understood() -> None:
    """Weekends, hours and one floor as they were written before there were more."""
    code = "cou.261001.261031.^.3/2/18.......{}"
    for written, when in (
        ("", Moments()),
        ("2206", Moments(hours=(22, 6))),
        ("s", Moments(weekdays=WEEKEND)),
    ):
        assert decode(code.format("." + written) if written else code.format("")) == (
            replace(OCTOBER, best=True, building="3", unit="2", floors=Floors(18, 18), when=when),
            0,
        )


def test_hours_of_a_night_end_in_the_morning() -> None:
    assert Moments(hours=(22, 6)).overnight == timedelta(hours=6)
    assert Moments(hours=(9, 17)).overnight == timedelta()
