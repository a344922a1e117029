from hypothesis import given
from hypothesis import strategies as st

from nlp.octets import automaton, octets

_WORDS = ("电", "电梯", "梯口", "é", "a", "ab", "𨋢口")


@given(st.text(st.sampled_from("电梯口éab𨋢,")))
def test_a_word_is_found_wherever_it_stands_and_nowhere_else(text: str) -> None:
    told = [word for _, word in automaton({word: word for word in _WORDS}).iter(octets(text))]

    assert sorted(told) == sorted(
        word for word in _WORDS for at in range(len(text)) if text.startswith(word, at)
    )
