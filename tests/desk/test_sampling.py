"""The draw of revisits: the rate is kept at every moment, evenly, and the same whenever it is asked (C7)."""

from hypothesis import given
from hypothesis import strategies as st

from desk.sampling import Meter, drawn

shares = st.integers(1, 100)
seeds = st.text(max_size=40)


@given(st.integers(1, 400), shares, seeds)
def test_of_the_first_n_the_share_is_drawn_rounded_up_or_down(n: int, share: int, seed: str) -> None:
    """S2-101, S2-103: 50 %, 30 %."""
    count = sum(drawn(place, share, seed) for place in range(1, n + 1))
    assert abs(count - n * share / 100) < 1


@given(st.integers(1, 400), seeds)
def test_at_100_percent_everything_is_drawn(place: int, seed: str) -> None:
    assert drawn(place, 100, seed)


@given(st.integers(1, 400), shares, seeds)
def test_between_two_drawn_ones_there_is_never_a_long_way(place: int, share: int, seed: str) -> None:
    window = range(place, place + -(-100 // share))
    assert any(drawn(one, share, seed) for one in window)


def test_another_seed_begins_elsewhere() -> None:
    firsts = {
        next(place for place in range(1, 20) if drawn(place, 10, f"1 2026-{month:02}")) for month in range(12)
    }
    assert len(firsts) > 3


@given(shares, st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_what_is_missing_and_what_was_asked_make_the_target(
    share: int, finished: int, exempt: int, visited: int
) -> None:
    """C9: who is exempt is left out of the count."""
    meter = Meter(
        rule="x", share=share, finished=finished, exempt=min(exempt, finished), visited=min(visited, finished)
    )
    assert 0 <= meter.target <= meter.finished - meter.exempt
    assert meter.target * 100 >= share * (meter.finished - meter.exempt)
    assert meter.short == max(0, meter.target - meter.visited)
    assert (meter.short == 0) == (meter.visited >= meter.target)
