"""Daily reports, corrective actions, spot checks and surveys, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

from desk.notices import Notice
from desk.people import Role
from desk.remedies import Remedy, State
from desk.spot_checks import SpotCheck
from desk.surveys import Ballot, Survey
from storage.day_reports import DayReport
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


def test_a_daily_report_is_drawn_up_once_and_sent_once(uow: UnitOfWork) -> None:
    """S4-23."""
    site = a_site(uow)
    lead = a_person(uow, site, role=Role.CS_LEAD)
    report = DayReport(site=site.id, day=date(2026, 11, 20), until=NOW, body=Notice("added"))
    key = uow.day_reports.add(report)
    uow.day_reports.add(replace(report, day=date(2026, 11, 19)))
    assert [one.day.day for one in uow.day_reports.unsent(site.id)] == [19, 20]
    assert uow.day_reports.latest(site.id) == replace(report, id=key)
    uow.day_reports.send(key, NOW, lead.id, "好")
    assert uow.day_reports.get(key) == replace(report, id=key, sent_by=lead.id, sent_at=NOW, comment="好")
    assert len(uow.day_reports.unsent(site.id)) == 1
    assert uow.day_reports.get(2**40) is None


def test_actions_are_numbered_by_site_and_found_by_their_month_and_by_the_one_that_judged_them(
    uow: UnitOfWork,
) -> None:
    """S0-42."""
    site, other = a_site(uow), a_site(uow, "别处")
    draft = Remedy(site=site.id, month="2026-11", cause="电梯", tickets=4)
    first = uow.remedies.add(draft)
    second = uow.remedies.add(replace(draft, cause="供水"))
    assert (first.number, second.number) == (1, 2)
    assert uow.remedies.add(replace(draft, site=other.id)).number == 1
    owner = a_person(uow, site, role=Role.ENGINEER)
    open_ = replace(first, state=State.OPEN, owner=owner.id, due_on=date(2026, 12, 15))
    uow.remedies.save(replace(open_, seen_month="2026-12", seen_tickets=1))
    uow.remedies.save(replace(second, state=State.DECLINED))
    assert [one.number for one in uow.remedies.live(site.id)] == [1]
    assert [one.number for one in uow.remedies.of_month(site.id, "2026-11")] == [1, 2]
    assert [one.number for one in uow.remedies.of_month(site.id, "2026-12")] == [1]
    assert uow.remedies.numbered(site.id, 1) == uow.remedies.get(first.id)
    assert uow.remedies.numbered(site.id, 10**9) is None


def test_a_check_keeps_its_seed_and_its_answers(uow: UnitOfWork) -> None:
    """S0-45."""
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    check = SpotCheck(site=site.id, month="2026-11", ticket=ticket.id, seed="1 2026-11", drawn_at=NOW)
    key = uow.spot_checks.add(check)
    done = replace(check, id=key, answers={"time": True}, checked_by=person.id, checked_at=NOW)
    uow.spot_checks.save(done)
    assert uow.spot_checks.get(key) == done
    assert uow.spot_checks.of_month(site.id, "2026-11") == [done]
    assert uow.spot_checks.of_month(site.id, "2026-10") == []


def test_a_ballot_is_one_row_a_person_and_goes_when_they_are_forgotten(uow: UnitOfWork) -> None:
    """S2-125, S2-04."""
    site = a_site(uow)
    person = a_person(uow, site)
    ends = NOW + timedelta(days=14)
    survey = Survey(site=site.id, name="2026-12", started_at=NOW, ends_at=ends, unreached=3)
    key = uow.surveys.add(survey)
    ballot = Ballot(survey=key, person=person.id, scores={"overall": 4}, words="好")
    uow.surveys.keep(replace(ballot, scores={}))
    uow.surveys.keep(ballot)
    assert uow.surveys.ballots(key) == [ballot] == [uow.surveys.ballot(key, person.id)]
    uow.surveys.reminded(key, NOW)
    uow.surveys.close(key, NOW)
    assert uow.surveys.latest(site.id) == replace(survey, id=key, reminded_at=NOW, closed_at=NOW)
    assert uow.personal.held(person.id)["surveys"]
    uow.personal.forget(person.id, site.id, lambda fact: fact)
    assert uow.surveys.ballots(key) == []
