import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.reading import Action, Category, Class, Intent, Urgency
from nlp import lexicon, weights
from nlp.looking import look
from nlp.reader import Reader, Thresholds
from nlp.record import as_record
from nlp.terse import cry
from nlp.words import Words

_NOW = datetime.fromisoformat("2026-11-21T19:00:00+08:00")


def test_a_lift_report_is_understood_whole(reader: Reader, now: datetime) -> None:
    reading = reader.read("3栋2单元的电梯又坏了，门关不上，老人都下不了楼", now)

    assert (reading.intent, reading.category, reading.topic) == (Intent.REPORT, Category.FACILITIES, "电梯")
    assert (reading.class_, reading.urgency, reading.action) == (Class.THREE, Urgency.SOON, Action.OPEN)
    assert (reading.place.building, reading.place.unit) == ("3", "2")


@pytest.mark.parametrize("text", ["今晚吃啥", "哈哈哈笑死", "", "   ", "收到", "👍👍"])
def test_chatter_is_left_alone(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)

    assert (reading.intent, reading.action) == (Intent.CHAT, Action.SILENT)


@pytest.mark.parametrize(
    "text",
    [
        "救命 我被困在电梯里了",
        "五楼厨房着火了 快来人",
        "樓梯間好大陣煤氣味",
        "大堂有個阿伯暈低咗",
        "水管爆了 整个走廊都是水",
        "有人拿刀在楼下追人",
    ],
)
def test_an_emergency_is_never_silent(reader: Reader, now: datetime, text: str) -> None:
    shy = reader.at(Thresholds(open=1.1, ask=1.1))

    assert shy.read(text, now).action is Action.ASK


@pytest.mark.parametrize("text", ["救命啊", "火警！！！", "fire!!", "抓贼", "有贼！", "爆炸了"])
def test_a_cry_alone_is_put_to_staff_as_an_emergency(reader: Reader, now: datetime, text: str) -> None:
    reading = reader.read(text, now)

    assert (reading.action, reading.category, reading.urgency) == (
        Action.ASK,
        Category.EMERGENCIES,
        Urgency.URGENT,
    )


def test_a_cry_is_told_in_its_own_words(reader: Reader) -> None:
    reading = cry(look("救命！！", reader.lexicon))

    assert reading
    assert reading.because == ("救命: emergencies 1.0",)


