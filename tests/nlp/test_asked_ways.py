"""How it came, which door, what is left out, what it must be beside."""

from datetime import date

import pytest

from desk.figures.asking import EVER
from desk.figures.floors import Floors
from desk.figures.marks import Mark
from desk.figures.terms import Against, By, Measure
from desk.kind import Kind
from nlp.asked import asked
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)
OPEN, GROUP, WAITING = (Mark("measure", one) for one in ("open", "group", "waiting"))


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("电话报的有几单", {"source": "phone", "by": None}),
        ("每百户投诉多少", {"per": True, "kind": Kind.COMPLAINT, "by": None}),
        ("哪棟投訴率最高", {"per": True, "by": By.BUILDING, "best": False}),
        ("每百户报修最少的楼", {"per": True, "by": By.BUILDING, "best": True, "kind": Kind.REPAIR}),
        ("which site has the highest complaint rate", {"per": True, "by": By.SITE}),
        ("哪栋投诉率低", {"per": True, "by": By.BUILDING, "best": True}),
        ("哪栋及时率低", {"measure": Measure.RATE, "by": By.BUILDING, "best": False}),
        ("哪栋及时率高", {"measure": Measure.RATE, "by": By.BUILDING, "best": True}),
        ("二次投诉率", {"per": False, "measure": Measure.SECOND}),
        ("微信來的漏水", {"source": "wechat", "topic": "渗漏"}),
        ("12345本月几单", {"source": "government"}),
        ("群里报的电梯几单", {"source": "room", "topic": "电梯"}),
        ("前台手上还有几单", {"source": None, "team": "cus"}),
        ("各来源渠道占比：微信、电话、前台", {"by": By.SOURCE, "source": None, "team": None}),
        ("微信来的回复及时率是不是比电话低", {"by": By.SOURCE, "measure": Measure.RESPOND}),
        ("3栋502今年几单", {"building": "3", "room": "502", "first": date(2026, 1, 1)}),
        ("2栋1203那户到底投诉了多少回", {"building": "2", "room": "1203", "first": EVER}),
        ("3-2-904几单", {"building": "3", "unit": "2", "room": "904"}),
        (
            "B棟12樓之3的住戶最近有再反映漏水嗎",
            {"building": "B", "floors": Floors(12, 12), "room": "之3", "topic": "渗漏"},
        ),
        ("这个月几单，不算停车", {"without": (Mark("topic", "停车"),)}),
        ("除了电梯投诉多少", {"without": (Mark("topic", "电梯"),), "kind": Kind.COMPLAINT}),
        ("今年几单，不算噪音投诉", {"without": (Mark("topic", "噪音"),), "kind": None}),
        ("唔計噪音同停車幾多單", {"without": (Mark("topic", "噪音"), Mark("topic", "停车"))}),
        ("還有幾單沒處理，掛起的不算", {"measure": Measure.OPEN, "without": (WAITING,)}),
        ("三类不算，这个月几单", {"without": (Mark("class", "3"),), "class_": None}),
        ("停车纠纷除外，这个月几单", {"without": (Mark("topic", "停车"),)}),
        ("open tickets excluding anything on hold", {"measure": Measure.OPEN, "without": (WAITING,)}),
        ("有冇group complaint 仲未搞掂", {"measure": Measure.OPEN, "only": (GROUP,)}),
        ("没处理完的群诉有几单", {"measure": Measure.OPEN, "only": (GROUP,)}),
        ("最老的单是哪单", {"measure": Measure.OPEN, "first": EVER}),
        ("拖最久的是哪单", {"measure": Measure.OPEN, "first": EVER}),
        ("top 5 oldest open tickets", {"measure": Measure.OPEN, "by": None}),
        ("挂起最久的是哪一单", {"measure": Measure.WAITING}),
        ("哪个项目投诉最多", {"by": By.SITE, "kind": Kind.COMPLAINT}),
        ("今年首次联系及时率低于90%的项目有哪些", {"by": By.SITE, "measure": Measure.CONTACT}),
        ("今天必须弄完的有哪些", {"measure": Measure.DUE}),
        ("噪音投诉比去年多吗", {"first": date(2026, 1, 1)}),
        ("噪音投诉比去年同期多吗", {"first": date(2026, 11, 1)}),
        ("去年同期对比", {"first": date(2026, 11, 1), "against": Against.YEAR}),
        ("电梯投诉去年同期数据对比", {"topic": "电梯", "against": Against.YEAR}),
        ("上个月同期对比", {"first": date(2026, 11, 1), "against": Against.MONTH}),
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
        ("本週櫃台受理的跟電話進來的各幾件", "source", ["visit", "phone"]),
        ("本月投诉跟9月比多了还是少了", "first", [date(2026, 11, 1), date(2026, 9, 1)]),
        ("春节期间几单，跟去年春节比", "first", [date(2026, 2, 16), date(2025, 1, 28)]),
        ("管理費今季多定上季多", "first", [date(2026, 10, 1), date(2026, 7, 1)]),
        ("今年群诉几单，没处理完的几单", "only", [(), (GROUP,)]),
        ("本月几单，超时的几单，没处理的几单", "only", [(), (), ()]),
    ],
)
def test_each_is_asked(text: str, name: str, values: list[object], words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is not None
    assert [getattr(query, name) for query in found.queries] == values


@pytest.mark.parametrize(
    "text", ["除了张三几单", "等零件的不算几单", "样本少于10单的不要，谁最慢", "同一户报了三次以上的有没有"]
)
def test_what_cannot_be_left_out_makes_no_figure(text: str, words: Lexicon) -> None:
    """The opposite would be a wrong figure."""
    found = asked(text, TODAY, words)

    assert found is None or found.left or found.refused


def test_those_that_are_late_are_listed_as_they_stand_now(words: Lexicon) -> None:
    """超时的发我看看 wants the list of now; of a month or a share the month is counted."""
    told = [asked(text, TODAY, words) for text in ("超时的发我看看", "本月超时的有哪些", "超时率多少")]

    assert [one and one.late_now for one in told] == [True, False, False]


@pytest.mark.parametrize("text", ["昨天上百户停水了", "几百户投诉电梯", "3栋上百户停水", "两百户没电"])
def test_hundreds_of_homes_that_are_hit_are_no_question(text: str, words: Lexicon) -> None:
    """每百户 asks for a figure; 上百户停水 is a matter, and may not be answered with one."""
    found = asked(text, TODAY, words)
    assert found is None or not found.query.per
