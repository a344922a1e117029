"""Anonymised text: nothing of a person is left in it, and the rest stays readable (S2-04)."""

import re

from hypothesis import given
from hypothesis import strategies as st

from desk.forgetting import GONE, Traces, scrubbed, scrubbed_fact
from desk.notices import Notice, Word

MRS_WANG = Traces(names=("王秀英",), phones=("13812345678",), home=("3", "2", "501"))
said = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="*-"), max_size=8)
traces = st.sampled_from(
    [
        *("王秀英", "王女士", "13812345678", "138-1234-5678", "138****5678", "3栋2单元501", "3-2-501", "501"),
        *("3栋501室", "440301199001011234", "王秀英（3-2-501）"),
    ]
)


def test_what_is_about_the_matter_stays() -> None:
    text = "王秀英 3栋2单元501 卫生间漏水，电话13812345678，11月23日15:00在家"
    assert scrubbed(text, MRS_WANG) == f"{GONE} {GONE} 卫生间漏水，电话{GONE}，11月23日15:00在家"


@given(st.lists(st.tuples(said, traces), min_size=1, max_size=4), said)
def test_nothing_of_the_person_is_left(pieces: list[tuple[str, str]], end: str) -> None:
    text = scrubbed("，".join(before + trace for before, trace in pieces) + "，" + end, MRS_WANG)
    assert "王秀英" not in text
    assert "王女士" not in text
    assert not {"13812345678", "501", "5678", "1234"} & set(re.findall(r"\d+", text))


@given(st.lists(st.tuples(said, traces), max_size=4), said)
def test_done_twice_it_is_done_once(pieces: list[tuple[str, str]], end: str) -> None:
    once = scrubbed("，".join(before + trace for before, trace in pieces) + end, MRS_WANG)
    assert scrubbed(once, MRS_WANG) == once


def test_facts_keep_their_shape() -> None:
    fact = Notice("x", {"a": "王秀英来电", "b": [Word("class.1"), "3-2-501"], "n": 7})
    assert scrubbed_fact(fact, MRS_WANG) == Notice(
        "x", {"a": f"{GONE}来电", "b": [Word("class.1"), GONE], "n": 7}
    )


@given(st.datetimes().map(lambda moment: f"resolve {moment.isoformat()}+00:00"))
def test_what_figures_are_counted_from_stays(proof: str) -> None:
    assert scrubbed(proof, MRS_WANG) == proof
