"""The page has words for everybody who may be shown on it."""

from collections.abc import Iterable, Mapping
from importlib import resources

import pytest

from desk.clocks import ClockKind
from desk.journal import Audience
from desk.people import Role
from desk.reading import Category, Class, Urgency
from desk.ticket import Status

PAGE = resources.files("bot.web").joinpath("static")


CODES: Mapping[str, Iterable[object]] = {
    "role": Role,
    "due": ClockKind,
    "status": Status,
    "class": [one.value for one in Class],
    "category": Category,
    "urgency": Urgency,
    "audience": Audience,
}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize(("family", "codes"), CODES.items())
def test_every_code_that_the_drawer_shows_has_a_name(
    family: str, codes: Iterable[object], language: str
) -> None:
    words = PAGE.joinpath("texts", f"{language}.js").read_text(encoding="utf-8")
    assert [code for code in codes if f'"{family}.{code}":' not in words] == []


def test_every_role_has_its_place_among_those_who_may_speak() -> None:
    people = PAGE.joinpath("people.js").read_text(encoding="utf-8")
    assert [role for role in Role if f'"{role}"' not in people] == []
