"""How many homes reported a matter stays what it was, whoever moves or is forgotten later (S0-02, S2-04)."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text

from desk.people import Person, Site
from desk.reading import Place
from desk.ticket import Status, Ticket
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

UTC = ZoneInfo("UTC")
HOME = {"building": "3", "unit": "2", "room": "501"}


def counted(uow: UnitOfWork, site: Site) -> list[int]:
    first, last = NOW - timedelta(days=1), NOW + timedelta(days=1)
    return [one.households for page in uow.figures.pages(site.id, first, last, UTC, first) for one in page]


def three(uow: UnitOfWork, site: Site) -> tuple[Ticket, list[Person]]:
    """Two of one home and a neighbour, one after the other."""
    people = [a_person(uow, site, **home) for home in (HOME, HOME, {**HOME, "room": "502"})]
    ticket = a_ticket(uow, site, people[0])
    for many in (2, 3):
        ticket = replace(ticket, reporters=tuple(one.id for one in people[:many]))
        uow.tickets.save(ticket)
    return ticket, people


def test_S0_02_a_forgotten_person_or_one_who_moves_changes_no_month_that_is_over(uow: UnitOfWork) -> None:
    site = a_site(uow)
    ticket, people = three(uow, site)
    uow.tickets.save(replace(ticket, status=Status.CLOSED))
    assert counted(uow, site) == [2]
    uow.people.change(replace(people[2], room="501"))
    assert counted(uow, site) == [2]
    for person in people:
        uow.personal.forget(person.id, site.id, lambda fact: fact)
        assert counted(uow, site) == [2]


def test_S2_04_nothing_says_with_whom_a_forgotten_person_lived(database: Engine) -> None:
    with database.begin() as connection:
        uow = UnitOfWork(connection)
        site = a_site(uow)
        ticket, people = three(uow, site)
        uow.tickets.save(replace(ticket, status=Status.CLOSED))
        uow.personal.forget(people[0].id, site.id, lambda fact: fact)
        kept = connection.execute(text("SELECT home FROM reporter ORDER BY place"))
        assert [row.home for row in kept] == [None, 0, 1]


def test_S0_02_a_home_that_is_told_while_the_matter_lives_counts(uow: UnitOfWork) -> None:
    site = a_site(uow)
    known, unknown = a_person(uow, site, **HOME), a_person(uow, site)
    ticket = a_ticket(uow, site, known, reporters=(known.id, unknown.id))
    assert counted(uow, site) == [2]
    uow.people.change(replace(unknown, **HOME))
    uow.tickets.save(ticket)
    assert counted(uow, site) == [1]


def test_S2_04_a_matter_in_the_own_home_loses_unit_and_floor_and_what_all_share_keeps_them(
    uow: UnitOfWork,
) -> None:
    site = a_site(uow)
    person = a_person(uow, site, **HOME)
    lift, inside = (
        Place(building="3", unit="2", floor="5", area="电梯"),
        Place(building="3", floor="5", room="501"),
    )
    keys = [a_ticket(uow, site, person, place=one, status=Status.CLOSED).id for one in (lift, inside)]
    uow.personal.forget(person.id, site.id, lambda fact: fact)
    assert [one.place for one in uow.tickets.all_seen(keys)] == [lift, Place(building="3")]
