"""What managers ask as they speak: weeks before the last, rises and falls, lists, by whom it came."""

from datetime import date

import pytest

from desk.figures.moments import Moments
from desk.figures.terms import Against, By, Measure
from desk.kind import Kind
from nlp.asked import asked
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)  # a Wednesday
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


def days(first: date, last: date | None = None) -> dict[str, date]:
    return {"first": first, "last": last or first}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("哪一层漏水最多", {"by": By.FLOOR, "floors": None, "topic": "渗漏"}),
        ("上上週五幾單", days(date(2026, 11, 6))),
        ("上上周末几单", days(date(2026, 11, 7), date(2026, 11, 8))),
        ("周一到现在几单", days(date(2026, 11, 16), TODAY)),
        ("国庆那几天几单", days(date(2026, 10, 1), date(2026, 10, 7))),
        ("golden week complaints", days(date(2026, 10, 1), date(2026, 10, 7))),
        ("双十一几单", days(date(2026, 11, 11))),
        ("双十一那周几单", days(date(2026, 11, 9), date(2026, 11, 15))),
        ("入夏以来漏水几单", days(date(2026, 6, 1), TODAY)),
        ("上个月同期几单", days(date(2026, 10, 1), date(2026, 10, 18))),
        ("lift complaints this yr vs last yr", {"against": Against.YEAR, "first": date(2026, 1, 1)}),
        ("投诉有没有涨", {"against": Against.MONTH, "first": NOVEMBER}),
        ("今年投诉有没有涨", {"against": Against.YEAR}),
        ("为什么这周及时率掉了这么多", {"against": Against.WEEK, "by": By.TOPIC}),
        ("why did complaints jump last week", {"against": Against.WEEK, "by": By.TOPIC}),
        ("is engineering faster than last month", {"measure": Measure.MEND, "team": "eng"}),
        ("工程部比上个月慢吗", {"measure": Measure.MEND, "against": Against.MONTH}),
        ("投诉比上个月涨得快吗", {"measure": Measure.COUNT}),
        ("快递投诉比上个月多吗", {"measure": Measure.COUNT, "topic": "快递外卖"}),
        ("周日定周一單多", {"by": By.WEEKDAY}),
        ("3栋最近怎么这么多单", {"by": By.TOPIC, "building": "3"}),
        ("最近點解咁多投訴", {"by": By.TOPIC, "kind": Kind.COMPLAINT}),
        ("5号楼都投诉了啥", {"by": By.TOPIC, "building": "5", "kind": Kind.COMPLAINT}),
        ("12345转过来的本月几单", {"source": "government"}),
        ("hotline vs wechat which brings more", {"by": By.SOURCE}),
        ("保安这个月被投诉几次", {"topic": "安保", "kind": Kind.COMPLAINT}),
        ("暖气不热的几单", {"topic": "供暖"}),
        ("回訪完成率", {"measure": Measure.REVISIT}),
        ("有没有二次投诉", {"measure": Measure.SECOND, "bound": None}),
        ("有没有逾期", {"measure": Measure.LATE, "bound": None}),
        ("上周和这周比怎么样", {"against": Against.WEEK, "first": date(2026, 11, 16)}),
        ("上个月和这个月比投诉怎么样", {"against": Against.MONTH, "kind": Kind.COMPLAINT}),
        ("谁手上单子最多", {"measure": Measure.OPEN, "by": By.PERSON}),
        ("今天要回访哪些", {"measure": Measure.DUE, **days(TODAY)}),
        ("这个月办了多少", {"measure": Measure.FINISHED}),
        ("夜班投诉多少", {"when": Moments(hours=(20, 8))}),
        ("昨晚夜班几单", {"when": Moments(hours=(20, 8)), **days(date(2026, 11, 17))}),
    ],
)
def test_it_is_heard_whole(text: str, told: dict[str, object], words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is not None
    assert {name: getattr(found.query, name) for name in told} == told
    assert found.left == ()


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("漏水 电梯 噪音 各几单", "topic", ["渗漏", "电梯", "噪音"]),
        ("水电几单", "topic", ["供水", "供电"]),
        ("满意度 9月 10月", "first", [date(2026, 9, 1), date(2026, 10, 1)]),
        ("上周投诉比上上周多还是少", "first", [date(2026, 11, 9), date(2026, 11, 2)]),
        ("夜班和白班哪个投诉多", "when", [Moments(hours=(20, 8)), Moments(hours=(8, 20))]),
        ("本月多少单 超时的几个", "measure", [Measure.COUNT, Measure.LATE]),
        ("本月投诉有多少，哪类超时最多", "measure", [Measure.COUNT, Measure.LATE]),
    ],
)
def test_each_of_a_list_is_asked(text: str, name: str, values: list[object], words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is not None
    assert [getattr(query, name) for query in found.queries] == values
    assert found.left == ()


@pytest.mark.parametrize(
    "text",
    ["投诉最多的前三名是哪三个业主", "边几户投诉最多", "业主投诉最多的", "投诉最多的两位住户是哪位住户"],
)
def test_of_households_nothing_is_ranked(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is not None
    assert found.refused == "households"


@pytest.mark.parametrize(
    "text",
    [
        "墙砖有没有掉",
        "王强被投诉几次",
        "上周 周一几单",
        "明天谁值班",
        "how many people complained",
        "中秋连假几单投诉了什么",
    ],
)
def test_what_would_be_a_wrong_figure_is_none(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is None or found.left


@pytest.mark.parametrize(
    "text", ["停水那天几单", "上周那天几单", "昨晚中班几单", "地库漏水几单", "门口停车几单"]
)
def test_what_narrows_and_is_not_understood_is_named(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is None or found.left
