"""A thing and its fault are put to staff, with or without a word of thanks or of when to come."""

from datetime import datetime

import pytest

from desk.reading import Action, Category, Intent
from nlp.reader import Reader

_BESIDE = (
    "{}，谢谢",
    "{}，谢谢🙏",
    "{}，辛苦了",
    "{}，多谢",
    "{}，今晚8点后在家",
    "{}，明天下午3点上门可以吗",
    "{}，今天能来吗",
    "{}，下班后在家",
    "{}，随时可以上门",
    "{}，在线等",
    "{}，怎么弄",
    "{}，一天内两次了",
    "{}，电话13912345678",
    "今天发现{}",
    "早上起来发现{}",
    "不好意思，{}",
    "请问{}",
    "我明天上午在家，{}",
)


@pytest.mark.parametrize("text", ["听雨轩1203漏水", "海棠轩2座1203漏水", "七杠二杠幺五零幺漏水"])
def test_a_fault_is_not_lost_behind_the_name_of_a_tower_or_a_spoken_door(
    reader: Reader, now: datetime, text: str
) -> None:
    assert reader.read(text, now).action is not Action.SILENT


@pytest.mark.parametrize(
    "text",
    [
        "门铃哑了",
        "監控花屏",
        "保洁偷懒",
        "水龙头发黄",
        "💡不亮了",
        "🗑️满了",
        "暖气拔凉咋整啊",
        "走廊黢黑",
        "電梯歹去矣",
        "門鎖袂使開",
    ],
)
def test_a_fault_in_dialect_or_in_a_picture_is_put_to_staff(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is not Action.SILENT


@pytest.mark.parametrize("text", ["牛奶过期了", "猫进屋了", "手机花屏咋整", "孩子偷懒", "袂使开玩笑"])
def test_the_same_words_of_something_else_stay_silent(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT


@pytest.mark.parametrize("beside", _BESIDE)
@pytest.mark.parametrize("fault", ["马桶堵了", "水管漏水", "门禁坏了", "厕所返味"])
def test_a_fault_is_not_lost_beside_thanks_or_a_time(
    reader: Reader, now: datetime, fault: str, beside: str
) -> None:
    reading = reader.read(beside.format(fault), now)

    assert reading.intent is Intent.REPORT
    assert reading.action is not Action.SILENT


@pytest.mark.parametrize(
    "text",
    [
        "我朋友家马桶堵了，谢谢",
        "公司门禁坏了，今晚8点后在家",
        "电梯修好了，谢谢",
        "门锁换好了，辛苦了",
        "马桶不堵了，谢谢",
        "你好吵啊。。。",
        "谢谢师傅",
        "明天下午在家",
    ],
)
def test_thanks_for_what_is_mended_and_the_faults_of_others_stay_silent(
    reader: Reader, now: datetime, text: str
) -> None:
    assert reader.read(text, now).action is Action.SILENT


@pytest.mark.parametrize(
    "text",
    [
        "火灾",
        "🆘🆘",
        "help",
        "Help me",
        "help help",
        "有人掉进下水井了",
        "小区门口出车祸了",
        "dian ti kun ren le",
        "zhao huo le",
        "电t困人",
    ],
)
def test_danger_in_few_words_or_in_pinyin_is_put_to_staff(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)

    assert reading.action is not Action.SILENT
    assert reading.category is Category.EMERGENCIES


@pytest.mark.parametrize(
    "text",
    [
        "森林火灾",
        "help yourself",
        "thanks for the help",
        "help me with my homework",
        "今天看了火灾的新闻",
        "消防火灾知识讲座",
        "上班路上出车祸堵死了",
    ],
)
def test_danger_elsewhere_stays_silent(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT
