"""Tokens of pages: what was signed is read back, and nothing else is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages.passes import ForgedError, Pass, Passes

OURS = Passes("our secret")
NUMBERS = st.integers(min_value=0, max_value=2**40)
RIGHTS = st.builds(
    Pass,
    letter=st.from_regex(r"[0-9a-z]{1,12}-[0-9a-z]{1,12}", fullmatch=True),
    person=NUMBERS,
    ticket=NUMBERS,
    until=NUMBERS,
)
WORDS = st.text(max_size=80)


@given(right=RIGHTS)
def test_what_was_signed_is_read_back_and_signed_alike_again(right: Pass) -> None:
    token = OURS.sealed(right)
    assert OURS.opened(token) == right
    assert OURS.sealed(right) == token
    assert token.isascii()
    assert len(token) < 200


@given(right=RIGHTS, at=st.integers(min_value=0, max_value=199), put=st.characters(codec="utf-8"))
def test_one_other_character_anywhere_is_forged(right: Pass, at: int, put: str) -> None:
    token = OURS.sealed(right)
    changed = f"{token[: at % len(token)]}{put}{token[at % len(token) + 1 :]}"
    if changed != token:
        with pytest.raises(ForgedError):
            OURS.opened(changed)


@given(words=WORDS)
def test_anything_else_is_forged_and_nothing_raises_otherwise(words: str) -> None:
    with pytest.raises(ForgedError):
        OURS.opened(words)
    with pytest.raises(ForgedError):
        OURS.number("token", "act", words)


@given(right=RIGHTS)
def test_another_deployment_signs_otherwise(right: Pass) -> None:
    with pytest.raises(ForgedError):
        Passes("another secret").opened(OURS.sealed(right))


@given(token=WORDS, act=WORDS, other=WORDS)
def test_a_right_to_do_something_once_is_for_that_alone(token: str, act: str, other: str) -> None:
    once = OURS.once(token, act)
    assert OURS.number(token, act, once) == OURS.number(token, act, once)
    assert OURS.once(token, act) != once
    if other not in (token, act):
        for wrong in ((other, act), (token, other)):
            with pytest.raises(ForgedError):
                OURS.number(*wrong, once)


def test_its_time_ends() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    right = Pass(letter="a-b", person=1, ticket=1, until=int(now.timestamp()))
    assert not right.expired(now)
    assert right.expired(now + timedelta(seconds=1))
