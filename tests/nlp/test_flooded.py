"""Water that stands high under ground is a flood."""

from datetime import datetime

import pytest

from desk.reading import Action, Category, Intent, Urgency
from nlp.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "車場水浸到膝頭啦",
        "水都到脚脖子了，地下车库",
        "停车场水浸到大腿",
        "B2水没过轮胎了",
        "负一楼水淹到小腿",
    ],
)
def test_how_high_water_stands_under_ground_is_an_emergency(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)

    assert (reading.intent, reading.category) == (Intent.REPORT, Category.EMERGENCIES)
    assert (reading.urgency, reading.action is Action.SILENT) == (Urgency.URGENT, False)


@pytest.mark.parametrize(
    "text", ["游泳池水只到膝盖，小孩能玩", "下雨路上水到脚脖子，鞋都湿了", "裤子都湿到膝盖了"]
)
def test_how_high_it_stands_elsewhere_is_none(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).category is not Category.EMERGENCIES


@pytest.mark.parametrize("text", ["热水器不出热水", "热水器坏了", "热水器打不着", "熱水爐無熱水"])
def test_a_water_heater_is_no_emergency_of_gas(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)

    assert reading.category is Category.FACILITIES
    assert reading.action is not Action.SILENT


def test_a_water_heater_that_leaks_gas_is_one(reader: Reader, now: datetime) -> None:
    assert reader.read("热水器一股煤气味", now).category is Category.EMERGENCIES