@pytest.mark.parametrize("text", ["救命哈哈哈", "救命这也太好笑了", "学校火警演习", "啊啊啊", "！！！"])
def test_a_cry_with_more_words_or_none_is_no_cry(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT


@pytest.mark.parametrize(
    "text",
    ["灯不亮了", "门禁坏了", "漏水", "樓上好嘈", "冇熱水啊", "有老鼠！", "燈壞了", "单车丢了"],
)
def test_a_thing_and_its_fault_alone_are_put_to_staff_however_unsure_it_is(
    reader: Reader, now: datetime, text: str
) -> None:
    shy = reader.at(Thresholds(open=1.1, ask=1.1))

    assert (shy.read(text, now).intent, shy.read(text, now).action) == (Intent.REPORT, Action.ASK)


@pytest.mark.parametrize("text", ["你们也太吵了", "停电到几点？", "门禁卡在哪办", "我电脑坏了", "電視壞咗"])
def test_a_fault_with_more_words_is_left_to_the_model(reader: Reader, now: datetime, text: str) -> None:
    shy = reader.at(Thresholds(open=1.1, ask=1.1, alarm=1.1))

    assert shy.read(text, now).action is Action.SILENT


@pytest.mark.parametrize(
    ("text", "ask", "action"),
    [
        ("我要投诉物业", 0.95, Action.ASK),  # a report by 0.92, surely of ours
        ("前台态度太差了", 0.95, Action.ASK),  # by 0.94
        ("外卖送错了，客服还不理人", 0.2, Action.SILENT),  # by 0.21, but hardly of ours
    ],
)
def test_what_is_of_the_compound_is_asked_about_sooner(
    reader: Reader, now: datetime, text: str, ask: float, action: Action
) -> None:
    shy = reader.at(Thresholds(open=1.1, ask=ask, alarm=1.1))

    assert shy.read(text, now).action is action


@pytest.mark.parametrize("text", ["跳電了", "冇水啊", "停电啦", "停电啦。我刚把饭煮上", "我们栋停水了怎么办"])
def test_an_essential_service_that_is_out_is_not_passed_over_however_short_it_is_told(
    reader: Reader, now: datetime, text: str
) -> None:
    assert reader.read(text, now).action is not Action.SILENT


@pytest.mark.parametrize("text", ["the lift is broken", "no water in my flat", "security guard very rude"])
def test_a_short_report_in_english_is_no_place(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is not Action.SILENT


def test_a_word_that_a_manager_adds_works_at_once(tmp_path: Path, now: datetime) -> None:
    shutil.copytree(lexicon.SHIPPED, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "alarms.toml").open("a") as file:
        file.write('\n[[entry]]\nword = "咕噜兽"\ntopic = "燃气"\nweight = 3\n')
    taught = Reader(lexicon.load(tmp_path), Words(), weights.load(), Thresholds())

    before, after = Reader.load().read("咕噜兽来了", now), taught.read("咕噜兽来了", now)

    assert before.action is Action.SILENT
    assert (after.action is not Action.SILENT, after.topic) == (True, "燃气")


def test_a_class_is_told_with_its_trigger(reader: Reader, now: datetime) -> None:
    reading = reader.read("我们六户联名要求赔偿，不然法院见，天花板漏水把地板全泡了", now)

    assert reading.class_ is Class.ONE
    assert "S0-02 6户" in reading.triggers


def test_how_many_they_are_is_told_once(reader: Reader, now: datetime) -> None:
    told = reader.read("电梯又坏了，再不修我们二十户要找电视台曝光", now).triggers

    assert [one for one in told if one.startswith("S0-02")] == ["S0-02 20户"]


def test_reasons_and_keywords_are_told(reader: Reader, now: datetime) -> None:
    reading = reader.read("楼道灯不亮，黑漆漆的，麻烦换一下灯泡", now)

    assert reading.because
    assert "灯泡" in reading.keywords


def test_hidden_characters_do_not_hide_a_report(reader: Reader, now: datetime) -> None:
    plain = reader.read("电梯坏了没人修，物业快派人来", now)
    hidden = reader.read("电\u200b梯\u200d坏\ufeff了没人修，物业快派人来", now)

    assert plain == hidden
    assert plain.intent is Intent.REPORT


def test_a_record_has_its_keys_in_their_order(reader: Reader, now: datetime) -> None:
    record = as_record(reader.read("5-1-803马桶堵了，明天下午三点以后来人，13912345678", now), "m1")

    assert list(record) == [
        *("id", "intent", "category", "class", "topic", "urgency", "place", "phone", "people", "when"),
        *("keywords", "because", "confidence", "action"),
    ]
    assert record["place"] == {"building": "5", "unit": "1", "floor": None, "room": "803", "area": None}
    assert record["when"] == {"text": "明天下午三点以后", "start": "2026-11-22T15:00+08:00", "end": None}
    assert json.loads(json.dumps(record)) == record


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_string_is_read(reader: Reader, text: str) -> None:
    reading = reader.read(text, _NOW)

    assert 0 <= reading.confidence <= 1


@given(st.text(alphabet="\ud800\udfff\u0000电梯坏了12-栋?!", max_size=60))
@settings(deadline=None)
def test_broken_unicode_is_read(reader: Reader, text: str) -> None:
    assert reader.read(text, _NOW).intent in Intent


@pytest.mark.parametrize(
    "piece",
    [
        "电",
        "电梯坏了",
        "1",
        "栋",
        "一二三四",
        "?",
        " ",
        "3-",
        "今天",
        "a",
        "\u0301",
        "𨋢",
        "啊\n",
        "2栋3单元501",
        "十",
    ],
)
def test_a_pasted_wall_of_text_is_read_at_once(reader: Reader, piece: str) -> None:
    """4,096 characters end soon, whatever they are; benchmarks/reading.py measures how soon."""
    text = (piece * 4096)[:4096]
    reader.read(text, _NOW)

    def once() -> float:
        began = time.process_time()
        reader.read(text, _NOW)
        return time.process_time() - began

    assert min(once() for _ in range(5)) < 0.05


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("阳光花园3栋电梯坏了请修", "电梯"),
        ("我是阳光花园的业主，3栋门禁坏了", None),
        ("碧桂园广场小区路灯坏了", None),
        ("花园3栋旁边的灯坏了", "花园"),
        ("小区花园的灯坏了", "花园"),
        ("在花园3号楼后面有蛇", "花园"),
    ],
)
def test_the_name_of_the_compound_is_no_place_in_it(
    reader: Reader, now: datetime, text: str, area: str | None
) -> None:
    assert reader.read(text, now).place.area == area


def test_threads_may_share_a_reader(reader: Reader) -> None:
    texts = ["电梯坏了", "今晚吃啥", "物业费怎么交", "谢谢师傅"] * 20

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda text: reader.read(text, _NOW), texts))

    assert told == [reader.read(text, _NOW) for text in texts]


def test_what_a_bot_says_is_only_text(reader: Reader, now: datetime) -> None:
    assert reader.read("✅ 已登记 #1024 电梯 · [我也遇到] [不是投诉]", now).action is not Action.OPEN


@pytest.mark.parametrize(
    "text", ["8栋", "7栋门口", "3栋2单元501", "3-2-501", "地下车库", "我家三楼", "我在3号楼门口"]
)
def test_a_place_and_nothing_else_is_no_report(reader: Reader, now: datetime, text: str) -> None:
    """Somebody was asked where; the place is told all the same."""
    reading = reader.read(text, now)
    assert (reading.intent, reading.action) == (Intent.CHAT, Action.SILENT)
    assert reading.place


@pytest.mark.parametrize("text", ["8栋漏水", "8栋没电", "3栋着火", "501马桶堵了", "地下车库进水了"])
def test_a_place_with_what_is_wrong_there_is_one(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is not Action.SILENT


@pytest.mark.parametrize(
    ("text", "area", "relation"),
    [
        ("我家卫生间漏到楼下了", None, "户内"),
        ("厨房水管滴水到楼下", None, "户内"),
        ("3栋楼下路灯不亮", "楼下", "楼下"),
        ("楼上漏水漏到楼下我家了", None, "楼上"),
        ("楼下大门坏了，漏水漏到楼下去了", "楼下大门", "楼下"),
    ],
)
def test_whom_a_leak_reaches_is_not_where_it_is(
    text: str, area: str | None, relation: str, reader: Reader, now: datetime
) -> None:
    """It is somebody's home all the same."""
    place = reader.read(text, now).place
    assert (place.area, place.relation) == (area, relation)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4097,
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore",
        "Nobody remembers a winter like this one, and old men tell of ships and of a king who lost a crown",
    ],
)
def test_a_long_text_with_hardly_a_word_that_we_know_is_never_opened_in_public(
    reader: Reader, now: datetime, text: str
) -> None:
    assert reader.read(text, now).action is not Action.OPEN
