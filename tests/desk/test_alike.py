"""When two reports are surely one matter, and when staff are asked."""

import tomllib
from dataclasses import replace
from datetime import timedelta

import pytest

from desk import alike
from desk.kind import Kind
from desk.matters import DEFAULT, Again, Matters, parse_matters
from desk.reading import Category, Class, Place, Urgency
from desk.standard_text import StandardError, parse_standard
from desk.ticket import Status, Ticket
from tests.desk.examples import NOW, ticket

OLD = ticket(Status.DISPATCHED, keywords=("电梯", "坏"))
HOUR = timedelta(hours=1)


def new(**details: object) -> Ticket:
    """A neighbour tells the same of the same unit's lift an hour later."""
    base = replace(OLD, id=8, number=15, reporter=2, reporters=(2,), opened_at=NOW + HOUR, status=Status.OPEN)
    return replace(base, **details)


@pytest.mark.parametrize(
    "details",
    [
        {"topic": "噪音"},
        {"topic": "其他"},
        {"place": Place(building="3")},  # which of its lifts?
        {"place": Place(building="3", unit="1")},
        {"place": Place(building="5", unit="2")},
        {"place": Place(unit="2")},
        {"place": Place(building="3", unit="2", room="501")},  # in somebody's home
        {"class_": Class.TWO},
        {"urgency": Urgency.URGENT},
        {"kind": Kind.HELP},
        {"category": Category.EMERGENCIES},
        {"accused": (40,)},
        {"anonymous": True},  # it would hide the first one's name too (C9)
        {"opened_at": NOW + timedelta(hours=25)},
    ],
)
def test_S2_112_another_household_is_taken_in_only_where_nothing_speaks_against_it(
    details: dict[str, object],
) -> None:
    assert alike.one_record(new(), OLD, DEFAULT)
    assert not alike.one_record(new(**details), OLD, DEFAULT)


@pytest.mark.parametrize(
    ("area", "one"),
    [("货梯", True), ("貨梯", True), ("电梯", True), ("客梯", False), ("大堂", False), (None, True)],
)
def test_S2_112_another_lift_of_the_same_unit_is_another_matter(area: str | None, *, one: bool) -> None:
    goods = replace(OLD, place=replace(OLD.place, area="货梯"))

    assert alike.one_record(new(place=replace(OLD.place, area=area)), goods, DEFAULT) is one


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.DONE, Status.CLOSED, Status.MERGED])
def test_only_what_is_being_worked_on_takes_in(status: Status) -> None:
    assert not alike.one_record(new(), replace(OLD, status=status), DEFAULT)


def test_the_home_says_which_unit_is_meant() -> None:
    here = new(place=Place(building="3"), homes={2: "3-2-1102"})
    assert alike.one_record(here, OLD, DEFAULT)
    assert not alike.one_record(replace(here, homes={2: "3-1-302"}), OLD, DEFAULT)


def test_what_was_told_in_private_takes_in_no_other_household() -> None:
    assert not alike.one_record(new(), replace(OLD, room=None), DEFAULT)


@pytest.mark.parametrize(("hours", "one"), [(71, True), (73, False)])
def test_S2_112_one_person_within_72_hours_is_one_record(hours: int, *, one: bool) -> None:
    """C14."""
    mine = new(reporter=1, reporters=(1,), place=Place(), opened_at=NOW + timedelta(hours=hours))
    assert alike.one_record(mine, OLD, DEFAULT) is one


def test_C9_one_persons_anonymity_hides_no_neighbour_unasked() -> None:
    mine = new(reporter=1, reporters=(1,), anonymous=True)
    assert alike.one_record(mine, OLD, DEFAULT)
    assert not alike.one_record(mine, replace(OLD, reporters=(1, 2)), DEFAULT)
    named = replace(mine, anonymous=False)
    assert alike.one_record(named, replace(OLD, anonymous=True), DEFAULT), "it is hidden with the first"
    assert not alike.one_record(new(), replace(OLD, anonymous=True), DEFAULT)


@pytest.mark.parametrize(
    ("rule", "merged", "hinted"),
    [
        (Matters(others=Again.MERGE), True, True),
        (Matters(others=Again.HINT), False, True),
        (Matters(others=Again.APART), False, False),
    ],
)
def test_C14_what_happens_is_the_standards_choice(rule: Matters, *, merged: bool, hinted: bool) -> None:
    assert alike.one_record(new(), OLD, rule) is merged
    assert alike.hinted(new(), OLD, rule) is hinted


@pytest.mark.parametrize(
    ("status", "because", "days", "second"),
    [
        (Status.DONE, (), 1, True),
        (Status.CLOSED, (), 13, True),
        (Status.CLOSED, (), 15, False),
        (Status.WORKING, (), 1, False),
        (Status.WORKING, ("S0-09 没人来",), 1, True),
        (Status.DISMISSED, (), 1, False),
    ],
)
def test_S0_09_the_same_again_after_the_end_or_in_anger_is_a_second_complaint(
    status: Status, because: tuple[str, ...], days: int, *, second: bool
) -> None:
    mine = new(reporter=1, reporters=(1,), because=because, opened_at=NOW + timedelta(days=days))
    assert alike.again(mine, replace(OLD, status=status), DEFAULT) is second
    assert not alike.again(replace(mine, reporter=2, reporters=(2,)), replace(OLD, status=status), DEFAULT)


def test_the_standards_table_is_read_with_every_error() -> None:
    errors: list[str] = []
    rule = parse_matters({"group": 6, "count": "persons", "others": "hint", "within_hours": 48}, errors)
    assert (rule.group, rule.count, rule.others, rule.within) == (6, "persons", "hint", timedelta(hours=48))
    assert not errors
    parse_matters({"group": 0, "near": 9, "count": "doors", "others": 3, "colour": 1}, errors)
    assert len(errors) == 5


def test_an_error_in_the_table_names_its_line() -> None:
    text = '[matter]\ngroup = 5\ncount = "doors"\n'
    with pytest.raises(StandardError, match=r"s9:3: matter: count is 'doors'"):
        parse_standard("s9", tomllib.loads(text), text)
    with pytest.raises(StandardError, match="matter"):
        parse_standard("s9", {"matter": 5})


@pytest.mark.parametrize(
    ("details", "asked"),
    [
        ({"homes": {2: "4-1-1204"}}, False),
        ({"homes": {2: "3-1-1204"}}, True),
        ({"homes": {}}, True),
        ({"homes": {2: "4-1-1204"}, "place": Place(area="车库")}, True),
        ({"place": Place(building="4")}, False),
    ],
)
def test_staff_are_not_asked_about_what_two_people_have_in_two_buildings(
    details: dict[str, object], *, asked: bool
) -> None:
    old = ticket(Status.DISPATCHED, place=Place(), topic="渗漏", homes={1: "3-2-1102"}, reporter=1)
    now = replace(old, id=8, number=15, reporter=2, reporters=(2,), homes={1: "3-2-1102"})
    assert alike.hinted(replace(now, **details), old, DEFAULT) is asked
