"""Incidents come back as they were kept, and each thing that is due is due once."""

from dataclasses import replace
from datetime import timedelta

from desk.incidents import Incident, Item, Report
from desk.notices import Word
from desk.people import Role
from desk.reading import Place
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


def begun(uow: UnitOfWork) -> tuple[Incident, int]:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    item = Item(n=1, words=Word("step.call_119"), role=Role.SECURITY, required=True, due_at=NOW, next_at=NOW)
    own = replace(item, n=2, words="打 8888", required=False, next_at=NOW + timedelta(minutes=5))
    drafted = Incident(
        site=site.id,
        ticket=ticket.id,
        kind="fire",
        opened_at=NOW,
        place=Place(building="3", unit="2", room="501"),
        unmanned=True,
    )
    return uow.incidents.begin(drafted, (item, own)), person.id


def test_an_incident_its_steps_and_its_reports_come_back(uow: UnitOfWork) -> None:
    incident, person = begun(uow)
    assert uow.incidents.of(incident.ticket) == uow.incidents.get(incident.id) == incident
    assert uow.incidents.active(incident.site) == [incident]
    first, second = uow.incidents.items(incident.id)
    assert (first.words, second.words) == (Word("step.call_119"), "打 8888")
    done = replace(first, done_at=NOW, done_by=person, next_at=None)
    uow.incidents.save_item(done)
    assert uow.incidents.items(incident.id) == [done, second]
    uow.incidents.gather(Report(incident=incident.id, person=person, at=NOW, words="我也看到烟"))
    (report,) = uow.incidents.reports(incident.id)
    uow.incidents.split(report, incident.ticket)
    assert uow.incidents.reports(incident.id) == [replace(report, split_to=incident.ticket)]


def test_what_is_due_is_found_by_its_time_and_what_is_over_is_not_active(uow: UnitOfWork) -> None:
    incident, person = begun(uow)
    assert uow.incidents.next_at() == NOW
    assert [one.n for one in uow.incidents.due_items(NOW, 9)] == [1]
    assert [one.n for one in uow.incidents.due_items(NOW + timedelta(minutes=5), 9)] == [1, 2]
    assert len(uow.incidents.due_items(NOW + timedelta(minutes=5), 1)) == 1
    due = NOW + timedelta(days=1)
    over = replace(
        incident,
        cleared_at=NOW,
        cleared_by=person,
        reason="人已救出",
        reviser=Role.CENTRE_MANAGER,
        visit_due=due,
        next_at=due,
    )
    uow.incidents.save(over)
    assert uow.incidents.active(incident.site) == []
    assert uow.incidents.due_visits(NOW, 9) == []
    assert uow.incidents.due_visits(due, 9) == [over]
