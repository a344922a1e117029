"""An emergency in a sentence of its own is heard, whatever ordinary sentences stand before it."""

from datetime import datetime

import pytest

from desk.reading import Action, Category, Class, Urgency
from nlp.reader import Reader

_LETTER = (
    "我是阳光花园的业主，入住已经六年了，一直按时交物业费，从来没有拖欠过。"
    "最近小区的管理越来越差，楼道里堆满杂物，保洁三天才扫一次。"
)
_TALK = (
    "今天天气真不错，下午去公园走了走，桂花都开了。中午在新开的那家面馆吃的，味道还行，就是有点咸。"
    "孩子期中考试成绩出来了，比上次进步了不少，挺高兴。周末打算带老人去爬山，不知道有没有邻居一起。"
    "昨晚的球赛看了吗，最后一分钟绝杀，太刺激了。最近菜价涨得厉害，一斤西红柿都要七块钱。"
)


@pytest.mark.parametrize("before", [_LETTER, _TALK])
@pytest.mark.parametrize(
    "danger",
    [
        "刚才厨房煤气管子嗤嗤漏气，满屋煤气味，快派人来！",
        "现在3栋电梯里困着一个老人，已经十分钟了！",
        "刚刚地下车库有电瓶车着火了，浓烟滚滚！",
        "我妈刚在单元门口摔倒了，叫不醒！",
        "有人拿着刀在大堂砍人！",
    ],
)
def test_an_emergency_is_not_drowned_by_the_sentences_before_it(
    reader: Reader, now: datetime, before: str, danger: str
) -> None:
    reading = reader.read(before + danger, now)

    assert reading.action is not Action.SILENT
    assert (reading.category, reading.urgency) == (Category.EMERGENCIES, Urgency.URGENT)


def test_it_stays_as_grave_as_the_rest_makes_it_and_stands_where_the_emergency_is(
    reader: Reader, now: datetime
) -> None:
    home = "已经打12345投诉了，我住5栋1单元302，电话13912345678。"

    reading = reader.read(f"{_LETTER}{home}现在3栋电梯里困着一个老人，已经十分钟了！", now)

    assert (reading.category, reading.place.building) == (Category.EMERGENCIES, "3")
    assert (reading.class_, reading.phone) == (Class.TWO, "13912345678")


@pytest.mark.parametrize("comma", ["，", " ", ""])
@pytest.mark.parametrize(
    "danger",
    [
        "厨房煤气管子嗤嗤漏气满屋煤气味",
        "现在电梯里困着一个老人",
        "地下车库有电瓶车着火了",
        "配电房刚才炸了还在冒烟",
    ],
)
def test_an_emergency_is_not_drowned_in_one_run_of_clauses(
    reader: Reader, now: datetime, danger: str, comma: str
) -> None:
    before = ("你们收了钱什么都不干", "绿化枯了一片", "电梯旧得要死", "门禁坏了半年没修")

    reading = reader.read(comma.join((*before, danger)), now)

    assert (reading.action, reading.category) == (Action.OPEN, Category.EMERGENCIES)


@pytest.mark.parametrize(
    "text",
    [
        "麻将馆开到半夜，哗哗啦啦的洗牌声吵得人睡不着，门口经常有人打架，家长很担心，希望物业管一管",
        "楼梯又陡又滑没有扶手，灯也不亮，每年都有老人摔倒，反映过三次了，到现在没人处理",
    ],
)
def test_what_happens_again_and_again_in_a_run_of_clauses_is_no_emergency_of_now(
    reader: Reader, now: datetime, text: str
) -> None:
    assert reader.read(text, now).category is not Category.EMERGENCIES


@pytest.mark.parametrize("before", ["\u200b", " ", "😀", "\n", "."])
def test_an_emergency_is_not_hidden_by_what_says_nothing(reader: Reader, now: datetime, before: str) -> None:
    reading = reader.read(before * 600 + "2栋2单元电梯困人了快来救命", now)

    assert (reading.action, reading.category) == (Action.OPEN, Category.EMERGENCIES)


def test_a_long_letter_says_at_its_end_who_wrote_it_and_from_where(reader: Reader, now: datetime) -> None:
    letter = _LETTER + "绿化带的草也枯了，门岗形同虚设，外来人员随便进出，大家都很有意见。" * 20

    reading = reader.read(f"{letter}请尽快答复。3栋2单元501，电话13912345678。", now)

    assert (reading.place.building, reading.place.unit, reading.place.room) == ("3", "2", "501")
    assert reading.phone == "13912345678"


def test_an_emergency_at_the_end_of_a_long_letter_is_heard(reader: Reader, now: datetime) -> None:
    letter = _LETTER + "绿化带的草也枯了，门岗形同虚设，外来人员随便进出，大家都很有意见。" * 20

    reading = reader.read(f"{letter}刚才厨房煤气管子嗤嗤漏气，满屋煤气味，快派人来！3栋2单元501", now)

    assert (reading.action, reading.category) == (Action.OPEN, Category.EMERGENCIES)


@pytest.mark.parametrize(
    "text",
    [
        "今晚看了部电影。男主被困在电梯里三天。最后着火了，太好看了。",
        "【通知】明天上午十点举行消防演练。届时警铃会响，楼道有烟雾，请勿惊慌。",
        "孩子作文写得好。题目是我家着火了。老师给了满分。",
    ],
)
def test_danger_in_a_film_or_a_drill_stays_silent(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT
