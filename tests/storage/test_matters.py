"""Merges, hints, public notices and open letters, kept and found again on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.bulletins import Bulletin
from desk.moves.merging import Merge
from desk.open_letters import OpenLetter, State
from desk.people import Person, Site
from desk.reading import Place
from desk.ticket import Status, Ticket
from storage.bulletins import Answered
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def site(uow: UnitOfWork) -> Site:
    return a_site(uow)


@pytest.fixture
def person(uow: UnitOfWork, site: Site) -> Person:
    return a_person(uow, site, building="3", unit="2", room="501")


def lift(uow: UnitOfWork, site: Site, person: Person, **details: object) -> Ticket:
    return a_ticket(uow, site, person, **{"topic": "电梯", "place": Place(building="3"), **details})


def test_a_merge_is_found_from_both_sides_until_it_is_split(
    uow: UnitOfWork, site: Site, person: Person
) -> None:
    gone, kept = lift(uow, site, person), lift(uow, site, person)
    draft = Merge(gone=gone.id, kept=kept.id, at=NOW, by=None, status=Status.OPEN, added=(person.id,))
    merge = uow.merges.add(draft)
    assert uow.merges.of(gone.id) == merge == replace(draft, id=merge.id)
    assert uow.merges.within(kept.id) == [merge]
    uow.merges.change(replace(merge, added=()))
    assert uow.merges.within(kept.id)[0].added == ()
    uow.merges.split(merge, NOW)
    assert uow.merges.of(gone.id) is None
    assert not uow.merges.within(kept.id)
    assert uow.merges.add(draft).id != merge.id, "merged again after all"


def test_a_merged_ticket_keeps_its_number_of_the_other_and_reporters_can_leave(
    uow: UnitOfWork, site: Site, person: Person
) -> None:
    wife = a_person(uow, site, building="3", unit="2", room="501")
    stranger = a_person(uow, site, building="3")
    ticket = lift(uow, site, person, reporters=(person.id, wife.id, stranger.id))
    uow.tickets.save(replace(ticket, merged_into=7, status=Status.MERGED))
    found = uow.tickets.get(ticket.id)
    assert found is not None
    assert (found.merged_into, found.households) == (7, 2)
    assert found.homes == {person.id: "3-2-501", wife.id: "3-2-501"}
    uow.tickets.leave(ticket.id, [wife.id])
    assert (uow.tickets.seen(ticket.id) or found).reporters == (person.id, stranger.id)


def test_hints_stay_until_somebody_says_otherwise(uow: UnitOfWork, site: Site, person: Person) -> None:
    one, two, three = (lift(uow, site, person) for _ in range(3))
    uow.merges.suggest(three.id, [one.id, two.id])
    uow.merges.suggest(three.id, [one.id])
    assert uow.merges.suggested(three.id) == [two.id, one.id]
    assert uow.merges.apart(one.id, three.id)
    assert not uow.merges.apart(one.id, two.id)
    assert uow.merges.suggested(three.id) == [two.id]
    uow.merges.suggest(three.id, [one.id])
    assert uow.merges.suggested(three.id) == [two.id], "who said no is not asked again"


def test_what_may_be_alike_is_of_the_topic_the_place_and_the_time(
    uow: UnitOfWork, site: Site, person: Person
) -> None:
    other = a_person(uow, site)
    like = lift(uow, site, person)
    here = lift(uow, site, other)
    anywhere = lift(uow, site, other, place=Place())
    mine_over = lift(uow, site, person, status=Status.CLOSED)
    lift(uow, site, other, status=Status.CLOSED)
    lift(uow, site, other, status=Status.MERGED)
    lift(uow, site, other, place=Place(building="5"))
    lift(uow, site, other, opened_at=NOW - HOUR)
    a_ticket(uow, site, other, topic="保洁")
    lift(uow, a_site(uow, "别处"), other)
    found = uow.tickets.alike(like, {"电梯"}, NOW - HOUR / 2, 10)
    assert [one.id for one in found] == [mine_over.id, anywhere.id, here.id, like.id]
    nowhere = replace(like, place=Place())
    assert len(uow.tickets.alike(nowhere, {"电梯", "供水", "排水", "渗漏"}, NOW - HOUR / 2, 10)) == 5
    assert len(uow.tickets.alike(nowhere, {"电梯"}, NOW - HOUR / 2, 2)) == 2


def water(site: Site, person: Person) -> Bulletin:
    return Bulletin(
        site=site.id,
        topic="供水",
        what="停水",
        reason="检修",
        buildings=("3", "4"),
        starts_at=NOW,
        ends_at=NOW + HOUR,
        posted_at=NOW,
        by=person.id,
    )


def test_a_notice_stands_until_it_ends(uow: UnitOfWork, site: Site, person: Person) -> None:
    first = uow.bulletins.post(water(site, person))
    open_ended = uow.bulletins.post(replace(water(site, person), topic="供电", ends_at=None, buildings=()))
    assert (first.number, open_ended.number) == (1, 2)
    assert uow.bulletins.post(water(a_site(uow, "别处"), person)).number == 1
    assert uow.bulletins.standing(site.id) == [first, open_ended]
    assert uow.bulletins.about(site.id, "供水") == [first]
    assert uow.bulletins.numbered(site.id, 2) == uow.bulletins.get(open_ended.id) == open_ended
    assert uow.bulletins.numbered(site.id, 2**40) is None
    assert uow.bulletins.next_at() == NOW + HOUR
    assert first not in uow.bulletins.due(NOW)
    assert first in uow.bulletins.due(NOW + HOUR)
    uow.bulletins.end(first.id, NOW + HOUR)
    assert uow.bulletins.standing(site.id) == [open_ended]
    with pytest.raises(LookupError):
        uow.bulletins.get(999)


def test_what_a_notice_answered_is_kept_whole(uow: UnitOfWork, site: Site, person: Person) -> None:
    notice = uow.bulletins.post(water(site, person))
    told = Answered(
        bulletin=notice.id,
        person=person.id,
        chat="room",
        words="3栋停水了",
        messages=("m1", "m2"),
        photos=("p",),
        at=NOW,
    )
    key = uow.bulletins.answered(told)
    assert uow.bulletins.answer(key) == uow.bulletins.latest_answer(person.id) == replace(told, id=key)
    assert uow.bulletins.count(notice.id) == 1
    ticket = lift(uow, site, person)
    uow.bulletins.registered(key, ticket.id)
    found = uow.bulletins.answer(key)
    assert found is not None
    assert found.ticket == ticket.id
    assert uow.bulletins.answer(0) is uow.bulletins.answer(2**40) is None


def test_an_open_letter_and_what_was_decided_about_it(uow: UnitOfWork, site: Site, person: Person) -> None:
    draft = OpenLetter(site=site.id, tickets=(1, 2), words="各位业主", author=person.id, at=NOW)
    letter = uow.open_letters.add(draft)
    assert letter.number == 1
    decided = replace(letter, state=State.RETURNED, remark="写明日期", reviewer=person.id)
    uow.open_letters.save(decided)
    assert uow.open_letters.get(letter.id) == uow.open_letters.numbered(site.id, 1) == decided
    assert uow.open_letters.get(0) is uow.open_letters.numbered(site.id, 2**40) is None
