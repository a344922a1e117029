"""What a matter must be beside what is asked, or must not be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.figures.asking import decode
from desk.figures.marks import MEASURED, Mark
from desk.figures.terms import SOURCES, Measure
from desk.notices import Notice
from desk.ticket import Status
from tests.desk.answers import HOUR, KEPT, NOW, OCTOBER, figure, late, listed, told
from tests.desk.matters import matter


@pytest.mark.parametrize(
    "narrowed",
    [
        {"source": "phone"},
        {"building": "3", "unit": "2", "room": "1203A"},
        {"without": (Mark("topic", "停车"), Mark("measure", "waiting"))},
        {"only": (Mark("measure", "group"),), "without": (Mark("class", "3"), Mark("source", "visit"))},
        {"without": (Mark("kind", "repair"), Mark("group", "fees"), Mark("of_team", "eng"))},
    ],
)
def test_a_button_carries_what_narrows_and_what_is_left_out(narrowed: dict[str, object]) -> None:
    query = replace(OCTOBER, **narrowed)
    assert decode(query.code(8)) == (query, 8)


def test_a_button_that_nobody_made_leaves_out_nothing() -> None:
    found = decode(f"{replace(OCTOBER, source='phone').code()}..-onobody-mxyz")
    assert found is not None
    assert found[0] == replace(OCTOBER, source="phone")


def test_what_is_left_out_is_neither_counted_nor_listed() -> None:
    query = replace(OCTOBER, without=(Mark("topic", "停车"), Mark("measure", "waiting")))
    answer = told(
        query, matter(1), matter(2, topic="停车"), matter(3, topic=None), matter(4, status=Status.WAITING)
    )

    assert listed(answer) == ["1", "3"]
    assert figure(answer)["count"] == "2"


def test_what_stands_still_can_be_asked_of_second_and_late_ones_alone() -> None:
    open_ = {"status": Status.WORKING}
    many = [matter(1, **open_), matter(2, round=2, **open_), matter(3, round=2)]
    second = replace(OCTOBER, measure=Measure.OPEN, only=(Mark("measure", "second"),))
    lately = replace(OCTOBER, measure=Measure.OPEN, only=(Mark("measure", "late"),))
    times = [matter(4, promises=late(HOUR), **open_), matter(5, promises=KEPT, **open_)]

    assert figure(told(second, *many))["top"] == "1"
    assert listed(told(lately, *times)) == ["4"]


def test_a_home_is_asked_about_only_where_its_reporter_may_be_known() -> None:
    """Whoever complained of a person, or anonymously, has no door in the figures (S4-30)."""
    answer = told(replace(OCTOBER, room="502"), matter(1, home="502"), matter(2, home=None))

    assert listed(answer) == ["1"]


def test_every_way_and_every_mark_has_a_name() -> None:
    assert {"phone", "visit", "wechat"} < set(SOURCES)
    assert {Mark("measure", one).word for one in MEASURED}


def test_what_is_open_stands_oldest_first_and_what_waits_by_its_pause() -> None:
    """The longest suspended is not the oldest report."""
    (promise,) = late(HOUR)
    stopped = [promise._replace(paused_at=NOW - hours * HOUR) for hours in (2, 30)]
    waiting = [
        matter(at, status=Status.WAITING, promises=(promise,))._replace(
            opened_at=matter(at).opened_at + timedelta(hours=at)
        )
        for at, promise in enumerate(stopped, 1)
    ]

    assert listed(told(replace(OCTOBER, measure=Measure.OPEN), *waiting)) == ["1", "2"]
    longest = told(replace(OCTOBER, measure=Measure.WAITING), *waiting)
    assert listed(longest) == ["2", "1"]
    lines = longest.facts["lines"]
    assert isinstance(lines, list)
    assert [one.facts["took"] for one in lines if isinstance(one, Notice)] == [30 * 60, 2 * 60]
