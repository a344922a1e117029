"""What repeats our own cards or quotes others is only text."""

from datetime import datetime

import pytest

from desk.reading import Action
from nlp.quoted import said
from nlp.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "📝 已登记 #1｜电梯 · 3栋2单元\n负责人：周婷，11月23日 11:00 前与您联系",
        "⏰ #12 电梯 3栋2单元 超过时限 2 小时",
        "🚨 紧急 #3｜电梯困人 · 3栋2单元\n👥 已有 3 户反映",
        "工单 #12 已登记 电梯 3栋2单元 预计17:00前联系",
        "📣 停水 11月25日 9:00-17:00 3栋",
        "📢 停水公告 3：3栋，11月25日 09:00 起，预计 17:00 恢复。",
        "> 3栋电梯坏了\n收到，已派人",
        "「3栋电梯坏了，困人了」\n- - - - - - - -\n收到",
    ],
)
def test_a_pasted_card_or_a_quote_opens_nothing(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT


@pytest.mark.parametrize(
    "text",
    [
        "📝 已登记 #1｜电梯 · 3栋2单元\n负责人：周婷，11月23日 11:00 前与您联系\n5栋的电梯也坏了，请派人来修",
        "> 收到，已派人\n5栋的电梯坏了，请派人来修",
        "🚨 3#楼电梯坏了，请派人来修",
        "⚠️ #3楼电梯坏了，请派人来修",
        "#3栋电梯坏了，请派人来修",
    ],
)
def test_what_is_said_beside_it_is_read(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.OPEN


@pytest.mark.parametrize("text", ["", "\n", "3# 电梯坏了", "a > b", "「电梯」坏了", "今晚吃啥\n好"])
def test_what_repeats_nothing_stays_as_it_is(text: str) -> None:
    assert said(text) == text
