from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.cutting import Cutter

_DICTIONARY = (
    "电 40 n\n电梯 90 n\n梯 8 n\n梯口 8 n\n电梯口 20 n\n坏了 30 v\n了 90 u\nwifi 9 eng\n坏人来了 6 n\n"
)
_MORE = [("翠湖苑", 2000), ("lift", 20), ("电梯", 7)]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cutter, jieba.Tokenizer]:
    folder: Path = tmp_path_factory.mktemp("jieba")
    file = folder / "dictionary.txt"
    file.write_text(_DICTIONARY, encoding="utf-8")
    theirs = jieba.Tokenizer(str(file))
    theirs.tmp_dir = str(folder)
    for word, frequency in _MORE:
        theirs.add_word(word, frequency)
    return Cutter(file.open("rb"), _MORE), theirs


@given(st.text(st.sampled_from("电梯口坏人来了翠湖苑wifilt0a.,，! \n\r𨋢")))
def test_a_text_is_cut_as_jieba_cuts_it(both: tuple[Cutter, jieba.Tokenizer], text: str) -> None:
    ours, theirs = both

    assert ours.cut(text) == [word for word in theirs.cut(text, HMM=False) if not word.isspace()]


def test_a_name_with_a_line_break_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "dictionary.txt").write_text(_DICTIONARY, encoding="utf-8")
    cutter = Cutter((tmp_path / "dictionary.txt").open("rb"), [("口\n", 20), ("", 20)])

    assert cutter.cut("电梯口") == ["电梯口"]
    assert cutter.cut("电梯梯口口") == ["电梯", "梯口", "口"]
