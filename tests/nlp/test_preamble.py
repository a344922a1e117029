"""What is said before the matter takes nothing from it."""

from datetime import datetime

import pytest

from desk.reading import Action, Intent
from nlp.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "我想反映：电梯坏了三天了",
        "我想反映电梯坏了三天了",
        "我想反映一下：电梯坏了三天了",
        "问题：电梯坏了三天了",
        "情况：地下车库漏水",
        "想说电梯坏了三天没人修",
        "你好，我要反映一下，电梯坏了三天了",
    ],
)
def test_a_matter_behind_a_preamble_is_as_sure_as_alone(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)
    assert (reading.intent, reading.action) == (Intent.REPORT, Action.OPEN)


@pytest.mark.parametrize(
    "text",
    [
        "我想问一下物业费怎么交",
        "想问下地下车库B区还有空车位出租吗",
        "我要投诉天猫客服",
        "我想说今天天气真好啊",
        "问题是今天下雨",
        "我想反映：",
    ],
)
def test_a_preamble_makes_no_report_of_anything_else(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)
    assert reading.intent is not Intent.REPORT or reading.action is Action.SILENT
