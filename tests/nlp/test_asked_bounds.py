"""Questions that hold lines, or each ticket, against a bound."""

from datetime import date

import pytest

from desk.figures.asking import EVER, decode
from desk.figures.bounds import Bound, Unit
from desk.figures.terms import By, Measure
from desk.kind import Kind
from nlp.asked import asked, unread
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)  # a Wednesday
HOUR, DAY, WEEK = 600, 14_400, 100_800  # tenths of minutes


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "measure", "by", "bound"),
    [
        ("哪些楼没到95%", Measure.RATE, By.BUILDING, Bound("u", 950, Unit.PERCENT)),
        ("邊啲樓未到95%", Measure.RATE, By.BUILDING, Bound("u", 950, Unit.PERCENT)),
        ("及时率低于90%的部门", Measure.RATE, By.DEPARTMENT, Bound("u", 900, Unit.PERCENT)),
        ("及时率90以下的楼", Measure.RATE, By.BUILDING, Bound("m", 900, Unit.PERCENT)),
        ("满意度没过八成的楼", Measure.HAPPY, By.BUILDING, Bound("u", 800, Unit.PERCENT)),
        ("及时率不足百分之九十五的月份", Measure.RATE, By.MONTH, Bound("u", 950, Unit.PERCENT)),
        ("满意度100%的部门", Measure.HAPPY, By.DEPARTMENT, Bound("l", 1000, Unit.PERCENT)),
        ("超过3单的楼", Measure.COUNT, By.BUILDING, Bound("o", 30, Unit.TICKETS)),
        ("超過三單嘅樓", Measure.COUNT, By.BUILDING, Bound("o", 30, Unit.TICKETS)),
        ("3单以上的楼栋", Measure.COUNT, By.BUILDING, Bound("l", 30, Unit.TICKETS)),
        ("哪几天超过15单", Measure.COUNT, By.DATE, Bound("o", 150, Unit.TICKETS)),
        ("上个月逾期超过5单的楼栋", Measure.LATE, By.BUILDING, Bound("o", 50, Unit.TICKETS)),
        ("哪几栋没有逾期", Measure.LATE, By.BUILDING, Bound("m", 0, Unit.TICKETS)),
        ("逾期率超过10%的楼", Measure.LATE, By.BUILDING, Bound("o", 100, Unit.PERCENT)),
        ("谁的及时率不到95%", Measure.RATE, By.PERSON, Bound("u", 950, Unit.PERCENT)),
        ("手上单子超过5单的是谁", Measure.OPEN, By.PERSON, Bound("o", 50, Unit.TICKETS)),
        ("平均处理超过2天的部门", Measure.MEND, By.DEPARTMENT, Bound("o", 2 * DAY, Unit.MINUTES)),
        ("接单超过1小时的人", Measure.TAKE, By.PERSON, Bound("o", HOUR, Unit.MINUTES)),
        ("which dept below 90% on time", Measure.RATE, By.DEPARTMENT, Bound("u", 900, Unit.PERCENT)),
        ("staff with more than 5 open tickets", Measure.OPEN, By.PERSON, Bound("o", 50, Unit.TICKETS)),
        ("units with at least 2 leaks", Measure.COUNT, By.UNIT, Bound("l", 20, Unit.TICKETS)),
        ("上个月及时率到95%了吗", Measure.RATE, None, Bound("l", 950, Unit.PERCENT)),
        ("上个月有没有超过100单", Measure.COUNT, None, Bound("o", 1000, Unit.TICKETS)),
        ("超过30分钟没接单的", Measure.UNTAKEN, None, Bound("o", HOUR // 2, Unit.MINUTES)),
        ("超过2小时没联系的", Measure.UNCONTACTED, None, Bound("o", 2 * HOUR, Unit.MINUTES)),
        ("逾期一周以上的有几单", Measure.LATE, None, Bound("l", WEEK, Unit.MINUTES)),
        ("派单超过10分钟的几单", Measure.ASSIGN, None, Bound("o", HOUR // 6, Unit.MINUTES)),
    ],
)
def test_a_bound_is_understood_with_what_it_is_of(
    text: str, measure: Measure, by: By | None, bound: Bound, words: Lexicon
) -> None:
    """以上 takes its number in, 超过 does not (民法典 §1259); a button carries it."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert (found.query.measure, found.query.by, found.query.bound) == (measure, by, bound)
    assert len(f"v1:ask:0:{found.query.code(9999)}".encode()) <= 64
    assert decode(found.query.code(8)) == (found.query, 8)


def test_what_a_bound_counts_may_also_be_what_is_asked_about(words: Lexicon) -> None:
    found = asked("buildings with more than 3 complaints", TODAY, words)
    assert found is not None
    assert found.query.kind is Kind.COMPLAINT


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("哪栋逾期超过100天", "超过100天"),
        ("及时率超过3单的楼", "超过3单"),
        ("比上个月投诉超过5单的楼", "超过5单"),
        ("平均响应时间超过90%的部门", "超过90%"),
    ],
)
def test_a_bound_that_the_measure_is_not_counted_in_is_told_as_not_understood(
    text: str, left: str, words: Lexicon
) -> None:
    found = asked(text, TODAY, words)
    assert found is None or (found.query.bound is None and found.left)
    assert left.rstrip("%") in "".join(unread(text, TODAY, words))


@pytest.mark.parametrize(
    "text", ["投诉5次以上的住户", "哪个业主投诉最多", "谁投诉最多", "who complains most"]
)
def test_of_households_no_figures_are_told(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.refused == "households"


@pytest.mark.parametrize("text", ["没有投诉的楼有哪些", "非电梯投诉多少", "一单都没有的楼几栋", "谁一单没接"])
def test_the_opposite_of_what_is_asked_is_never_told(text: str, words: Lexicon) -> None:
    assert asked(text, TODAY, words) is None


def test_whole_days_of_what_still_stands_are_those_of_the_report(words: Lexicon) -> None:
    found = asked("超过3天没处理的", TODAY, words)
    assert found is not None
    assert (found.query.bound, found.query.first, found.query.last) == (None, EVER, date(2026, 11, 15))
