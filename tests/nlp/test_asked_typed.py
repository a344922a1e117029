"""What is typed by its sound is read; ordinary words are not taken for it."""

from datetime import date

import pytest

from desk.figures.terms import Measure
from desk.kind import Kind
from nlp.asked import asked, unread
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("这周会访了几单", {"measure": Measure.REVISIT}),
        ("上个月漏谁几单", {"topic": "渗漏"}),
        ("本月超是几单", {"measure": Measure.LATE}),
        ("本月投书几单", {"kind": Kind.COMPLAINT}),
        ("保结几单", {"topic": "保洁"}),
        ("準時節案率多少", {"measure": Measure.RATE}),
        ("平均多就修好一单", {"measure": Measure.MEND}),
        ("重副报修几单", {"measure": Measure.SECOND, "kind": None}),
    ],
)
def test_a_word_typed_by_its_sound_is_read(text: str, told: dict[str, object], words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert found is not None
    assert {name: getattr(found.query, name) for name in told} == told
    assert found.left == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("超市投诉几单", "超市"),
        ("市长投诉几单", "市长"),
        ("首先投诉几单", "首先"),
        ("接受了几单", "接受"),
        ("大家吃了几单", "大家吃"),
    ],
)
def test_an_ordinary_word_stays_what_it_is(text: str, word: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)

    assert word in "".join(found.left if found else unread(text, TODAY, words))
    assert found is None or found.query.measure is Measure.COUNT
