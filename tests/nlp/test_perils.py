"""What plainly is a danger of now is put to staff, though nobody says it to the company."""

from datetime import datetime

import pytest

from desk.reading import Action, Category, Urgency
from nlp.reader import Reader


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("儿子发高烧抽搐了", "急病"),
        ("孩子吃了东西噎住了", "急病"),
        ("我妈突然叫不醒", "急病"),
        ("阿婆喺走廊暈低咗", "急病"),
        ("my son is choking", "急病"),
        ("隔壁老公打老婆，叫得很惨", "打架伤人"),
        ("楼上有人要往下跳", "急病"),
        ("摸门把手有电", "供电"),
        ("卫生间水管断了一直喷水", "供水"),
        ("锅炉房爆炸", "消防"),
        ("有只疯狗在追小孩", "宠物"),
        ("有人在楼道烧东西，火很大", "消防"),
        ("someone is breaking into my neighbour's flat", "被盗"),
    ],
)
def test_a_danger_told_plainly_is_an_emergency(reader: Reader, now: datetime, text: str, topic: str) -> None:
    reading = reader.read(text, now)
    assert (reading.category, reading.urgency) == (Category.EMERGENCIES, Urgency.URGENT)
    assert reading.action is not Action.SILENT
    assert reading.topic == topic


@pytest.mark.parametrize(
    "text",
    [
        "我家娃上次抽搐去的哪个医院",
        "我老婆要生了，祝我好运，已经在医院了",
        "昨天看视频有人晕倒",
        "狗狗吃骨头噎住了",
        "电视剧里老公打老婆",
        "我妈说我吃太快会噎着",
    ],
)
def test_what_is_told_of_other_times_or_asks_is_none(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT
