"""What an archive is made of, and what is kept of it, alike on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.archives import Difference, Run
from desk.journal import Audience, Entry
from desk.ticket import DRILL
from storage import paging
from storage.contacts import Contact
from storage.photos import Photo
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

DAY = timedelta(days=1)


def test_each_ticket_comes_once_with_all_that_is_its_own_whatever_the_page(
    uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    site, other = a_site(uow), a_site(uow, "月亮湾")
    who = a_person(uow, site)
    uow.contacts.keep(Contact(person=who.id, phone="13800001111"))
    tickets = [a_ticket(uow, site, who) for _ in range(5)]  # all of one moment
    a_ticket(uow, site, who, opened_at=NOW + DAY)
    a_ticket(uow, other, a_person(uow, other))
    entry = Entry(kind="note", at=NOW, actor=who.id, audience=Audience.STAFF, facts={"words": "好"})
    for ticket in tickets:
        uow.journal.add(ticket.id, [entry, replace(entry, facts={})])
    uow.photos.add(Photo(ticket=tickets[3].id, person=who.id, platform="web", ref="r", at=NOW))
    found = [one for page in uow.bundles.pages(site.id, NOW, NOW + DAY) for one in page]
    assert [one.ticket.number for one in found] == [one.number for one in tickets]
    assert [len(one.photos) for one in found] == [0, 0, 0, 1, 0]
    assert found[0].entries == [entry, replace(entry, facts={})]
    assert (found[0].reporter, found[0].phone) == (who, "13800001111")
    pages = uow.bundles.pages(site.id, NOW, NOW + DAY, journal=lambda one: one.id == tickets[1].id)
    assert [len(one.entries) for page in pages for one in page] == [0, 2, 0, 0, 0]


def test_runs_are_kept_and_what_was_gone_on_with_since_is_found(uow: UnitOfWork) -> None:
    """S0-41: every archive of a month stays, with its figures and what changed."""
    site = a_site(uow)
    who = a_person(uow, site)
    first, second, drill = (a_ticket(uow, site, who) for _ in range(3))
    uow.tickets.save(replace(drill, source=DRILL))
    run = Run(
        site=site.id,
        month="2026-11",
        made_at=NOW,
        folder="阳光花园-2026-11",
        manifest="ab" * 32,
        tickets=2,
        photos=0,
        missing=0,
        figures={"total": "2"},
    )
    again = replace(run, by=who.id, changes=(Difference(name="total", before="2", after="3"),))
    for one in (run, again, replace(run, month="2026-12")):
        uow.archives.add(one)
    assert [replace(one, id=0) for one in uow.archives.of(site.id, "2026-11")] == [run, again]
    for ticket, at in ((first, NOW), (second, NOW + DAY), (drill, NOW + DAY)):
        uow.journal.add(ticket.id, [Entry(kind="note", at=at, actor=None, audience=Audience.STAFF)])
    assert uow.archives.touched(site.id, NOW - DAY, NOW + DAY, NOW) == [second.number]
