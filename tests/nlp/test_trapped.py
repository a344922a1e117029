"""Somebody in a lift is an emergency, whatever ordinary fault is told beside it."""

from datetime import datetime

import pytest

from desk.reading import Action, Category, Intent, Urgency
from nlp.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "电梯故障困人",
        "电梯又坏了，困了个老太太在里面！",
        "部𨋢又壞咗，困咗個阿婆喺入面！",
        "部lift壞咗困住我哋兩個",
        "電梯故障，有住戶受困",
        "电梯报修三次了没修，刚才真把人困住了",
        "电梯老是坏，现在又把人关里面了",
        "电梯里有人按铃没人管",
        "lift stuck, my mum is inside",
        "the elevator is broken again, my kid is in it",
        "the lift stopped and we are inside",
    ],
)
def test_whoever_is_shut_in_a_lift_is_an_emergency(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)

    assert (reading.intent, reading.category) == (Intent.REPORT, Category.EMERGENCIES)
    assert (reading.topic, reading.urgency) == ("电梯", Urgency.URGENT)
    assert reading.action is not Action.SILENT


@pytest.mark.parametrize(
    "text",
    [
        "5号楼电梯隔三差五困人",
        "电梯又困人了，上个月困了三次，什么时候换",
        "部𨋢冇困人 係開關門慢到好似瞓著咗",
        "昨天电梯困了个老太太，今天修好了",
        "等电梯等得我都困了",
        "电梯里贴了个困难补助通知",
        "看剧呢，男主被困电梯居然求婚",
        "电梯里有人抽烟",
        "lift is stuck at 7",
    ],
)
def test_what_is_told_of_other_times_and_of_no_lift_is_none(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).category is not Category.EMERGENCIES
