from math import e

from hypothesis import given
from hypothesis import strategies as st

from desk.reading import Intent
from nlp.judge import Verdict

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
