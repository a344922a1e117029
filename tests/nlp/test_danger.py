"""Danger that nobody names is put to staff, and its harmless twin is left alone."""

from datetime import datetime
from math import e

import pytest

from desk.reading import Action, Category, Intent
from nlp.judge import Verdict
from nlp.lexicon import Kind
from nlp.looking import look
from nlp.reader import Reader, Thresholds

EVEN = e / (1 + e)  # the chance of being ours that lets a report's be as it is


@pytest.mark.parametrize(
    "text",
    [
        "我妈躺在楼梯口怎么叫都不应",
        "厨房那边红光一闪一闪的",
        "五岁的弟弟穿黄雨衣，一转眼就没影了",
        "水已经没过门槛，拖鞋在漂",
        "有人半个身子在窗台外面",
        "电表箱在冒蓝光，滋滋响",
        "阿嬤倒在浴室，叫她都沒反應",
        "𨋢門開唔到，我哋四個人焗到透唔到氣",
        "someone is banging on the lift door from inside",
    ],
)
def test_danger_that_is_seen_heard_or_felt_is_an_emergency_without_its_name(
    reader: Reader, now: datetime, text: str
) -> None:
    reading = reader.read(text, now)

    assert (reading.intent, reading.category) == (Intent.REPORT, Category.EMERGENCIES)
    assert reading.action is not Action.SILENT


@pytest.mark.parametrize(
    "text",
    ["我妈躺沙发上追剧，怎么叫都不应", "演唱会灯光一闪一闪的好好看", "倒垃圾的时候倒了一地，笑死"],
)
def test_the_same_signs_in_idle_talk_are_left_alone(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT


@pytest.mark.parametrize(
    ("report", "emergency", "alarms"),
    [(0.0, 0.5, True), (0.5, 0.0, False), (0.8, 0.08, True), (0.7, 0.08, False)],
)
def test_the_chances_of_a_report_and_of_an_emergency_add_up(
    report: float, emergency: float, *, alarms: bool
) -> None:
    judged = Verdict(intent=Intent.CHAT, sure=0.5, report=report, emergency=emergency, ours=EVEN)

    assert Thresholds(ask=0.88, alarm=0.5).alarms(judged) is alarms


@pytest.mark.parametrize(("ours", "alarms"), [(0.5, True), (0.1, False)])
def test_a_fifth_of_the_chance_alarms_where_it_may_be_of_the_compound(ours: float, *, alarms: bool) -> None:
    judged = Verdict(intent=Intent.CHAT, sure=0.5, report=0.01, emergency=0.12, ours=ours)

    assert Thresholds(ask=0.96, alarm=0.5).alarms(judged) is alarms


@pytest.mark.parametrize(("intent", "asks"), [(Intent.REPORT, True), (Intent.CHAT, False)])
def test_an_unsure_report_that_is_surely_of_the_compound_is_asked_about(
    intent: Intent, *, asks: bool
) -> None:
    judged = Verdict(intent=intent, sure=0.5, report=0.5, emergency=0.0, ours=0.96)

    assert Thresholds(ask=0.96).asks(judged, 1.0) is asks


@pytest.mark.parametrize(
    "text", ["蟑螂太多了", "公摊太高", "前台态度差", "物业服务太差了", "多收了钱", "水表不准", "路灯好像坏了"]
)
def test_everyday_words_beside_a_thing_of_ours_alone_are_put_to_staff(
    reader: Reader, now: datetime, text: str
) -> None:
    shy = reader.at(Thresholds(open=1.1, ask=1.1, alarm=1.1))

    assert shy.read(text, now).action is Action.ASK


@pytest.mark.parametrize("text", ["作业太多了", "电影太差了", "房价太高", "你们前台太差"])
def test_everyday_words_of_other_things_are_left_to_the_model(
    reader: Reader, now: datetime, text: str
) -> None:
    shy = reader.at(Thresholds(open=1.1, ask=1.1, alarm=1.1))

    assert shy.read(text, now).action is Action.SILENT


def test_everyday_words_tell_the_model_nothing(reader: Reader) -> None:
    seen = look("水表不准", reader.lexicon)

    assert Kind.STATE in {hit.entry.kind for hit in seen.hits}
    assert not any(Kind.STATE in feature for feature in seen.concepts)
