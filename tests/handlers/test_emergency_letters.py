"""Whom an emergency reaches: every address of everybody named, once; and the next one where it cannot."""

from collections.abc import Iterator
from typing import cast

import pytest
from sqlalchemy import Engine

from bot.book import load_book
from desk.people import Person, Role, RoomKind, Site
from desk.reading import Category, Urgency
from desk.ticket import Ticket
from handlers import delivered, incidents
from handlers.playbooks import fitting
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

PLATFORMS = ["web", "telegram", "wecom"]


@pytest.fixture
def tools(database: Engine) -> Iterator[Tools]:
    reader = cast("Reader", None)  # nobody speaks here
    with database.begin() as connection:
        yield Tools(uow=UnitOfWork(connection), reader=reader, book=load_book(), window=Window())


@pytest.fixture
def site(tools: Tools) -> Site:
    site = a_site(tools.uow)
    tools.uow.rooms.bind(site.id, "web", "staff", RoomKind.STAFF, "工作群")
    return site


def reached(tools: Tools, site: Site, name: str, role: Role, *addresses: tuple[str, str]) -> Person:
    person = a_person(tools.uow, site, name=name, role=role)
    for platform, account in addresses:
        tools.uow.people.reach(person.id, platform, account, "ok")
    return person


def begin(tools: Tools, site: Site) -> Ticket:
    reporter = a_person(tools.uow, site)
    ticket = a_ticket(
        tools.uow, site, reporter, category=Category.EMERGENCIES, topic="电梯", urgency=Urgency.URGENT
    )
    incidents.begin(tools, site, ticket, NOW, playbook=fitting(tools, site, "电梯", ticket.text))
    return ticket


def letters(tools: Tools) -> list[Letter]:
    """Everything that waits, chat by chat in order."""
    found: list[Letter] = []
    while waiting := tools.uow.letters.waiting(PLATFORMS, 99):
        found += waiting
        for one in waiting:
            tools.uow.letters.sent(one.id, NOW)
    return found


def alarms(tools: Tools) -> list[tuple[str, str]]:
    return sorted((one.platform, one.chat) for one in letters(tools) if one.notice.key == "alarm")


def test_S2_10_S2_17_an_alarm_goes_to_every_address_once(tools: Tools, site: Site) -> None:
    reached(tools, site, "王强", Role.ENGINEER, ("telegram", "7"), ("wecom", "wang"))
    reached(tools, site, "林芳", Role.CS_LEAD, ("wecom", "lin"))
    begin(tools, site)
    assert alarms(tools) == [("telegram", "7"), ("wecom", "lin"), ("wecom", "wang")]


def test_an_alarm_that_cannot_be_delivered_is_told_to_the_next(tools: Tools, site: Site) -> None:
    engineer = reached(tools, site, "王强", Role.ENGINEER, ("telegram", "7"), ("wecom", "wang"))
    reached(tools, site, "林芳", Role.CS_LEAD, ("wecom", "lin"))
    begin(tools, site)
    mine = {
        one.platform: one
        for one in letters(tools)
        if one.person == engineer.id and "alarm" in (one.card or "")
    }
    delivered.blocked(tools, mine["telegram"], "blocked", NOW)
    assert not alarms(tools), "their other address still reaches them"
    delivered.blocked(tools, mine["wecom"], "blocked", NOW)
    told = letters(tools)
    (alarm,) = [one for one in told if one.notice.key == "alarm"]
    assert (alarm.chat, alarm.notice.facts["failed"]) == ("lin", "王强")
    assert any(one.chat == "staff" and one.notice.key == "undelivered" for one in told)


def test_where_nobody_has_the_role_of_a_step_who_leads_has_it(tools: Tools, site: Site) -> None:
    lead = reached(tools, site, "林芳", Role.CS_LEAD, ("web", "9"))
    begin(tools, site)
    cards = [one for one in letters(tools) if one.card == "checklist"]
    assert {one.chat for one in cards} == {"staff", "9"}
    assert [one.person for one in cards if one.chat == "9"] == [lead.id]


def test_a_site_without_anybody_still_has_its_checklist_in_the_room(tools: Tools, site: Site) -> None:
    ticket = begin(tools, site)
    assert [one.chat for one in letters(tools) if one.card == "checklist"] == ["staff"]
    incident = tools.uow.incidents.of(ticket.id)
    assert incident is not None
    assert incident.unmanned
