"""What a month is counted from: each ticket once, whatever the size of a page, alike on both databases."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.clocks import Clock, ClockKind
from desk.figures.facts import COUNTED, Matter, Promise
from desk.filed import in_columns
from desk.journal import Audience, Entry
from desk.people import Role
from desk.reading import Category, Place
from storage import figures
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def pages(uow: UnitOfWork, site: int, **span: object) -> list[list[Matter]]:
    values = {"first": NOW - DAY, "last": NOW + DAY, "zone": ZONE, "told_from": NOW - DAY, **span}
    return list(uow.figures.pages(site, **values))  # type: ignore[arg-type]


def test_a_ticket_is_told_with_its_promises_households_and_steps(uow: UnitOfWork) -> None:
    site = a_site(uow)
    who, neighbour = (a_person(uow, site, building="3", unit="2", room="501") for _ in range(2))
    stranger = a_person(uow, site)
    officer = a_person(uow, site, role=Role.CUSTOMER_OFFICER)
    ticket = a_ticket(
        uow,
        site,
        who,
        reporters=(who.id, neighbour.id, stranger.id),
        category=Category.FACILITIES,
        topic="电梯",
        place=Place(building="3", floor="6"),
        owner=officer.id,
        keywords=("电梯", "坏"),
    )
    clock = Clock(
        id=0,
        ticket=ticket.id,
        kind=ClockKind.RESOLVE,
        started_at=NOW,
        due_at=NOW + DAY,
        rule="",
        met_at=NOW + DAY / 2,
    )
    uow.clocks.add(clock)
    uow.clocks.add(replace(clock, kind=ClockKind.ACCEPT))  # a month does not look at it
    uow.clocks.add(replace(clock, kind=ClockKind.RESPOND, met_at=None, cancelled_at=NOW))
    for kind, actor in (("registered", None), ("corrected", None), ("finished", officer.id)):
        uow.journal.add(ticket.id, [Entry(kind=kind, at=NOW, actor=actor, audience=Audience.STAFF)])
    ((found,),) = pages(uow, site.id)
    kinds = (*COUNTED, ClockKind.ACCEPT)  # as an archive reads them, which has more of each ticket
    ((filed,),) = uow.bundles.pages(site.id, NOW - DAY, NOW + DAY, kinds=kinds)
    assert uow.figures.matters(in_columns([filed.ticket]), [filed.clocks], ZONE) == [found]
    assert found.promises == (Promise(ClockKind.RESOLVE, NOW + DAY, NOW + DAY / 2, None),)
    assert (found.reporters, found.households) == (3, 2), "S0-02: two people of one home are one household"
    assert (found.building, found.floor, found.owner) == ("3", "6", officer.id)
    assert found.steps == {"registered", "finished"}, "the desk's own corrections are none of the reader"
    assert found.opened_at == NOW
    assert found.opened_at.tzinfo is ZONE
    assert uow.figures.departments(site.id) == {officer.id: "customer_officer"}


def test_what_was_to_be_accepted_is_told_with_its_beginning_where_it_is_asked_about(uow: UnitOfWork) -> None:
    """And nothing else of the promises; what was taken from somebody is none."""
    site = a_site(uow)
    ticket = a_ticket(uow, site, a_person(uow, site))
    asked = Clock(
        id=0,
        ticket=ticket.id,
        kind=ClockKind.ACCEPT,
        started_at=NOW,
        due_at=NOW + DAY,
        rule="",
        met_at=NOW + DAY,
    )
    uow.clocks.add(asked)
    uow.clocks.add(replace(asked, met_at=None, cancelled_at=NOW))
    uow.clocks.add(replace(asked, kind=ClockKind.RESOLVE))
    ((found,),) = pages(uow, site.id, handed=True)
    assert found.promises == (Promise(ClockKind.ACCEPT, NOW + DAY, NOW + DAY, None, started_at=NOW),)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_ticket_is_told_once_whatever_the_size_of_a_page(
    uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Tickets of the same moment too, and none of another site or another month."""
    monkeypatch.setattr(figures, "PAGE", size)
    site, other = a_site(uow), a_site(uow, "月亮花园")
    who = a_person(uow, site)
    moments = (NOW - DAY, NOW, NOW, NOW, NOW + DAY / 2, NOW + DAY)  # the last one is past the span
    numbers = [a_ticket(uow, site, who, opened_at=moment).number for moment in moments]
    a_ticket(uow, other, a_person(uow, other))
    told = [matter.number for page in pages(uow, site.id) for matter in page]
    assert told == numbers[:-1]
    assert uow.figures.count(site.id, NOW - DAY, NOW + DAY) == len(told)


def test_the_journal_is_asked_only_for_the_month_that_is_looked_at(uow: UnitOfWork) -> None:
    site = a_site(uow)
    ticket = a_ticket(uow, site, a_person(uow, site))
    uow.journal.add(ticket.id, [Entry(kind="registered", at=NOW, actor=None, audience=Audience.STAFF)])
    ((found,),) = pages(uow, site.id, told_from=NOW + DAY)
    assert found.steps == frozenset()


def test_conduct_is_discreet(uow: UnitOfWork) -> None:
    """Its words and place are counted nowhere: only that there was a ticket."""
    site = a_site(uow)
    a_ticket(uow, site, a_person(uow, site), topic="服务态度")
    ((found,),) = pages(uow, site.id)
    assert found.discreet
