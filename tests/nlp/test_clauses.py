from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading import Class
from nlp import jury, lexicon, weights
from nlp.clauses import LONG, clauses
from nlp.looking import look
from nlp.reader import Reader

_LEXICON = lexicon.load()
_LETTER = "我们小区去年十月交房，地下车库一下雨就漏水，找物业反映了五次，每次都说会处理，到现在没有人来。"


def test_each_clause_of_a_long_message_is_heard_by_itself() -> None:
    parts = clauses(look(_LETTER, _LEXICON))

    assert len(parts) == 5
    assert "things:漏水" in parts[1][1]
    assert "things:漏水" not in parts[2][1]


@pytest.mark.parametrize("text", ["电梯坏了，快来", "电" * LONG, ""])
def test_a_short_message_or_one_clause_has_no_parts(text: str) -> None:
    assert clauses(look(text, _LEXICON)) == []


@given(st.text(alphabet="，。！？；,!?;电梯坏了 \n1a😀", max_size=200))
def test_clauses_are_two_to_twelve_or_none(text: str) -> None:
    assert len(clauses(look(text, _LEXICON))) in {0, *range(2, 13)}


@pytest.mark.parametrize(
    ("grave", "class_"),
    [
        ("保安看见了还骂我多管闲事。", Class.TWO),
        ("已经打12345投诉了。", Class.TWO),
        ("我妈昨晚在那儿摔骨折了。", Class.ONE),
        ("报修了四次都没有人理。", Class.TWO),
    ],
)
def test_a_grave_clause_counts_among_many_harmless_ones(
    reader: Reader, now: datetime, grave: str, class_: Class
) -> None:
    calm = "小区东门的路灯坏了两盏，晚上散步看不清路，老人走着不方便，麻烦安排人看看，"

    assert reader.read(f"{calm}谢谢，祝工作顺利。", now).class_ is Class.THREE
    assert reader.read(f"{calm}{grave}", now).class_ is class_


def test_the_highest_clause_decides_beside_the_whole() -> None:
    whole = dict.fromkeys((*jury.CATEGORIES, *jury.CLASSES), 0.0)
    mild, grave = [0.0] * jury.HEARD, [0.0] * (jury.HEARD - 3) + [5.0, 0.0, 0.0]
    highest_of_one = [[0.0] * 10 for _ in jury.CLASSES]
    highest_of_one[0][4] = 1.0  # class 1 by the highest clause
    highest_of_one[2][0] = 2.0  # class 3 by default

    assert jury.class_(whole, [mild, mild], {"class": highest_of_one}) is Class.THREE
    assert jury.class_(whole, [mild, grave], {"class": highest_of_one}) is Class.ONE


def test_what_clauses_are_scored_by_stands_first_in_the_shipped_weights() -> None:
    outputs = weights.load().second.outputs

    assert outputs[: jury.HEARD] == (*jury.CATEGORIES, *jury.CLASSES)
