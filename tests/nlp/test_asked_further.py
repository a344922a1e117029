"""What a question that goes on from another changes of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.figures.asking import Query
from desk.figures.bounds import Bound, Unit
from desk.figures.floors import Floors
from desk.figures.marks import Mark
from desk.figures.moments import WEEKEND, Moments
from desk.figures.terms import Against, By, Measure
from desk.kind import Kind
from nlp import lexicon
from nlp.asked import asked
from nlp.asked_further import further, goes_on

TODAY = date(2026, 11, 22)
WORDS = lexicon.load()
LEAKS = Query(
    measure=Measure.COUNT,
    first=date(2026, 11, 1),
    last=TODAY,
    building="3",
    unit="2",
    topic="渗漏",
)
OCTOBER = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
SATURDAY = {"first": date(2026, 11, 21), "last": date(2026, 11, 21)}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("帮我看下电梯", {"topic": "电梯"}),
        ("麻烦查一下噪音", {"topic": "噪音"}),
        ("幫我看下電梯的", {"topic": "电梯"}),
        ("给我看看投诉情况", {"kind": Kind.COMPLAINT}),
        ("show me lifts", {"topic": "电梯"}),
    ],
)
def test_who_asks_to_look_at_something_hears_of_all_of_it_in_those_days(
    words: str, kept: dict[str, object]
) -> None:
    """Told of the building and floor before, they would take the figure for that of the whole compound."""
    whole = Query(measure=Measure.COUNT, first=LEAKS.first, last=LEAKS.last)
    found = further(words, [replace(LEAKS, when=Moments(hours=(22, 6)))], TODAY, WORDS)
    assert found is not None
    assert found.query == replace(whole, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("查一下5栋", {"building": "5", "unit": None}),
        ("帮忙看看上个月的", OCTOBER),
        ("再看看电梯", {"topic": "电梯"}),
        ("那看下电梯呢", {"topic": "电梯"}),
    ],
)
def test_the_same_of_another_building_or_of_other_days_goes_on(
    words: str, changed: dict[str, object]
) -> None:
    found = further(words, [LEAKS], TODAY, WORDS)
    assert found is not None
    assert found.query == replace(LEAKS, **changed)  # type: ignore[arg-type]


WEEK = Query(measure=Measure.COUNT, first=date(2026, 11, 16), last=TODAY, against=Against.WEEK)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("电梯呢", {"topic": "电梯"}),
        ("上个月呢", {**OCTOBER, "against": Against.MONTH}),
        ("昨天呢", {**SATURDAY}),
        ("去年同期呢", {"against": Against.YEAR}),
        ("为什么多了", {"by": By.TOPIC}),
        ("哪些涨了", {"by": By.TOPIC}),
        ("why more", {"by": By.TOPIC}),
        ("按楼栋", {"by": By.BUILDING}),
    ],
)
def test_what_follows_a_comparison_is_compared_as_far_back_as_its_days_are_long(
    words: str, changed: dict[str, object]
) -> None:
    """上周和这周比, then 上个月呢: October with September, not with itself seven days earlier."""
    (week,) = asked("上周和这周比", TODAY, WORDS).queries  # type: ignore[union-attr]
    assert week == WEEK
    found = further(words, [WEEK], TODAY, WORDS)
    assert found is not None
    assert found.query == replace(WEEK, **changed)  # type: ignore[arg-type]


def test_households_are_held_against_counts_alone() -> None:
    found = further("逾期的呢", [replace(LEAKS, per=True)], TODAY, WORDS)
    assert found is not None
    assert (found.query.measure, found.query.per) == (Measure.LATE, False)
    assert further("每百户呢", [replace(LEAKS, measure=Measure.LATE)], TODAY, WORDS) is None


def test_two_months_beside_each_other_are_compared_with_nothing_else() -> None:
    found = further("那上个月和上上个月比呢", [WEEK], TODAY, WORDS)
    assert found is not None
    assert [one.against for one in found.queries] == [None, None]
    assert further("为什么多了", [LEAKS], TODAY, WORDS) is None


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("投诉的呢", {"kind": Kind.COMPLAINT}),
        ("上个月呢？", OCTOBER),
        ("換成上個月", OCTOBER),
        ("and yesterday?", SATURDAY),
        ("那5栋呢", {"building": "5", "unit": None}),
        ("1单元的呢", {"unit": "1"}),
        ("电梯的", {"topic": "电梯"}),
        ("逾期的呢", {"measure": Measure.LATE}),
        ("按楼栋", {"by": By.BUILDING, "building": None, "unit": None}),
        ("按问题", {"by": By.TOPIC}),
        ("每百户呢", {"per": True}),
        ("按周", {"by": By.WEEK}),
        ("换成30天的", {"first": date(2026, 10, 24)}),
        ("what about lifts", {"topic": "电梯"}),
        ("夜里的呢", {"when": Moments(hours=(22, 6))}),
        ("那下班后呢", {"when": Moments(open=False)}),
        ("每周一的呢", {"when": Moments(weekdays=(0,))}),
        ("10楼以上的呢", {"floors": Floors(10, None)}),
        ("那5栋10楼以上呢", {"building": "5", "unit": None, "floors": Floors(10, None)}),
        ("多久接单呢", {"measure": Measure.TAKE}),
        ("上个月同期呢", {"first": date(2026, 10, 1), "last": date(2026, 10, 22)}),
        ("边个师傅", {"by": By.PERSON}),
        ("是谁处理的", {"by": By.PERSON}),
        ("都啥原因", {"by": By.TOPIC}),
        (
            "超过3单的楼呢",
            {
                "by": By.BUILDING,
                "building": None,
                "unit": None,
                "bound": Bound("o", 30, Unit.TICKETS),
            },
        ),
        ("那上个月的投诉呢", {**OCTOBER, "kind": Kind.COMPLAINT}),
        ("电话报的呢", {"source": "phone"}),
        ("3栋502的呢", {"unit": None, "room": "502"}),
        ("停车的不算呢", {"without": (Mark("topic", "停车"),)}),
        ("去年同期呢", {"first": date(2025, 11, 1), "last": date(2025, 11, 22)}),
        ("那其中没处理完的有哪些", {"measure": Measure.OPEN}),
    ],
)
def test_only_what_is_said_is_changed(words: str, changed: dict[str, object]) -> None:
    found = further(words, [LEAKS], TODAY, WORDS)

    assert found is not None
    assert found.queries == [replace(LEAKS, **changed)]  # type: ignore[arg-type]


def test_what_is_whole_by_itself_keeps_the_days_alone() -> None:
    """噪音投诉 behind a rate of one building asks how many there were."""
    rate = replace(LEAKS, measure=Measure.RATE, by=By.FLOOR)
    found = further("噪音投诉", [rate], TODAY, WORDS)
    assert found
    whole = Query(measure=Measure.COUNT, first=LEAKS.first, last=TODAY, topic="噪音", kind=Kind.COMPLAINT)
    assert found.queries == [whole]


def test_a_bound_is_kept_as_long_as_it_says_something() -> None:
    """及时率低于90%的楼, then 满意度的呢; of a mean time 90 % is no bound."""
    low = replace(LEAKS, measure=Measure.RATE, by=By.BUILDING, bound=Bound("u", 900, Unit.PERCENT))
    for words, bound in (("满意度呢", low.bound), ("按部门呢", low.bound), ("平均多久修好呢", None)):
        found = further(words, [low], TODAY, WORDS)
        assert found is not None
        assert found.query.bound == bound


def test_hours_and_days_of_the_week_are_changed_each_by_themselves() -> None:
    nights = replace(LEAKS, when=Moments(hours=(22, 6), weekdays=WEEKEND))
    for words, when in (
        ("工作日的呢", Moments(hours=(22, 6), workday=True)),
        ("下午的呢", Moments(hours=(12, 18), weekdays=WEEKEND)),
    ):
        found = further(words, [nights], TODAY, WORDS)
        assert found is not None
        assert found.query.when == when


def test_of_several_named_each_is_asked_about() -> None:
    found = further("那5栋和8栋呢", [LEAKS], TODAY, WORDS)

    assert found is not None
    assert [(one.building, one.topic) for one in found.queries] == [("5", "渗漏"), ("8", "渗漏")]


def test_days_beside_those_of_before_are_told_with_them() -> None:
    """跟中秋比呢: both; then 电梯的呢 is of both again, and 去年呢 of the year before."""
    both = further("跟中秋比呢", [LEAKS], TODAY, WORDS)
    assert both is not None
    lifts = further("电梯的呢", both.queries, TODAY, WORDS)
    assert lifts is not None
    year = further("去年呢", lifts.queries, TODAY, WORDS)

    assert [one.first for one in both.queries] == [LEAKS.first, date(2026, 9, 25)]
    assert [(one.topic, one.first) for one in lifts.queries] == [
        ("电梯", LEAKS.first),
        ("电梯", date(2026, 9, 25)),
    ]
    assert year is not None
    assert [one.first for one in year.queries] == [date(2025, 1, 1)]  # the same of both is told once


@pytest.mark.parametrize("words", ["what about including those", "那些也算上呢", "包括在内呢"])
def test_what_was_left_out_is_taken_in_again(words: str) -> None:
    without = replace(LEAKS, without=(Mark("measure", "waiting"),))
    found = further(words, [without], TODAY, WORDS)

    assert found is not None
    assert found.queries == [LEAKS]


def test_of_those_that_were_told_of_the_same_days_and_sort_are_meant() -> None:
    groups = replace(LEAKS, measure=Measure.GROUP)
    open_ = further("里面没处理完的呢", [groups], TODAY, WORDS)
    assert open_ is not None
    late = further("逾期的呢", open_.queries, TODAY, WORDS)

    assert (open_.query.first, open_.query.only) == (LEAKS.first, (Mark("measure", "group"),))
    assert late is not None
    assert late.query.measure is Measure.LATE
    assert late.query.first == LEAKS.first


def test_what_is_open_has_no_days_and_gets_them_where_something_else_is_asked_next() -> None:
    opened = further("没处理完的呢", [LEAKS], TODAY, WORDS)
    assert opened is not None
    back = further("满意度呢", [opened.query], TODAY, WORDS)

    assert opened.query.first.year == 2000
    assert back is not None
    assert (back.query.first, back.query.topic) == (LEAKS.first, "渗漏")


@pytest.mark.parametrize(
    "words",
    [
        "好的",
        "收到",
        "辛苦了",
        "那就这样吧",
        "呢",
        "那我先开会呢",
        "昨天他请假了",
        "3栋的灯修好没有",
        "app的呢",
        "那昨天下午到今天呢",
        "超过90%的呢",
    ],
)
def test_what_says_anything_else_does_not_go_on(words: str) -> None:
    assert further(words, [LEAKS], TODAY, WORDS) is None


def test_its_form_tells_what_goes_on() -> None:
    assert [goes_on(words) for words in ("那3栋呢", "and may?", "5栋呢")] == [True] * 3
    assert [goes_on(words) for words in ("本月电梯多少", "谁最慢", "还有几单没处理", "那个漏水有多少单")] == [
        False
    ] * 4


@given(st.text(max_size=40))
def test_any_words_go_on_or_not(text: str) -> None:
    found = further(text, [LEAKS], TODAY, WORDS)

    assert found is None or found.queries
