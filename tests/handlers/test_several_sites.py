"""One account at several sites: a tap counts at the ticket's site, an answer where it was asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import cast

import pytest
from sqlalchemy import Engine

from bot.book import load_book
from desk.people import Role
from desk.ticket import Status, Ticket
from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

UPDATES = count()


@pytest.fixture
def tools(database: Engine) -> Iterator[Tools]:
    reader = cast("Reader", None)  # nobody's words are read here
    with database.begin() as connection:
        yield Tools(uow=UnitOfWork(connection), reader=reader, book=load_book(), window=Window())


def job(tools: Tools, account: str, site_name: str) -> Ticket:
    """A dispatched ticket of an officer who is reached at the account."""
    site = a_site(tools.uow, name=site_name)
    officer = a_person(tools.uow, site, name="王强", role=Role.CUSTOMER_OFFICER)
    tools.uow.people.reach(officer.id, "wecom", account, "ok")
    return a_ticket(tools.uow, site, a_person(tools.uow, site), owner=officer.id, status=Status.DISPATCHED)


def did(
    tools: Tools, kind: Kind, *, button: str | None = None, text: str = "", photos: tuple[str, ...] = ()
) -> str:
    """What the account hears on a tap; it may also write."""
    update = next(UPDATES)
    incoming = Incoming(
        platform="wecom",
        update=str(update),
        kind=kind,
        chat="zhou",
        private=True,
        sender=Sender(account="zhou"),
        message="m",
        button=button,
        text=text,
        photos=photos,
    )
    toast = router.handle(incoming, tools, NOW + timedelta(seconds=update))
    return toast.notice.key if toast else ""


def now(tools: Tools, ticket: Ticket) -> Ticket:
    found = tools.uow.tickets.get(ticket.id)
    assert found is not None
    return found


def test_a_tap_counts_at_the_tickets_site_and_an_answer_where_it_was_asked_for(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    for ticket in (first, last):
        assert did(tools, Kind.TAP, button=f"v1:accept:{ticket.id}") == "done.accept"
        assert now(tools, ticket).status == "accepted"
    did(tools, Kind.TAP, button=f"v1:note:{first.id}")
    did(tools, Kind.MESSAGE, text="配件已到")
    noted = [
        ticket for ticket in (first, last) if "note" in {e.kind for e in tools.uow.journal.of(ticket.id)}
    ]
    assert [one.id for one in noted] == [first.id]


def test_a_ticket_of_a_site_where_somebody_is_nobody_is_unknown_to_them(tools: Tools) -> None:
    job(tools, "zhou", "阳光花园")
    foreign = job(tools, "xu", "月亮湾")
    assert did(tools, Kind.TAP, button=f"v1:accept:{foreign.id}") == "refused.unknown_button"
    assert now(tools, foreign).status == "dispatched"


def test_who_has_left_one_site_has_no_rights_there(tools: Tools) -> None:
    first, _ = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    (person,) = tools.uow.people.at("wecom", "zhou", first.site)
    tools.uow.people.change(replace(person, active=False))
    assert did(tools, Kind.TAP, button=f"v1:accept:{first.id}") == "refused.unknown_button"


@pytest.mark.parametrize("words", ["/月报 2026-10", "/品质 2026-10", "/归档 2026-10", "/导出 2026-10"])
def test_S0_47_figures_and_files_asked_for_privately_are_of_ones_own_site(tools: Tools, words: str) -> None:
    """S0-47: a head of another site hears nothing of this one."""
    a_site(tools.uow, name="阳光花园")
    own = a_site(tools.uow, name="月亮湾")
    head = a_person(tools.uow, own, name="高明", role=Role.CENTRE_MANAGER)
    tools.uow.people.reach(head.id, "wecom", "zhou", "ok")
    did(tools, Kind.MESSAGE, text=words)
    assert {one.site for one in said(tools)} == {own.id}


def test_who_is_at_several_sites_names_the_one_that_is_meant_and_its_buttons_stay_there(tools: Tools) -> None:
    """In words without its name the site joined last is meant; a forged site is one's own."""
    sites = [a_site(tools.uow, name=name) for name in ("阳光花园", "阳光花园二期")]
    for site in sites:
        head = a_person(tools.uow, site, name="高明", role=Role.CENTRE_MANAGER)
        tools.uow.people.reach(head.id, "wecom", "zhou", "ok")
    stranger = a_site(tools.uow, name="月亮湾")
    for words, meant in (("/月报 2026-10", 1), ("阳光花园 月报 10月", 0), ("阳光花园二期 月报 10月", 1)):
        did(tools, Kind.MESSAGE, text=words)
        assert [one.site for one in said(tools)] == [sites[meant].id]
    for key, meant in ((sites[0].id, 0), (sites[1].id, 1), (stranger.id, 1), (10**17, 1)):
        did(tools, Kind.TAP, button=f"v1:number:{key}:2026-10")
        assert [one.site for one in said(tools)] == [sites[meant].id]


def answered(tools: Tools) -> list[str]:
    """The keys of what was said to the account, the newest last."""
    return [one.notice.key for one in said(tools)]


def said(tools: Tools) -> list[Letter]:
    """What waits to be sent to the account, taken away so that it is looked at once."""
    found = []
    while letter := tools.uow.letters.next_in("wecom", "zhou", NOW + timedelta(days=1)):
        found.append(letter)
        tools.uow.letters.sent(letter.id, NOW)
    return found


@pytest.mark.parametrize("where", [0, 1])
def test_a_typed_number_finds_the_ticket_at_the_site_where_it_can_be_done(tools: Tools, where: int) -> None:
    both = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    assert both[0].number == both[1].number == 1
    other = both[1 - where]
    tools.uow.tickets.save(replace(other, status=Status.CLOSED))
    did(tools, Kind.MESSAGE, text="接单 1")
    assert now(tools, both[where]).status == "accepted"


def test_of_two_tickets_of_that_number_the_site_is_asked_and_the_command_kept(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    for ticket in (first, last):
        did(tools, Kind.TAP, button=f"v1:accept:{ticket.id}")
    did(tools, Kind.MESSAGE, text="进展 1 配件已到")
    asked = said(tools)[-1].notice
    assert [one.label for (one,) in asked.buttons] == ["月亮湾", "阳光花园"]
    assert did(tools, Kind.TAP, button=f"v1:at_site:{first.id}") == "at_site"
    noted = {one.id: "note" in {e.kind for e in tools.uow.journal.of(one.id)} for one in (first, last)}
    assert noted == {first.id: True, last.id: False}
    assert did(tools, Kind.TAP, button=f"v1:at_site:{first.id}") == "refused.site_answered"


def test_the_site_may_be_typed_too_and_another_command_is_obeyed_instead(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    did(tools, Kind.MESSAGE, text="接单 1")
    did(tools, Kind.MESSAGE, text="阳光花园")
    assert (now(tools, first).status, now(tools, last).status) == ("accepted", "dispatched")
    did(tools, Kind.MESSAGE, text="进度 1")
    did(tools, Kind.MESSAGE, text="接单 1")
    assert now(tools, last).status == "accepted"


def test_a_number_that_is_nobodys_job_is_answered_by_the_nearest_site(tools: Tools) -> None:
    for site in ("阳光花园", "月亮湾"):
        ticket = job(tools, "zhou", site)
        tools.uow.tickets.save(replace(ticket, status=Status.CLOSED))
    did(tools, Kind.MESSAGE, text="接单 1")
    did(tools, Kind.MESSAGE, text="接单 9")
    assert answered(tools)[-2:] == ["at_site", "refused.no_such_ticket"]


def test_language_and_first_address_hold_at_every_site(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    did(tools, Kind.MESSAGE, text="语言 english")
    did(tools, Kind.MESSAGE, text="首选")
    for ticket in (first, last):
        (person,) = tools.uow.people.at("wecom", "zhou", ticket.site)
        assert person.language == "en"
        assert tools.uow.seen.mark(f"first {person.id}") == "wecom zhou"


def photos_of(tools: Tools, *tickets: Ticket) -> list[int]:
    return [len(tools.uow.photos.of(one.id)) for one in tickets]


def test_a_photo_by_itself_finds_the_job_last_touched_at_whichever_site(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    for ticket in (last, first):
        did(tools, Kind.TAP, button=f"v1:accept:{ticket.id}")
        did(tools, Kind.MESSAGE, photos=("media",))
        assert said(tools)[-1].notice.key == "done.photo"
    assert photos_of(tools, first, last) == [1, 1]


def test_a_photo_of_one_of_several_jobs_is_asked_for_and_a_tap_says_which(tools: Tools) -> None:
    first, last = job(tools, "zhou", "阳光花园"), job(tools, "zhou", "月亮湾")
    did(tools, Kind.MESSAGE, photos=("media",))
    asked = said(tools)[-1].notice
    assert (asked.key, {one.ticket for (one,) in asked.buttons}) == ("photo.which", {first.id, last.id})
    did(tools, Kind.TAP, button=f"v1:note:{first.id}")
    did(tools, Kind.MESSAGE, photos=("media",))
    did(tools, Kind.MESSAGE, text="换了门机皮带")
    assert photos_of(tools, first, last) == [1, 0]
    assert "note" in {entry.kind for entry in tools.uow.journal.of(first.id)}
