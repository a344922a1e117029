"""Duty on both databases: one shift a day, the log only grows, what is owed comes in order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from desk.notices import Notice, Who
from desk.people import Person, Role, Site
from desk.roster import Shift, Swap, SwapState
from storage.alarms import Alarm
from storage.codes import Grant
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

_DAY = timedelta(days=1)


@pytest.fixture
def uow(database: Engine) -> Iterator[UnitOfWork]:
    with database.begin() as connection:
        yield UnitOfWork(connection)


@pytest.fixture
def site(uow: UnitOfWork) -> Site:
    return a_site(uow)


@pytest.fixture
def officers(uow: UnitOfWork, site: Site) -> list[Person]:
    return [a_person(uow, site, name=name, role=Role.SECURITY) for name in ("王强", "赵卫东")]


def _shift(site: Site, person: Person, days: int = 0) -> Shift:
    begun = NOW + days * _DAY
    return Shift(
        id=0, site=site.id, person=person.id, starts_at=begun, ends_at=begun + _DAY, next_at=begun + _DAY
    )


def test_a_day_has_one_shift_and_the_last_word_holds(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    first = uow.roster.put(_shift(site, officers[0]))
    second = uow.roster.put(_shift(site, officers[1]))
    assert second == replace(first, person=officers[1].id)
    assert uow.roster.beginning(site.id, NOW, NOW + _DAY) == [second]


def test_the_shift_of_a_moment_ends_where_the_next_begins(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    shifts = [uow.roster.put(_shift(site, one, n)) for n, one in enumerate(officers)]
    assert uow.roster.at(site.id, NOW - timedelta(seconds=1)) is None
    assert uow.roster.at(site.id, NOW) == shifts[0]
    assert uow.roster.at(site.id, NOW + _DAY) == shifts[1]
    assert uow.roster.at(site.id, NOW + 2 * _DAY) is None
    assert uow.roster.at(site.id + 1, NOW) is None


def test_a_shift_comes_back_as_it_was_saved_and_is_due_once(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    shift = uow.roster.put(_shift(site, officers[0]))
    assert uow.roster.next_at() == NOW + _DAY
    assert uow.roster.due(NOW, 9) == []
    assert uow.roster.due(NOW + _DAY, 9) == [shift]
    changed = replace(
        shift,
        step=3,
        next_at=None,
        handed_at=NOW,
        taken_at=NOW,
        confirmed_at=NOW,
        confirmed_by=officers[1].id,
    )
    uow.roster.save(changed)
    assert uow.roster.get(shift.id) == changed
    assert uow.roster.due(NOW + 9 * _DAY, 9) == []
    assert uow.roster.get(2**40) is None


def test_a_swap_keeps_its_state_and_who_decided(uow: UnitOfWork, site: Site, officers: list[Person]) -> None:
    shift = uow.roster.put(_shift(site, officers[0]))
    draft = Swap(
        id=0,
        site=site.id,
        shift=shift.id,
        asker=officers[0].id,
        colleague=officers[1].id,
        state=SwapState.ASKED,
        asked_at=NOW,
    )
    swap = uow.roster.ask(draft)
    assert replace(swap, id=0) == draft
    uow.roster.decide(swap.id, SwapState.AGREED, officers[1].id)
    assert uow.roster.swap(swap.id) == replace(swap, state=SwapState.AGREED, decided_by=officers[1].id)


def test_the_log_tells_the_lines_of_a_time_in_their_order(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    lines = [Notice("dutylog.note", {"by": Who(officers[0].id), "words": word}) for word in "一二三"]
    for n, line in enumerate(lines):
        uow.duty_log.add(site.id, NOW + n * _DAY, line)
    assert uow.duty_log.between(site.id, NOW, NOW + 2 * _DAY) == [(NOW, lines[0]), (NOW + _DAY, lines[1])]


def test_an_alarm_begins_anew_and_is_due_until_answered(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    ticket = a_ticket(uow, site, officers[0])
    answered = Alarm(ticket=ticket.id, raised_at=NOW, step=2, answered_at=NOW, answered_by=officers[0].id)
    uow.alarms.begin(answered)
    assert uow.alarms.get(ticket.id) == answered
    again = Alarm(ticket=ticket.id, raised_at=NOW, next_at=NOW + timedelta(minutes=5))
    uow.alarms.begin(again)
    assert uow.alarms.next_at() == again.next_at
    assert uow.alarms.due(NOW, 9) == []
    assert uow.alarms.due(NOW + _DAY, 9) == [again]
    uow.alarms.save(answered)
    assert uow.alarms.next_at() is None


def test_a_code_can_be_for_somebody_who_is_listed_already(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    grant = Grant(site=site.id, expires_at=NOW + _DAY, name="王强", role=Role.SECURITY, person=officers[0].id)
    uow.codes.add("LISTED", grant)
    assert uow.codes.redeem("listed", NOW, room=False) == grant


def test_all_that_is_one_persons_becomes_anothers(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    before, after = officers
    shift = uow.roster.put(_shift(site, before))
    ticket = a_ticket(uow, site, before, owner=before.id, done_by=before.id)
    uow.roster.give(before.id, after.id)
    uow.tickets.give(before.id, after.id)
    found, owned = uow.roster.get(shift.id), uow.tickets.get(ticket.id)
    assert found
    assert owned
    assert [found.person, owned.owner, owned.done_by] == [after.id] * 3


def test_left_are_the_unfinished_tickets_of_that_time(
    uow: UnitOfWork, site: Site, officers: list[Person]
) -> None:
    inside = a_ticket(uow, site, officers[0], opened_at=NOW)
    a_ticket(uow, site, officers[0], opened_at=NOW + _DAY)
    a_ticket(uow, site, officers[0], opened_at=NOW - _DAY)
    assert [one.id for one in uow.tickets.left(site.id, NOW, NOW + _DAY)] == [inside.id]
