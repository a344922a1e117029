"""Several matters in one message are told apart; one matter never falls into pieces."""

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.examples import own
from nlp.reader import Reader
from nlp.several import MOST, parts, several


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("1、3栋电梯坏了一个星期了 2、楼道灯不亮也没人修", ["电梯", "照明"]),
        ("3栋电梯又坏了，另外楼道灯也不亮了，晚上看不见", ["电梯", "照明"]),
        ("反映两个问题：一、地下车库漏水。二、保安在岗亭睡觉不管事", ["渗漏", "安保"]),
        ("电梯坏了。还有，垃圾桶三天没人清理臭死了", ["电梯", "保洁"]),
        ("1. 绿化带的草没人剪\n2. 健身器材坏了\n3. 水压低洗澡没水", ["绿化", "公共设施", "供水"]),
        ("电梯坏了\n楼道灯不亮\n垃圾没人收", ["电梯", "照明", "保洁"]),
        ("- 电梯坏了\n- 楼道灯不亮", ["电梯", "照明"]),
        ("①电梯坏了②楼道灯不亮", ["电梯", "照明"]),
        ("一是电梯老是坏，二是楼道灯不亮", ["电梯", "照明"]),
        ("楼道灯不亮，门口垃圾三天没人收，地下室渗水", ["照明", "保洁", "渗漏"]),
        ("电梯坏了，路灯也不亮，小区大门也关不上，你们管不管", ["电梯", "照明", "门禁"]),
        ("第一，电梯坏了没人修；第二，楼道灯不亮", ["电梯", "照明"]),
        ("电梯坏了；楼道灯不亮；垃圾没人收", ["电梯", "照明", "保洁"]),
        ("電梯壞咗，仲有樓道燈唔著", ["电梯", "照明"]),
        ("The lift is broken, also the corridor light is out", ["电梯", "照明"]),
        ("3栋电梯坏了，同时5栋门禁也坏了", ["电梯", "门禁"]),
        ("3栋电梯坏了，还有5栋电梯也坏了", ["电梯", "电梯"]),
        ("升降機壞咗，另外樓道燈唔着", ["电梯", "照明"]),
    ],
)
def test_what_is_counted_or_added_is_told_apart(
    text: str, topics: list[str], reader: Reader, now: datetime
) -> None:
    assert [part.reading.topic for part in several(text, reader.read, now)] == topics


@pytest.mark.parametrize(
    "text",
    [
        "电梯坏了，还有人被困在里面",
        "家里厨房漏水，还有卫生间也漏水",
        "1号楼电梯坏了 2号楼电梯也坏了",
        "另外一部电梯也坏了",
        "电梯坏了，爬楼累死，老人下不来",
        "楼上漏水，天花板湿了，墙皮都掉了，灯也短路了",
        "3栋电梯坏了，还有3栋电梯按钮也坏了",
        "3栋电梯坏了\n都三天了没人来\n谢谢",
        "一是一，二是二",
        "3.5米高的墙皮脱落，物业费2.8元一平",
        "外墙一大块瓷砖砸下来 差两步砸到我 19栋南侧 还有一块翘着呢",
        "2栋1单元的灯坏了",
        "今晚吃什么？1、火锅 2、烧烤",
        "1、 2、",
        "另外",
    ],
)
def test_one_matter_stays_one(text: str, reader: Reader, now: datetime) -> None:
    assert several(text, reader.read, now) == []


def test_our_own_sentences_are_one_matter_each(reader: Reader, now: datetime) -> None:
    """Of 8,000 sentences, none of which was written as two, at most one in a thousand falls apart."""
    texts = [example.text for example in own()]
    apart = [text for text in texts if several(text, reader.read, now)]
    assert len(apart) <= len(texts) / 1000


@given(st.text(st.sampled_from("1一2二3、.（）()另外还有，。电梯灯坏漏水 \n"), max_size=120))
def test_pieces_are_words_of_the_message(text: str) -> None:
    """In order, never more than a person can be asked about, and nothing that was not said."""
    found = parts(text)
    assert len(found) <= MOST + 1
    at = 0
    for piece in found:
        at = text.index(piece, at) + len(piece)


def test_cutting_takes_no_time() -> None:
    for text in ("1、" * 2000, "另外" * 2000, "（一）" * 2000, "还有" * 2000):
        began = time.thread_time()
        parts(text)
        assert time.thread_time() - began < 0.2
