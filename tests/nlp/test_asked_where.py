"""Questions about the figures that look at hours, weekends, units and floors, or at what stands still."""

from datetime import date

import pytest

from desk.figures.asking import EVER
from desk.figures.floors import Floors
from desk.figures.moments import WEEKEND, Moments
from desk.figures.terms import Against, By, Measure
from desk.kind import Kind
from nlp.asked import asked
from nlp.lexicon import Lexicon, load
from nlp.pinyin import written

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("晚上10点以后的投诉有多少", (22, 6)),
        ("晚上8點到10點幾單", (20, 22)),
        ("上个月夜里12点到6点几单", (0, 6)),
        ("9点到5点几单", (9, 17)),
        ("早上8点前几单", (0, 8)),
        ("下午几单", (12, 18)),
        ("夜晚投訴多唔多", (22, 6)),
        ("how many complaints after 10pm", (22, 6)),
        ("how many between 9am and 12pm", (9, 12)),
        ("晚上好，本月几单", None),
        ("10点半以后投诉几单", None),
    ],
)
def test_hours_of_the_day_are_asked_about(text: str, hours: tuple[int, int] | None, words: Lexicon) -> None:
    """Whole hours, the last one excluded; what is not understood narrows nothing."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.query.when.hours == hours
    assert found.query.by is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3栋2单元上个月几单", {"building": "3", "unit": "2"}),
        ("5座12樓有冇投訴", {"building": "5", "floors": Floors(12, 12)}),
        ("top 3 buildings for noise", {"building": None, "by": By.BUILDING, "topic": "噪音"}),
        ("上個月哪一棟報修最多", {"building": None, "by": By.BUILDING}),
        ("3栋哪个单元投诉最多", {"building": "3", "by": By.UNIT}),
        ("周末有多少投诉", {"when": Moments(weekdays=WEEKEND), "by": None}),
        ("国庆投诉比平时多吗", {"when": Moments()}),
        ("今年各季度投诉", {"by": By.QUARTER, "kind": Kind.COMPLAINT}),
        ("complaints by quarter", {"by": By.QUARTER, "first": date(2026, 1, 1)}),
        ("现在有几单没接", {"measure": Measure.UNTAKEN, "first": EVER}),
        ("仲有幾多單未派", {"measure": Measure.UNGIVEN}),
        ("还没人回应的有几单", {"measure": Measure.SILENT, "first": EVER}),
        ("tickets on hold", {"measure": Measure.WAITING}),
        ("明天到期几单", {"measure": Measure.DUE, "first": date(2026, 11, 19)}),
        ("11月30日到期几单", {"measure": Measure.DUE, "first": date(2026, 11, 30)}),
        ("本周到期的", {"measure": Measure.DUE, "last": date(2026, 11, 22)}),
        ("差评有几单", {"measure": Measure.UNHAPPY}),
        ("态度满意度", {"measure": Measure.MANNER, "topic": None}),
        ("late revisits last month", {"measure": Measure.REVISIT}),
        ("首响超时几单", {"measure": Measure.RESPOND}),
        ("逾期率最高的楼栋", {"measure": Measure.LATE, "by": By.BUILDING, "share": True}),
        ("什么投诉涨得最快", {"by": By.TOPIC, "against": Against.MONTH}),
        ("上周五几单", {"first": date(2026, 11, 13), "last": date(2026, 11, 13)}),
        ("周三几单", {"first": TODAY, "last": TODAY}),
        ("上周末几单", {"first": date(2026, 11, 14), "last": date(2026, 11, 15)}),
        ("超过48小时没处理的", {"measure": Measure.OPEN, "last": date(2026, 11, 16)}),
        ("上午报的多还是下午报的多", {"by": By.HOUR, "when": Moments()}),
        ("昨天关单几单", {"measure": Measure.FINISHED, "first": date(2026, 11, 17)}),
        ("昨天的单子都处理完了吗", {"measure": Measure.DONE}),
        ("三天没处理的", {"measure": Measure.OPEN, "last": date(2026, 11, 15)}),
        ("服务态度满意度", {"measure": Measure.MANNER, "topic": None}),
        ("满意度前三的楼栋", {"by": By.BUILDING, "best": True}),
        ("7月以来投诉多少", {"first": date(2026, 7, 1), "last": TODAY}),
        ("上个月到现在几单", {"first": date(2026, 10, 1), "last": TODAY}),
        ("complaints since july", {"first": date(2026, 7, 1), "last": TODAY}),
        ("截至昨天几单", {"first": date(2026, 11, 1), "last": date(2026, 11, 17)}),
        ("worst rated staff", {"measure": Measure.HAPPY, "by": By.PERSON}),
    ],
)
def test_no_part_of_a_question_is_dropped_in_silence(
    text: str, told: dict[str, object], words: Lexicon
) -> None:
    """What narrows or orders the figure stands in the query; else it is told as not understood."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert {name: getattr(found.query, name) for name in told} == told


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("王强", "how many did wang qiang close", "wang qiang"),
        ("王强", "wangqiang上个月几单", "wangqiang"),
        ("王强", "qiang wang last month", "qiang wang"),
        ("欧阳晓明", "ouyang xiaoming", "ouyang xiaoming"),
        ("曾麗", "zeng li", "zeng li"),
        ("吕方", "lv fang", "lv fang"),
        ("王强", "wang qiangsheng", None),
        ("Emma", "emma", None),
    ],
)
def test_a_name_is_found_in_pinyin(name: str, text: str, found: str | None) -> None:
    pattern = written(name)
    match = pattern.search(text) if pattern else None
    assert (match and match[0]) == found


@pytest.mark.parametrize(
    "text", ["不是电梯的有几单", "除了张三投诉多少", "第一次投诉的几单", "等零件的不算几单"]
)
def test_what_is_not_so_is_asked_of_nobody(text: str, words: Lexicon) -> None:
    """The opposite would be a wrong figure."""
    assert asked(text, TODAY, words) is None


def test_days_joined_by_and_are_each_asked_about(words: Lexicon) -> None:
    found = asked("前天和昨天几单", TODAY, words)
    assert found is not None
    assert [query.first.day for query in found.queries] == [16, 17]


def test_buildings_from_one_to_another_are_each_asked_about(words: Lexicon) -> None:
    found = asked("1栋到3栋多少", TODAY, words)
    assert found is not None
    assert [query.building for query in found.queries] == ["1", "2", "3"]
