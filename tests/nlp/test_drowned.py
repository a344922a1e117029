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
    told = f"{_LETTER}已经打12345投诉了，我住5栋1单元302，电话13912345678。现在3栋电梯里困着一个老人，已经十分钟了！"

    reading = reader.read(told, now)

    assert (reading.category, reading.place.building) == (Category.EMERGENCIES, "3")
    assert (reading.class_, reading.phone) == (Class.TWO, "13912345678")


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
