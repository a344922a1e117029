"""The page has words for everybody who may be shown on it."""

from importlib import resources

import pytest

from desk.people import Role

PAGE = resources.files("bot.web").joinpath("static")


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_role_has_a_name_in_every_language(language: str) -> None:
    words = PAGE.joinpath("texts", f"{language}.js").read_text(encoding="utf-8")
    assert [role for role in Role if f'"role.{role}":' not in words] == []


def test_every_role_has_its_place_among_those_who_may_speak() -> None:
    people = PAGE.joinpath("people.js").read_text(encoding="utf-8")
    assert [role for role in Role if f'"{role}"' not in people] == []
