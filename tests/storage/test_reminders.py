"""Reminders: what is owed to whom, told once, and when somebody was last reminded."""

from datetime import timedelta

import pytest

from desk.clocks import Clock, ClockKind
from storage.reminders import Reminder
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def reminder(uow: UnitOfWork) -> Reminder:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    clock = uow.clocks.add(
        Clock(id=0, ticket=ticket.id, kind=ClockKind.ACCEPT, started_at=NOW, due_at=NOW, rule="")
    )
    return Reminder(site=site.id, person=person.id, ticket=ticket.id, clock=clock.id, missed=True, at=NOW)


def test_what_is_owed_is_due_from_its_moment_until_it_is_told(uow: UnitOfWork, reminder: Reminder) -> None:
    uow.reminders.owe(reminder)
    assert uow.reminders.due(NOW - HOUR) == []
    assert uow.reminders.next_at() == NOW
    (due,) = uow.reminders.due(NOW)
    assert (due.person, due.ticket, due.clock, due.missed, due.at) == (
        reminder.person,
        reminder.ticket,
        reminder.clock,
        True,
        NOW,
    )
    assert uow.reminders.last(reminder.person) is None
    uow.reminders.told([due], NOW + HOUR)
    assert uow.reminders.due(NOW + HOUR) == []
    assert uow.reminders.next_at() is None
    assert uow.reminders.last(reminder.person) == NOW + HOUR
    assert uow.reminders.last(reminder.person + 1) is None


def test_what_was_told_long_ago_is_forgotten_and_what_is_owed_is_not(
    uow: UnitOfWork, reminder: Reminder
) -> None:
    uow.reminders.owe(reminder)
    uow.reminders.told(uow.reminders.due(NOW), NOW)
    uow.reminders.owe(reminder)
    uow.reminders.forget_before(NOW + HOUR)
    assert uow.reminders.last(reminder.person) is None
    assert len(uow.reminders.due(NOW)) == 1
