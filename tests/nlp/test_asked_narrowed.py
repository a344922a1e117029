"""Questions narrowed to floors, working hours, days of the week; and how long a stage takes."""

from datetime import date

import pytest

from desk.figures.asking import EVER, decode
from desk.figures.floors import Floors
from desk.figures.moments import WEEKDAYS, WEEKEND, Moments
from desk.figures.terms import By, Measure
from nlp.asked import asked
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "floors"),
    [
        ("10楼以上的漏水多少", Floors(10, None)),
        ("低楼层(1-3楼)投诉几单", Floors(1, 3)),
        ("18樓以上投訴幾多", Floors(18, None)),
        ("5到8楼噪音几单", Floors(5, 8)),
        ("3栋10层及以上多少单", Floors(10, None)),
        ("高于20楼的投诉", Floors(21, None)),
        ("10楼以下几单", Floors(1, 10)),
        ("不到10层的报修", Floors(1, 9)),
        ("十樓以上漏水幾多單", Floors(10, None)),
        ("负一楼几单", Floors(-1, -1)),
        ("5座12樓有冇投訴", Floors(12, 12)),
        ("how many leaks above the 10th floor", Floors(11, None)),
        ("floors 5 to 8 leaks this year", Floors(5, 8)),
        ("complaints on floors 10 and above", Floors(10, None)),
        ("below floor 5 complaints", Floors(1, 4)),
        ("1-3栋几单", None),
        ("3号楼几单", None),
    ],
)
def test_floors_are_understood(text: str, floors: Floors | None, words: Lexicon) -> None:
    """以上 and 以下 take their number in, 高于 and above do not (民法典 §1259)."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert found.query.floors == floors
    assert decode(found.query.code()) == (found.query, 0)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("下班后报的有多少", Moments(open=False)),
        ("上班时间投诉几单", Moments(open=True)),
        ("非工作时间报修几单", Moments(open=False)),
        ("complaints outside office hours", Moments(open=False)),
        ("收工之後有幾多單投訴", Moments(open=False)),
        ("周末下班后几单", Moments(weekdays=WEEKEND, open=False)),
        ("工作日几单", Moments(workday=True)),
        ("非工作日几单", Moments(workday=False)),
        ("节假日报修多少", Moments(workday=False)),
        ("周一到周五投诉", Moments(weekdays=WEEKDAYS)),
        ("每周一几单", Moments(weekdays=(0,))),
        ("逢周三上午投诉", Moments(weekdays=(2,), hours=(6, 12))),
        ("每个周六和周日投诉", Moments(weekdays=WEEKEND)),
        ("上个月礼拜天几单", Moments(weekdays=(6,))),
        ("how many complaints on sundays", Moments(weekdays=(6,))),
        ("周日投诉多少", Moments()),
        ("上周日投诉多少", Moments()),
        ("凌晨两点以后几单", Moments(hours=(2, 6))),
    ],
)
def test_moments_of_the_days_are_understood(text: str, when: Moments, words: Lexicon) -> None:
    """A day of the week is the latest one, unless it comes again in what is asked about."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert found.query.when == when
    assert decode(found.query.code()) == (found.query, 0)


@pytest.mark.parametrize(
    ("text", "measure", "by"),
    [
        ("多久接单", Measure.TAKE, None),
        ("平均派单时间", Measure.ASSIGN, None),
        ("接单最慢的是谁", Measure.TAKE, By.PERSON),
        ("平均接单时间最长的部门", Measure.TAKE, By.DEPARTMENT),
        ("派单最慢的几单", Measure.ASSIGN, None),
        ("多久首次联系业主", Measure.REACH, None),
        ("首次响应多久", Measure.REPLY, None),
        ("接單要幾耐", Measure.TAKE, None),
        ("how long until accepted", Measure.TAKE, None),
        ("average acceptance time by department", Measure.TAKE, By.DEPARTMENT),
        ("接单及时率", Measure.ACCEPT, None),
        ("没回访的有几单", Measure.UNVISITED, None),
        ("从报修到修好平均多久", Measure.MEND, None),
    ],
)
def test_how_long_each_stage_takes_is_asked(
    text: str, measure: Measure, by: By | None, words: Lexicon
) -> None:
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert (found.query.measure, found.query.by) == (measure, by)


@pytest.mark.parametrize("text", ["接单多少", "接单到修好要多久", "电梯多久修好", "急单平均多久到"])
def test_a_stage_or_a_pace_alone_is_not_answered_by_another(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("上班时间和下班后各多少单", "when", [Moments(open=True), Moments(open=False)]),
        ("上班时间多还是下班后多", "when", [Moments(open=True), Moments(open=False)]),
        ("平均派单接单响应时间", "measure", [Measure.ASSIGN, Measure.TAKE, Measure.REPLY]),
        ("三号楼四号楼这周情况", "building", ["3", "4"]),
        ("3栋漏水和5栋漏水各几单", "building", ["3", "5"]),
        ("3栋比5栋多多少", "building", ["3", "5"]),
        ("電梯同噪音各有幾單", "topic", ["电梯", "噪音"]),
    ],
)
def test_of_several_each_is_asked(text: str, name: str, values: list[object], words: Lexicon) -> None:
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert [getattr(query, name) for query in found.queries] == values


def test_days_of_the_week_are_compared(words: Lexicon) -> None:
    found = asked("星期天和星期六哪天投诉多", TODAY, words)
    assert found is not None
    assert (found.query.by, found.query.when.weekdays) == (By.WEEKDAY, WEEKEND)


def test_what_is_named_besides_and_not_asked_about_is_told(words: Lexicon) -> None:
    """电梯投诉多少、还有…漏水: no topic is dropped in silence."""
    found = asked("电梯投诉这个月还剩多少漏水", TODAY, words)
    assert found is not None
    assert found.query.topic is not None
    assert found.left


def test_what_nobody_followed_up_is_of_any_day(words: Lexicon) -> None:
    found = asked("还没回访的有几单", TODAY, words)
    assert found is not None
    assert found.query.first == EVER
