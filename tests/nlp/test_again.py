"""What was told more than once and in vain is a second complaint (二次投诉, S0-09) by its own words."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading import Class
from nlp.again import again
from nlp.fold import fold
from nlp.reader import Reader

_CALM = "小区东门的路灯坏了两盏，晚上散步看不清路，老人走着不方便，麻烦安排人看看，"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("报修了四次都没有人理", "报修了四次"),
        ("已經反映三次了，車道的坑還是沒補", "反映三次"),
        ("我們這棟的電梯跟管委會講過兩次，到現在還是一樣", "跟管委会讲过两次"),
        ("打了三次400电话，都说不知道", "打了三次400电话"),
        ("第三次报修，门禁还是坏", "第三次报修"),
        ("told them three times already, the lobby light is still broken", "told them three times"),
        ("报修了一次，没人来", None),
        ("反映了两次，都处理得很好", None),
        ("电梯坏了三次还没修", None),
    ],
)
def test_it_is_told_again_where_it_says_how_often_and_that_nothing_came_of_it(
    text: str, said: str | None
) -> None:
    folded = fold(text).text
    span = again(folded)

    assert (span and folded[slice(*span)]) == said


def test_it_raises_the_class_behind_calm_clauses_and_is_told_as_the_reason(
    reader: Reader, now: datetime
) -> None:
    read = reader.read(f"{_CALM}投诉咗兩次都冇跟進。", now)

    assert read.class_ is Class.TWO
    assert read.triggers[0] == "S0-09 投诉咗兩次"


def test_it_takes_nothing_from_a_graver_class(reader: Reader, now: datetime) -> None:
    read = reader.read(f"{_CALM}报修了四次都没有人理，三十户业主联名要起诉。", now)

    assert read.class_ is Class.ONE
    assert not any(told.startswith("S0-09") for told in read.triggers)


@given(st.text(alphabet="报修打电话第三次了没人 told twice,。1", max_size=300))
def test_any_text_has_an_answer_within_it(text: str) -> None:
    start, end = again(text) or (0, 0)

    assert 0 <= start <= end <= len(text)
