"""Counts per hundred households: of a site, its buildings, and nowhere else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.figures import card as cards
from desk.figures.asking import Query, decode
from desk.figures.card import Beside
from desk.figures.floors import Floors
from desk.figures.households import can_tell
from desk.figures.month import Count
from desk.figures.period import Period
from desk.figures.terms import By, Measure
from desk.homes import NO_HOMES, Homes, per_hundred
from desk.notices import Notice
from tests.desk.answers import HOUR, KEPT, NOW, OCTOBER, figure, late, told
from tests.desk.matters import ZONE, matter

HOMES = Homes(all=1000, buildings={"1": 100, "2": 300, "3": 50})
PER = replace(OCTOBER, per=True)
MANY = [
    *(matter(number, building="1") for number in range(1, 4)),
    *(matter(number, building="2") for number in range(4, 8)),
    matter(8, building="9"),
]


def lines(answer: Notice) -> list[tuple[object, object, object]]:
    ranks = answer.facts["ranks"]
    assert isinstance(ranks, list)
    return [(one.facts["name"].facts["name"], one.facts["count"], one.facts["per"]) for one in ranks]


def test_the_building_with_most_per_hundred_households_stands_first() -> None:
    """9栋 has reports and nobody said how many live there: it is in no line, and that is told."""
    answer = told(replace(PER, by=By.BUILDING), *MANY, homes=HOMES)
    assert lines(answer) == [("1", "3", "3"), ("2", "4", "1.3")]
    assert answer.facts["homeless"] == 1
    best = told(replace(PER, by=By.BUILDING, best=True), *MANY, homes=HOMES)
    assert lines(best) == [("3", "0", "0"), ("2", "4", "1.3"), ("1", "3", "3")]
    assert figure(answer)["per"] == "0.8"
    assert answer.facts["order"] is not None


def test_buildings_beside_each_other_tell_it_unasked_where_it_is_set_and_nothing_where_not() -> None:
    answer = told(replace(OCTOBER, by=By.BUILDING), *MANY, homes=HOMES)
    assert lines(answer) == [("2", "4", "1.3"), ("1", "3", "3"), ("9", "1", None)]
    assert {per for *_, per in lines(told(replace(OCTOBER, by=By.BUILDING), *MANY))} == {None}
    assert "per" not in figure(told(OCTOBER, *MANY, homes=HOMES))


@pytest.mark.parametrize(
    ("query", "known"),
    [
        (PER, True),
        (replace(PER, building="1"), True),
        (replace(PER, by=By.TOPIC), True),
        (replace(PER, by=By.MONTH), True),
        (replace(PER, building="9"), False),
        (replace(PER, building="1", unit="2"), False),
        (replace(PER, floors=Floors(3, 3)), False),
        (replace(PER, by=By.PERSON), False),
        (replace(PER, by=By.UNIT), False),
    ],
)
def test_it_is_told_where_the_households_are_known_and_mean_what_is_counted(
    query: Query, *, known: bool
) -> None:
    assert can_tell(query, HOMES) is known
    assert not can_tell(query, NO_HOMES)
    assert decode(query.code()) == (query, 0)


def test_small_shares_are_never_nothing() -> None:
    assert [per_hundred(*one) for one in ((0, 10), (1, 3000), (1, 10**6), (7, 700), (5, None))] == [
        *("0", "0.033", "<0.01", "1", None),
    ]


def test_the_card_tells_it_with_the_buildings_and_who_was_least_in_time() -> None:
    """S2-64: with numerator and denominator; of fewer than five due nothing is said."""
    due = [matter(n, building="1", promises=KEPT if n > 2 else late(HOUR)) for n in range(1, 9)]
    few = [matter(20, building="2", promises=late(HOUR))]
    good = [matter(30 + n, building="3", promises=KEPT) for n in range(6)]
    count = Count(Period(2026, 10), NOW + timedelta(days=9), ZONE)
    count.add([*due, *few, *good])
    month = count.month()
    card = cards.card(month, "阳光花园", None, Beside(homes=HOMES))
    places, lowest = card.facts["buildings"], card.facts["lowest"]
    assert isinstance(places, list)
    assert isinstance(lowest, list)
    assert [one.facts["per"] for one in places] == ["8", "12", "0.3"]
    assert [(one.facts["percent"], one.facts["kept"], one.facts["of"]) for one in lowest] == [
        ("75", "6", "8")
    ]
    assert card.facts["per"] == "1.5"
    bare = cards.card(month, "阳光花园")
    assert bare.facts["per"] is None
    assert Measure.COUNT is PER.measure
