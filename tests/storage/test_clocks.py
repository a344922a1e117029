"""Clocks and timers: what is due, once, whoever sweeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from desk.clocks import Clock, ClockKind
from desk.people import Site
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

MINUTE = timedelta(minutes=1)


def a_clock(ticket: int, minutes: int = 0) -> Clock:
    at = NOW + minutes * MINUTE
    return Clock(
        id=0, ticket=ticket, kind=ClockKind.ACCEPT, started_at=NOW, due_at=at, rule="S0-29", next_at=at
    )


@pytest.fixture
def site(uow: UnitOfWork) -> Site:
    return a_site(uow)


@pytest.fixture
def ticket(uow: UnitOfWork, site: Site) -> int:
    return a_ticket(uow, site, a_person(uow, site)).id


def test_what_is_owed_comes_earliest_first_and_no_more_than_asked_for(uow: UnitOfWork, ticket: int) -> None:
    clocks = [uow.clocks.add(a_clock(ticket, minutes)) for minutes in (5, 3, 4, 99)]
    now = NOW + 10 * MINUTE
    assert uow.clocks.due(now, 2) == [clocks[1], clocks[2]]
    assert uow.clocks.due(now, 9) == [clocks[1], clocks[2], clocks[0]]
    assert uow.clocks.due(NOW, 9) == []


def test_the_next_moment_is_that_of_the_earliest_clock_that_still_owes(uow: UnitOfWork, ticket: int) -> None:
    assert uow.clocks.next_at() is None
    first = uow.clocks.add(a_clock(ticket, 1))
    uow.clocks.add(a_clock(ticket, 2))
    assert uow.clocks.next_at() == NOW + MINUTE
    uow.clocks.save(replace(first, next_at=None))
    assert uow.clocks.next_at() == NOW + 2 * MINUTE


def test_late_is_what_runs_beyond_its_time_at_that_site(uow: UnitOfWork, site: Site, ticket: int) -> None:
    other = a_site(uow, "翠湖")
    uow.clocks.add(a_clock(a_ticket(uow, other, a_person(uow, other)).id))
    late, later = (uow.clocks.add(a_clock(ticket, minutes)) for minutes in (1, 0))
    for field in ("met_at", "cancelled_at", "paused_at"):
        uow.clocks.add(replace(a_clock(ticket), **{field: NOW}))  # type: ignore[arg-type]
    uow.clocks.add(a_clock(ticket, 99))
    assert uow.clocks.late(site.id, NOW + 2 * MINUTE) == [later, late]


def test_two_sweeps_at_once_share_what_is_due_and_none_waits(
    postgres_url: str, opened: Callable[[str], Engine]
) -> None:
    """What one process has taken, the other leaves out (SKIP LOCKED)."""
    engine = opened(postgres_url)
    with engine.begin() as connection:
        uow = UnitOfWork(connection)
        site = a_site(uow)
        person = a_person(uow, site)
        keys = [uow.clocks.add(a_clock(a_ticket(uow, site, person).id)).id for _ in range(4)]
        uow.timers.arm(site.id, "digest", NOW)
    with engine.begin() as one, engine.begin() as other:
        first, second = UnitOfWork(one), UnitOfWork(other)
        assert [clock.id for clock in first.clocks.due(NOW, 3)] == keys[:3]
        assert [clock.id for clock in second.clocks.due(NOW, 3)] == keys[3:]
        assert len(first.timers.due(NOW)) == 1
        assert second.timers.due(NOW) == []


def test_an_armed_timer_keeps_its_time_until_it_is_rearmed(uow: UnitOfWork, site: Site) -> None:
    def due(at: datetime) -> list[tuple[int, str, datetime]]:
        return uow.timers.due(at)

    assert uow.timers.next_at() is None
    uow.timers.arm(site.id, "digest", NOW)
    uow.timers.arm(site.id, "digest", NOW + MINUTE)
    uow.timers.arm(site.id, "news", NOW - MINUTE)
    assert due(NOW) == [(site.id, "news", NOW - MINUTE), (site.id, "digest", NOW)]
    uow.timers.rearm(site.id, "news", NOW + MINUTE)
    assert due(NOW) == [(site.id, "digest", NOW)]
    assert uow.timers.next_at() == NOW
