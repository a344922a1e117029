"""Who asks for somebody to mend a thing of ours reports it."""

from datetime import datetime

import pytest

from desk.reading import Action, Intent
from nlp.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "明天能来修一下水龙头吗",
        "水龍頭漏水，聽日得唔得閒嚟整？",
        "可以派人来看看马桶吗",
        "帮我修下灯",
        "可唔可以搵人嚟整個水喉",
        "could someone fix my tap tomorrow?",
        "can somebody come at 5pm today to look at the drain?",
        "door handle came off",
    ],
)
def test_what_shall_be_mended_is_a_report(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)
    assert reading.intent is Intent.REPORT
    assert reading.action is not Action.SILENT


@pytest.mark.parametrize(
    "text",
    [
        "修水龙头多少钱",
        "谁知道哪里能修水龙头",
        "来修过水龙头的师傅人真好",
        "要如何尋找室內裝修審查人員？",
        "anyone know who can fix my bike",
        "自己换灯泡真简单",
    ],
)
def test_a_price_advice_or_what_is_done_is_none(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is not Action.OPEN
    assert reader.read(text, now).intent is not Intent.REPORT
