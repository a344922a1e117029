from math import e
from operator import add

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.reading import Intent
from nlp import judge
from nlp.judge import Verdict
from nlp.jury import BY_NAME, CATEGORIES

chances = st.floats(min_value=1e-12, max_value=1 - 1e-12)


def verdict(report: float, ours: float) -> Verdict:
    return Verdict(intent=Intent.REPORT, sure=report, report=report, emergency=0.0, ours=ours)


@given(chances, chances, chances)
def test_the_surer_a_message_is_of_ours_the_more_its_report_counts(
    report: float, one: float, other: float
) -> None:
    less, more = sorted((one, other))

    assert 0 <= verdict(report, less).leaned <= verdict(report, more).leaned + 1e-9 <= 1 + 1e-9


def test_what_is_of_ours_as_likely_as_e_to_one_counts_as_it_is() -> None:
    assert round(verdict(0.7, e / (1 + e)).leaned, 9) == 0.7


_below = st.floats(min_value=-9, max_value=0)
_company = st.lists(_below, min_size=len(BY_NAME), max_size=len(BY_NAME))


@given(
    st.fixed_dictionaries(dict.fromkeys(CATEGORIES, _below)),
    st.lists(st.floats(-9, 9), min_size=len(BY_NAME), max_size=len(BY_NAME)),
    st.fixed_dictionaries(dict.fromkeys(CATEGORIES, _company)),
)
@settings(max_examples=40)
def test_the_best_pair_of_category_and_topic_is_found_though_few_are_tried(
    shares: dict[str, float], topics: list[float], company: dict[str, list[float]]
) -> None:
    rules = vars(judge)
    alone = {name: rules["_CATEGORY"] * shares[name] + rules["_LIKELIER"].get(name, 0.0) for name in shares}

    best, _, _ = rules["_together"](shares, topics, company)

    assert best == max(alone[name] + max(map(add, topics, company[name])) for name in shares)
