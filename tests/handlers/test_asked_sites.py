"""Sites beside each other, for whoever is at several."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from bot.book import load_book
from desk.clocks import Clock, ClockKind
from desk.figures.asking import Query
from desk.figures.terms import Against, By, Measure
from desk.homes import NO_HOMES, Homes
from desk.notices import Notice
from desk.people import Site
from handlers.asked_sites import replied_by_site
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

DAY = timedelta(days=1)
NOVEMBER = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}


@pytest.fixture
def uow(database: Engine) -> Iterator[UnitOfWork]:
    with database.begin() as connection:
        yield UnitOfWork(connection)


def with_tickets(uow: UnitOfWork, name: str, kept: int, late: int) -> Site:
    """A site with so many solved in time, and so many too late."""
    site = a_site(uow, name=name)
    for at in range(kept + late):
        ticket = a_ticket(uow, site, a_person(uow, site), opened_at=NOW - 2 * DAY, number=at + 1)
        met = NOW - DAY if at < kept else NOW
        uow.clocks.add(
            Clock(
                id=0,
                ticket=ticket.id,
                kind=ClockKind.RESOLVE,
                started_at=NOW - 2 * DAY,
                due_at=NOW - DAY,
                rule="",
                met_at=met,
            )
        )
    return site


def told(uow: UnitOfWork, sites: list[Site], **asked: object) -> tuple[dict[str, object], Notice]:
    """Each line, and the answer."""
    query = Query(by=By.SITE, **{**NOVEMBER, **asked})  # type: ignore[arg-type]
    answer = replied_by_site(uow, sites, query, NOW, load_book())
    ranks = answer.facts["ranks"]
    assert isinstance(ranks, list)
    lines = [one.facts for one in ranks if isinstance(one, Notice)]
    return {str(one["name"]): one.get("count", one.get("top")) for one in lines}, answer


def test_each_site_is_a_line_and_the_figure_is_of_all(uow: UnitOfWork) -> None:
    sites = [with_tickets(uow, "阳光花园", 2, 1), with_tickets(uow, "翠湖花园", 4, 0)]

    counts, answer = told(uow, sites, measure=Measure.COUNT)
    figure = answer.facts["figure"]

    assert counts == {"翠湖花园": "4", "阳光花园": "3"}
    assert isinstance(figure, Notice)
    assert figure.facts["count"] == "7"
    assert answer.facts["lines"] == []  # each site counts its tickets from 1


def test_the_worst_share_stands_first_and_a_site_of_which_nothing_is_due_has_none(uow: UnitOfWork) -> None:
    sites = [with_tickets(uow, name, *many) for name, many in (("A", (1, 1)), ("B", (3, 0)), ("C", (0, 0)))]

    rates, _ = told(uow, sites, measure=Measure.RATE)
    means, _ = told(uow, sites, measure=Measure.MEND)

    assert list(rates) == ["A", "B"]
    assert set(means) == {"A", "B"}


def test_per_hundred_households_stands_who_has_most_first_and_who_has_none_known_is_told_apart(
    uow: UnitOfWork,
) -> None:
    """A large compound has more of everything: 每百户 is what compares."""
    sites = [with_tickets(uow, name, many, 0) for name, many in (("A", 4), ("B", 2), ("C", 1))]
    known = {"A": Homes(all=400), "B": Homes(all=100)}
    book = replace(load_book(), homes=lambda site: known.get(site.name, NO_HOMES))
    query = Query(measure=Measure.COUNT, by=By.SITE, per=True, **NOVEMBER)

    answer = replied_by_site(uow, sites, query, NOW, book)
    figure, ranks = answer.facts["figure"], answer.facts["ranks"]

    assert isinstance(ranks, list)
    assert [(one.facts["name"], one.facts["per"]) for one in ranks] == [("B", "2"), ("A", "1")]
    assert answer.facts["homeless"] == 1
    assert isinstance(figure, Notice)
    assert figure.facts["per"] is None  # of C nobody knows


def test_sites_are_set_beside_the_month_before(uow: UnitOfWork) -> None:
    _, answer = told(uow, [with_tickets(uow, "A", 1, 0)], measure=Measure.COUNT, against=Against.MONTH)

    assert isinstance(answer.facts["against"], Notice)
