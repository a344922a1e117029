import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fold import LONGEST, fold


@given(st.text())
def test_every_folded_character_stands_where_the_written_one_stands(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.written) <= LONGEST


@given(st.text(alphabet="\u200b\u200c\u200d\ufeff\u2060\u00ad\ufe0f\u202e", max_size=3))
def test_characters_that_show_nothing_hide_nothing(hidden: str) -> None:
    assert fold(f"电{hidden}梯{hidden}坏了").text == "电梯坏了"


def test_traditional_cantonese_and_full_width_writing_folds_into_one() -> None:
    assert fold("冇電，Ｂ座１２樓嘅𝟱室").text == "没电,b座12楼的5室"


def test_letters_of_other_alphabets_that_look_alike_fold_into_latin() -> None:
    assert fold("А栋").text == fold("A棟").text


def test_what_is_told_back_is_as_written() -> None:
    assert fold("樓\u200b上").written == "樓上"


@given(st.characters(categories=["Nd", "Zs", "Zl", "Zp"]))
def test_digits_of_every_script_are_0_to_9_and_of_blanks_few_are_left(char: str) -> None:
    assert fold(char).text in {*"0123456789 \u1680\u2028\u2029"}


@pytest.mark.parametrize("before", ["\u200b", " ", "\n", "\U000e0041", "😀", ".", "\n\u200b"])
def test_nothing_put_before_the_words_hides_them(before: str) -> None:
    assert fold(before * 700 + "电梯困人了").text.endswith("电梯困人了")


def test_of_a_long_text_its_last_words_are_read_too_where_they_are_asked_for() -> None:
    told = fold("电" * 4090 + "3栋501", tail=200)

    assert len(told.text) == LONGEST
    assert told.text.endswith("电3栋501")
    assert "…" not in fold("电" * LONGEST, tail=200).text
