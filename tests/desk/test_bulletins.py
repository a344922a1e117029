"""What a public notice says, and what it answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.bulletins import Bulletin
from desk.open_letters import private_words, reviewing
from desk.people import Role
from desk.reading import Action, Category, Class, Intent, Place, Reading, Urgency
from tests.desk.examples import CS_LEAD, FRONT_DESK, MANAGER, NOW, REPORTER, ticket

HOUR = timedelta(hours=1)
WATER = Bulletin(
    site=1,
    topic="供水",
    what="停水",
    buildings=("3", "4"),
    starts_at=NOW - HOUR,
    ends_at=NOW + HOUR,
    posted_at=NOW - 26 * HOUR,
    by=13,
)


def reading(**details: object) -> Reading:
    base = Reading(intent=Intent.REPORT, action=Action.OPEN, confidence=1.0, topic="供水")
    return replace(base, place=Place(building="3"), **details)


@pytest.mark.parametrize(
    "details",
    [
        {"topic": "渗漏"},
        {"category": Category.EMERGENCIES},
        {"urgency": Urgency.URGENT},
        {"class_": Class.TWO},
        {"triggers": ("S0-06 索赔",)},
    ],
)
def test_S2_34_it_answers_no_emergency_and_nothing_grave(details: dict[str, object]) -> None:
    assert WATER.answers(reading(), Place(), NOW)
    assert not WATER.answers(replace(reading(), **details), Place(), NOW)


@pytest.mark.parametrize(
    ("place", "home", "fits"),
    [
        (Place(building="3"), "7", True),
        (Place(building="7"), "3", False),
        (Place(), "4", True),
        (Place(), "7", False),
        (Place(), None, False),
    ],
)
def test_it_answers_for_its_buildings_only(place: Place, home: str | None, *, fits: bool) -> None:
    assert WATER.answers(replace(reading(), place=place), Place(building=home), NOW) is fits
    assert replace(WATER, buildings=()).answers(replace(reading(), place=place), Place(building=home), NOW)


@pytest.mark.parametrize(("hours", "fits"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_it_answers_while_it_lasts(hours: int, *, fits: bool) -> None:
    assert WATER.answers(reading(), Place(), NOW + hours * HOUR) is fits
    assert not replace(WATER, ended_at=NOW).answers(reading(), Place(), NOW + hours * HOUR)
    assert replace(WATER, ends_at=None).answers(reading(), Place(), NOW + 9 * HOUR)


def test_S2_34_less_than_24_hours_is_short() -> None:
    assert not WATER.short
    assert replace(WATER, posted_at=NOW).short


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("电梯 11月21日 修好，3栋2单元先修", []),
        ("人1家的电梯", []),
        ("陈建国反映的电梯", ["陈建国"]),
        ("3-2-501 的电梯", ["3-2-501"]),
        ("501室漏水", ["501室"]),
        ("3栋501漏水", ["3栋501"]),
        ("3栋2单元501漏水", ["3栋2单元501"]),
        ("3栋、4栋2026年换电梯，每户1200元", []),
    ],
)
def test_S2_110_a_letter_names_nobody_and_no_home(words: str, found: list[str]) -> None:
    assert private_words(words, [replace(REPORTER, name="陈建国")]) == found


def test_S2_110_telephone_numbers_are_private_too() -> None:
    assert private_words("请打 13812345678", []) == ["138****5678"]


def test_S0_44_a_class_1_is_reviewed_by_the_manager_and_nobody_reviews_their_own() -> None:
    plain, grave = ticket(), ticket(class_=Class.ONE)
    assert reviewing(FRONT_DESK, [plain]) is Role.CS_LEAD
    assert reviewing(FRONT_DESK, [plain, grave]) is Role.CENTRE_MANAGER
    assert reviewing(CS_LEAD, [plain]) is Role.CENTRE_MANAGER
    assert reviewing(MANAGER, [grave]) is Role.CS_LEAD
