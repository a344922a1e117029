"""Proven complaints a person and year: for the heads alone, where a site has them counted (S4-31 … S4-34)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Engine

from bot.book import load_book
from bot.texts.render import Texts
from desk.errors import Refused
from desk.people import Person, Role, Site
from desk.sensitive import Conduct
from handlers.archiving import service_record
from handlers.incoming import Incoming, Kind
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


@pytest.fixture
def tools(database: Engine) -> Iterator[Tools]:
    with database.begin() as connection:
        book = load_book()
        version = book.newest["s0"]
        book.standards[version] = replace(book.standards[version], conduct=Conduct(counted=True))
        yield Tools(uow=UnitOfWork(connection), reader=cast("Reader", None), book=book, window=Window())


def seen(tools: Tools, site: Site, person: Person) -> str:
    incoming = Incoming(platform="web", update="1", kind=Kind.MESSAGE, chat="9", private=True)
    notice = service_record(Scene(incoming=incoming, site=site, room=None, person=person), tools, NOW)
    return Texts.load().render(notice, "zh_CN", tools.book.calendar(site).zone).text


def test_S4_31_S4_32_S4_33_S4_34_proven_ones_of_this_year_are_counted_for_heads(tools: Tools) -> None:
    site = a_site(tools.uow)
    resident, guard = a_person(tools.uow, site), a_person(tools.uow, site, name="赵卫东", role=Role.SECURITY)
    lead = a_person(tools.uow, site, name="林芳", role=Role.CS_LEAD)
    assert "还没有" in seen(tools, site, lead)
    for verdict, at in (
        ("proven", NOW),
        ("proven", NOW),
        ("unproven", NOW),
        ("proven", NOW - timedelta(days=400)),
    ):
        a_ticket(tools.uow, site, resident, accused=(guard.id,), verdict=verdict, opened_at=at)
    a_ticket(tools.uow, site, resident, accused=(lead.id,), verdict="proven")
    told = seen(tools, site, lead)
    assert "赵卫东：2 次，请其书面检讨" in told
    assert "林芳" not in told, "nobody reads what is about themselves"
    for other in (guard, resident):
        with pytest.raises(Refused):
            seen(tools, site, other)


def test_S4_31_the_year_of_the_service_record_is_that_of_the_sites_calendar(tools: Tools) -> None:
    """Opened on 1 January at 7:00 there, which in UTC is still the year before."""
    site = a_site(tools.uow)
    resident, guard = a_person(tools.uow, site), a_person(tools.uow, site, name="赵卫东", role=Role.SECURITY)
    lead = a_person(tools.uow, site, name="林芳", role=Role.CS_LEAD)
    for at in (datetime(2025, 12, 31, 23, tzinfo=UTC), datetime(2025, 12, 31, 15, tzinfo=UTC)):
        a_ticket(tools.uow, site, resident, accused=(guard.id,), verdict="proven", opened_at=at)
    assert "赵卫东：1 次" in seen(tools, site, lead)
