"""Patterns that are spelled to be quick find what their plain spelling finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import features, letters, lexicon
from nlp.looking import look

_PLAIN = {
    "phone": r"\d{8,11}|\d{4}[- ]\d{3,4}[- ]?\d{3,4}",
    "group": r"(?:[5-9]|\d{2,5}|(?<![一二三四])[五六七八九]|[十百千万][一二三四]?)[多余几来]?(?:个|位|名)?"
    r"(?:户|业主|住户|居民|街坊|邻居|家长|宝妈|大爷|大妈|阿姨|老人|号人|owner|人(?=一起|联|都|签|集|同)"
    r"|单位(?=联|签)|家(?=[都没住户老联人签一全也,，。]|$))",
    "door": r"\d{3,4}室|(?<!\d)[1-9]\d{2,3}(?=$|[,，。\s的])",
}
_CROWD = (
    "(?:全体|所有|广大|多位|多名|各位)业主|业主们|居民们|(?:全体|小区)居民|联名|签名|集体|群体|众多"
    "|[一二三四五六七八九十百千万几数0-9]多?户|[上数几]万|大家|我们小区"
)


@pytest.mark.parametrize("name", _PLAIN)
@given(
    st.lists(
        st.sampled_from([*"0458 -三五几十多来个户家都人签室的,", "业主", "号人", "1234"]), max_size=9
    ).map("".join)
)
def test_a_fact_is_told_as_its_plain_pattern_tells_it(name: str, text: str) -> None:
    assert (name in features.facts(text)) == (re.search(_PLAIN[name], text) is not None)


@given(
    st.lists(st.sampled_from([*"全体所有多位各业主们居民小区联签名集群众一几上数万户大家我3"])).map("".join)
)
def test_a_crowd_is_found_where_its_plain_pattern_finds_it(text: str) -> None:
    quick = vars(letters)["_SIGNS"]["crowd"].finditer(text)

    assert [one.start() for one in quick] == [one.start() for one in re.finditer(_CROWD, text)]


def test_a_soup_of_the_trades_words_tells_no_more_concepts_than_a_long_letter_might() -> None:
    known = lexicon.load()
    words = [spelling for entry in known.entries for spelling in entry.spellings]
    soups = [look("".join(words[start::37]), known) for start in range(20)]

    assert max(len(soup.hits) for soup in soups) > 150
    assert max(len(soup.concepts) for soup in soups) < 1000
