"""Texts that wait and explanations that are owed come back as they were kept; what is due is found."""

from dataclasses import replace
from datetime import timedelta

from desk.review import Draft, State, What
from storage.explanations import Explanation
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


def test_a_draft_comes_back_and_is_due_when_it_says(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    draft = Draft(
        id=0,
        ticket=ticket.id,
        author=person.id,
        what=What.WAIT,
        words="等配件",
        more="2026-11-25T10:00+08:00",
        photos=(3, 4),
        state=State.HELD,
        written_at=NOW,
        next_at=NOW + timedelta(minutes=30),
        promised_at=NOW + timedelta(hours=2),
    )
    kept = uow.drafts.add(draft)
    assert uow.drafts.get(kept.id) == replace(draft, id=kept.id)
    assert uow.drafts.of(ticket.id) == [kept]
    assert uow.drafts.due(NOW, 5) == []
    assert kept in uow.drafts.due(NOW + timedelta(minutes=30), 50)
    decided = replace(
        kept, state=State.RETURNED, next_at=None, decided_by=person.id, decided_at=NOW, remark="改"
    )
    uow.drafts.save(decided)
    assert uow.drafts.get(kept.id) == decided
    assert kept.id not in [one.id for one in uow.drafts.due(NOW + timedelta(days=9), 50)]
    assert uow.drafts.get(10**18) is None


def test_an_explanation_is_owed_until_it_is_given(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    asked = Explanation(ticket=ticket.id, person=person.id, asked_by=person.id, asked_at=NOW, due_at=NOW)
    uow.explanations.ask(asked)
    (owed,) = uow.explanations.open_for(person.id)
    assert replace(owed, id=0) == asked
    uow.explanations.answered(owed.id, NOW)
    assert uow.explanations.open_for(person.id) == []
    assert [one.answered_at for one in uow.explanations.of(ticket.id)] == [NOW]
