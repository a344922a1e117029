"""Questions about the figures: measure, comparison, days, topic and place out of words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.figures.asking import EVER, decode
from desk.figures.terms import Against, By, Measure
from desk.kind import Kind
from desk.reading import Category, Class
from nlp.asked import asked, unread
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上个月电梯投诉多少", {"measure": Measure.COUNT, "topic": "电梯", "kind": Kind.COMPLAINT}),
        ("上個月升降機投訴幾單？", {"measure": Measure.COUNT, "topic": "电梯", "kind": Kind.COMPLAINT}),
        ("how many lift complaints last month", {"topic": "电梯", "kind": Kind.COMPLAINT}),
        ("3栋本周逾期", {"measure": Measure.LATE, "building": "3"}),
        ("三号楼本周超时几单", {"measure": Measure.LATE, "building": "3"}),
        ("overdue in building 3 this week", {"measure": Measure.LATE, "building": "3"}),
        ("誰逾期最多", {"measure": Measure.LATE, "by": By.PERSON}),
        ("这个月满意度", {"measure": Measure.HAPPY, "by": None}),
        ("哪棟樓最多", {"measure": Measure.COUNT, "by": By.BUILDING}),
        ("什么问题最多", {"measure": Measure.COUNT, "by": By.TOPIC}),
        ("各部门及时率", {"measure": Measure.RATE, "by": By.DEPARTMENT}),
        ("本月二次投诉多少", {"measure": Measure.SECOND, "kind": None}),
        ("10月一类投诉", {"measure": Measure.COUNT, "class_": Class.ONE, "kind": Kind.COMPLAINT}),
        ("收费类投诉多少", {"category": Category.FEES}),
        ("3号楼还没处理完的有多少", {"measure": Measure.OPEN, "building": "3"}),
        ("去年10月回访率", {"measure": Measure.REVISIT}),
        ("最近7天漏水报修几单", {"topic": "渗漏", "kind": Kind.REPAIR}),
        ("谁最快", {"measure": Measure.RATE, "by": By.PERSON, "best": True}),
        ("誰最慢", {"measure": Measure.RATE, "by": By.PERSON, "best": False}),
        ("who is the fastest", {"measure": Measure.RATE, "by": By.PERSON, "best": True}),
        ("满意度最低的部门", {"measure": Measure.HAPPY, "by": By.DEPARTMENT, "best": False}),
        ("谁满意度最高", {"measure": Measure.HAPPY, "by": By.PERSON, "best": True}),
        ("哪栋逾期最少", {"measure": Measure.LATE, "by": By.BUILDING, "best": True}),
        ("哪栋逾期最多", {"measure": Measure.LATE, "by": By.BUILDING, "best": False}),
        ("为什么逾期这么多", {"measure": Measure.LATE, "by": By.TOPIC}),
        ("上个月完成了多少", {"measure": Measure.FINISHED}),
        ("電梯還有幾個沒修好", {"measure": Measure.OPEN, "topic": "电梯"}),
        ("没回访的有几单", {"measure": Measure.UNVISITED, "first": EVER}),
        ("派单及时率", {"measure": Measure.DISPATCH}),
        ("有幾多單未做", {"measure": Measure.OPEN}),
        ("咨询多少", {"kind": Kind.ENQUIRY}),
        ("群体投诉几单", {"measure": Measure.GROUP, "kind": None}),
        ("电梯投拆多少", {"kind": Kind.COMPLAINT, "topic": "电梯"}),
        ("上个月电梯平均多久修好", {"measure": Measure.MEND, "topic": "电梯"}),
        ("平均處理時間最長的樓棟", {"measure": Measure.MEND, "by": By.BUILDING, "best": False}),
        ("average time to fix", {"measure": Measure.MEND}),
        ("平均首次联系多久", {"measure": Measure.REACH}),
        ("time to first contact", {"measure": Measure.REACH}),
        ("比上个月多吗", {"measure": Measure.COUNT, "against": Against.MONTH}),
        ("電梯投訴比上個月多還是少", {"topic": "电梯", "against": Against.MONTH}),
        ("满意度同比", {"measure": Measure.HAPPY, "against": Against.YEAR}),
        ("平均多久修好比上个月快吗", {"measure": Measure.MEND, "against": Against.MONTH}),
        ("本周环比", {"against": Against.WEEK}),
        ("昨天投诉环比", {"against": Against.DAY}),
        ("10月投诉环比", {"against": Against.MONTH}),
        ("more lift complaints than last month", {"topic": "电梯", "against": Against.MONTH}),
        ("平均处理时间按楼栋", {"measure": Measure.MEND, "by": By.BUILDING}),
        ("平均处理时长按部门排一下", {"measure": Measure.MEND, "by": By.DEPARTMENT}),
        ("平均响应时间", {"measure": Measure.REPLY}),
        ("平均派单要多久呢", {"measure": Measure.ASSIGN}),
        ("麻烦帮我查一下上个月的及时率，谢谢", {"measure": Measure.RATE}),
        ("你好，我想知道这个月投诉情况", {"measure": Measure.COUNT, "kind": Kind.COMPLAINT}),
        ("昨天的单子都处理完了吗", {"measure": Measure.DONE}),
        ("超过三天没处理的有几单", {"measure": Measure.OPEN}),
        ("手上单子最多的是谁", {"measure": Measure.OPEN, "by": By.PERSON}),
        ("工程部上个月及时率多少", {"measure": Measure.RATE, "team": "eng"}),
        ("保洁部投诉多少", {"team": "cle", "topic": None, "kind": Kind.COMPLAINT}),
        ("几点钟报修最多", {"by": By.HOUR, "kind": Kind.REPAIR}),
        ("周末投诉比平时多吗", {"by": By.WEEKDAY, "kind": Kind.COMPLAINT}),
        ("日均多少单", {"by": By.DATE}),
        ("每周投诉趋势", {"by": By.WEEK, "kind": Kind.COMPLAINT}),
        ("satisfaction trend", {"measure": Measure.HAPPY, "by": By.MONTH}),
        ("多少投诉是电话来的", {"source": "phone", "kind": Kind.COMPLAINT}),
        ("按级别看一下", {"measure": Measure.COUNT, "by": By.CLASS}),
        ("top 5 complaints last month", {"by": By.TOPIC, "kind": Kind.COMPLAINT}),
        ("3栋最近怎么样", {"measure": Measure.COUNT, "building": "3"}),
        ("10月比9月多多少", {"against": Against.MONTH, "first": date(2026, 10, 1)}),
        ("9月和10月比投诉多了还是少了", {"against": Against.MONTH, "first": date(2026, 10, 1)}),
        ("1月比12月多吗", {"against": Against.MONTH, "first": date(2026, 1, 1)}),
        ("今年10月比去年10月投诉多多少", {"against": Against.YEAR, "first": date(2026, 10, 1)}),
        ("邊個最慢", {"measure": Measure.RATE, "by": By.PERSON}),
        ("上個月嘅滿意度係幾多", {"measure": Measure.HAPPY}),
        ("what's our on-time rate this month compared with last month", {"measure": Measure.RATE}),
        ("satisfaction by day of the week", {"measure": Measure.HAPPY, "by": By.WEEKDAY}),
        ("tickets per day this month", {"by": By.DATE}),
        ("10月同9月比多定少", {"against": Against.MONTH, "first": date(2026, 10, 1)}),
        ("仲有幾多單未搞掂", {"measure": Measure.OPEN}),
        ("tickets older than 7 days still open", {"measure": Measure.OPEN}),
    ],
)
def test_what_managers_ask_is_understood_whole(text: str, told: dict[str, object], words: Lexicon) -> None:
    """In the three languages; nothing of it is left over."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert {name: getattr(found.query, name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("今天几单", "2026-11-18", "2026-11-18"),
        ("昨天几单", "2026-11-17", "2026-11-17"),
        ("本周几单", "2026-11-16", "2026-11-18"),
        ("上週幾單", "2026-11-09", "2026-11-15"),
        ("上个月几单", "2026-10-01", "2026-10-31"),
        ("上上月几单", "2026-09-01", "2026-09-30"),
        ("本季度几单", "2026-10-01", "2026-11-18"),
        ("上季度几单", "2026-07-01", "2026-09-30"),
        ("今年几单", "2026-01-01", "2026-11-18"),
        ("今年上半年几单", "2026-01-01", "2026-06-30"),
        ("去年第四季度几单", "2025-10-01", "2025-12-31"),
        ("Q3 how many", "2026-07-01", "2026-09-30"),
        ("1-3月几单", "2026-01-01", "2026-03-31"),
        ("11月到2月几单", "2025-11-01", "2026-02-28"),
        ("10月1日到7日几单", "2026-10-01", "2026-10-07"),
        ("12月31日至1月2日几单", "2025-12-31", "2026-01-02"),
        ("11月1日到20日几单", "2026-11-01", "2026-11-18"),
        ("去年10月几单", "2025-10-01", "2025-10-31"),
        ("12月几单", "2025-12-01", "2025-12-31"),
        ("2026年2月几单", "2026-02-01", "2026-02-28"),
        ("2026-02 几单", "2026-02-01", "2026-02-28"),
        ("11月3日几单", "2026-11-03", "2026-11-03"),
        ("最近7天几单", "2026-11-12", "2026-11-18"),
        ("近三个月几单", "2026-08-21", "2026-11-18"),
        ("how many in october", "2026-10-01", "2026-10-31"),
        ("how many last 2 weeks", "2026-11-05", "2026-11-18"),
        ("几单", "2026-11-01", "2026-11-18"),
        ("投诉比上周多吗", "2026-11-16", "2026-11-18"),
        ("投诉比昨天多吗", "2026-11-18", "2026-11-18"),
        ("10月投诉比去年同期多吗", "2026-10-01", "2026-10-31"),
        ("10.1-10.7几单", "2026-10-01", "2026-10-07"),
        ("国庆期间几单", "2026-10-01", "2026-10-07"),
        ("11月上旬几单", "2026-11-01", "2026-11-10"),
        ("上个月下旬几单", "2026-10-21", "2026-10-31"),
        ("前三季度几单", "2026-01-01", "2026-09-30"),
        ("年初到现在几单", "2026-01-01", "2026-11-18"),
        ("下周几单", "2026-11-23", "2026-11-29"),
        ("去年同期几单", "2025-11-01", "2025-11-18"),
        ("3栋最近几单", "2026-10-20", "2026-11-18"),
        ("how many between 1 oct and 7 oct", "2026-10-01", "2026-10-07"),
        ("how many oct 30 to nov 2", "2026-10-30", "2026-11-02"),
        ("how many on 3 nov", "2026-11-03", "2026-11-03"),
        ("未处理几单", "2000-01-01", "2026-11-18"),
        ("超过三天没处理的几单", "2000-01-01", "2026-11-15"),
        ("最近三个月每个月几单", "2026-09-01", "2026-11-18"),
        ("投诉趋势", "2026-06-01", "2026-11-18"),
        ("近半年每周几单", "2026-05-25", "2026-11-18"),
        ("每天几单", "2026-11-05", "2026-11-18"),
    ],
)
def test_the_days_asked_about(text: str, first: str, last: str, words: Lexicon) -> None:
    """Until today where they still run; without days this month's."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert (str(found.query.first), str(found.query.last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "老王昨天又迟到了，谁去说说他",
        "大家看看这个方案",
        "这单逾期了赶紧处理",
        "今天开会多少人来",
        "今天吃饭多少钱",
        "电梯又坏了",
        "好的收到",
        "3栋那个业主满意了",
        "3栋电梯修好了",
        "今天完成了",
        "3栋电梯修好了吗",
        "最好今天处理完",
        "怎么还没修好",
        "电梯多久修好",
        "大家比上个月辛苦了",
        "这个月的奖金比上个月多吗",
        "谁最好看",
        "13月几单",
        "2月30日几单",
        "昨天表扬多少",
        "派单给王强",
        "谁被投诉最多",
        "本月收了多少物业费",
        "电梯坏了几个小时",
        "比上个月好多了",
        "最近投诉有点多",
        "超过三天的投诉有多少",
        "平均到场时间",
        "今天周几",
        "",
        "多少" * 40,
    ],
)
def test_chatter_is_no_sure_question(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("上个月及时率和满意度", "measure", [Measure.RATE, Measure.HAPPY]),
        ("回访了多少，满意多少", "measure", [Measure.REVISIT, Measure.HAPPY]),
        ("哪栋楼什么问题最多", "by", [By.BUILDING, By.TOPIC]),
        ("投诉和报修各多少", "kind", [Kind.COMPLAINT, Kind.REPAIR]),
        ("工程部和保洁部哪个及时率高", "team", ["eng", "cle"]),
        ("3栋和5栋哪个投诉多", "building", ["3", "5"]),
        ("3棟、5棟、7棟各幾單", "building", ["3", "5", "7"]),
        ("还有几单没处理和及时率", "first", [EVER, date(2026, 11, 1)]),
        ("3栋和5栋的及时率和满意度", "building", ["3", "5", "3", "5"]),
        ("3栋和5栋的及时率和满意度", "measure", [Measure.RATE, Measure.RATE, Measure.HAPPY, Measure.HAPPY]),
        ("第三季度投诉比第二季度多吗", "kind", [Kind.COMPLAINT, Kind.COMPLAINT]),
        ("3栋投诉和5栋投诉哪个多", "kind", [Kind.COMPLAINT, Kind.COMPLAINT]),
        ("三季度和二季度比", "first", [date(2026, 7, 1), date(2026, 4, 1)]),
        ("10月比8月多多少", "first", [date(2026, 10, 1), date(2026, 8, 1)]),
        ("compare oct and sep", "first", [date(2026, 10, 1), date(2026, 9, 1)]),
    ],
)
def test_of_two_things_at_once_each_is_asked(
    text: str, name: str, values: list[object], words: Lexicon
) -> None:
    """None of them is dropped in silence."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert [getattr(query, name) for query in found.queries] == values


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("晚上10点半以后有多少单", ("10点半以后",)),
        ("平均到场时间", ("到场时间",)),
        ("电梯故障率", ("率",)),
        ("谁被投诉最多", ()),
    ],
)
def test_what_says_nothing_to_the_figures_is_named(text: str, left: tuple[str, ...], words: Lexicon) -> None:
    assert unread(text, TODAY, words) == left


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("电梯和水管各多少", ["电梯", "供水"]),
        ("電梯跟噪音各幾單", ["电梯", "噪音"]),
        ("电梯、停车、保洁上个月各多少", ["电梯", "停车", "保洁"]),
        ("how many lift and leak", ["电梯", "渗漏"]),
        ("电梯投诉和漏水投诉各多少", ["电梯", "渗漏"]),
        ("电梯和电梯多少", ["电梯"]),
        ("上个月电梯投诉多少", ["电梯"]),
    ],
)
def test_of_several_topics_the_same_is_asked(text: str, topics: list[str], words: Lexicon) -> None:
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert [query.topic for query in found.queries] == topics


_PIECES = st.sampled_from(
    [
        *"上个月 本周 3栋 B座 电梯 投诉 多少 谁 最慢 哪栋 满意度 逾期 last month 10月 12月32日 一类".split(),
        *"和 同比 比上个月 趋势 每天 超过三天 没处理 前三名 工程部 比".split(),
        *"10楼以上 超过3单 低于90% 下班后 每周一 工作日 多久 接单".split(),
        *"晚上10点以后 周末 2单元 18楼 按季度 到期 没接单 态度满意度 逾期率 涨得最多".split(),
        *("最近999天", "9999", "？", "\ufeff", " "),
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=8).map("".join)))
def test_any_text_is_a_question_or_none_and_its_button_finds_back(text: str) -> None:
    """Never an exception; what a button carries is at most 64 bytes and means the same."""
    found = asked(text, TODAY, _WORDS)
    if found is None:
        return
    code = found.query.code(9999)
    assert len(f"v1:ask:0:{code}".encode()) <= 64
    assert decode(code) == (found.query, 9999)


_WORDS = load()
