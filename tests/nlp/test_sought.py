import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nlp import features, moments, places, told
from nlp.sought import Sought

_SOUGHT = [
    one
    for module in (places, moments, told, features)
    for one in (*vars(module).values(), *vars(module).get("_FACTS", {}).values())
    if isinstance(one, Sought)
]


@pytest.mark.parametrize("sought", _SOUGHT, ids=lambda one: one.pattern.pattern[:20])
@settings(max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_that_a_pattern_finds_is_without_its_signs(sought: Sought, data: st.DataObject) -> None:
    text = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in data.draw(st.from_regex(sought.pattern))
    )  # digits as folded
    assume(sought.pattern.search(text) is not None)  # two digits that differ may fold to one

    assert sought.search(text) is not None
    if sought in vars(places).values() and sought.signs != "楼":  # whom it reached is no place
        assert vars(places)["_NAMED"].search(text) is not None
