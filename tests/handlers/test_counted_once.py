"""What staff are shown: each matter once, none about a person, and nothing locked that is only read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Connection, Engine, text

from bot.book import load_book
from bot.texts.render import Texts
from desk.clocks import Clock, ClockKind
from desk.notices import Notice
from desk.people import Person, Role, Site
from desk.reading import Category
from desk.spot_checks import SpotCheck
from desk.ticket import Status
from handlers import bulletins, day_reports, digests, drafts, revisit_review, spot_checks, today, triage
from handlers.act import Act
from handlers.incoming import Incoming, Kind
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.window import Window
from nlp.reader import Reader
from storage.revisits import Visit
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.storage.builders import NOW, a_person, a_site, a_ticket

BOOK = load_book()


@pytest.fixture
def tools() -> Iterator[Tools]:
    with undone() as connection:
        yield with_(connection)


def with_(connection: Connection) -> Tools:
    return Tools(uow=UnitOfWork(connection), reader=cast("Reader", None), book=BOOK, window=Window())


def scene(site: Site, person: Person) -> Scene:
    incoming = Incoming(platform="web", update="1", kind=Kind.MESSAGE, chat="9", private=True)
    return Scene(incoming=incoming, site=site, room=None, person=person)


def said(tools: Tools, site: Site, notice: Notice) -> str:
    return Texts.load().render(notice, "zh_CN", tools.book.calendar(site).zone).text


def test_S4_23_a_finished_emergency_counts_once_and_one_about_a_person_is_not_named(tools: Tools) -> None:
    site = a_site(tools.uow)
    person, guard = a_person(tools.uow, site), a_person(tools.uow, site, role=Role.SECURITY)
    lead = a_person(tools.uow, site, role=Role.CS_LEAD)
    over = {"category": Category.EMERGENCIES, "done_at": NOW}
    a_ticket(tools.uow, site, person, status=Status.DONE, **over)
    a_ticket(tools.uow, site, person, status=Status.CLOSED, **over)
    a_ticket(tools.uow, site, person, status=Status.CLOSED, accused=(guard.id,), **over)
    later = NOW + timedelta(minutes=1)
    turn = Turn(scene=scene(site, lead), tools=tools, now=later, words="今天")
    told = said(tools, site, day_reports.command(turn))
    assert "突发事件 2 单：#1 #2" in told
    assert "完成 2 单：#1 #2" in told


def finished(tools: Tools, site: Site, person: Person, many: int, at: datetime) -> None:
    for _ in range(many):
        a_ticket(tools.uow, site, person, status=Status.DONE, opened_at=at, done_at=at)


def test_S0_45_what_is_finished_after_the_25th_fills_up_a_draw_that_was_too_small(tools: Tools) -> None:
    site = a_site(tools.uow)
    person = a_person(tools.uow, site)
    a_person(tools.uow, site, role=Role.CS_LEAD)
    drawn = datetime(2026, 11, 25, 2, 7, tzinfo=UTC)

    def checks() -> list[SpotCheck]:
        return tools.uow.spot_checks.of_month(site.id, "2026-11")

    finished(tools, site, person, 1, drawn - timedelta(days=1))
    spot_checks.daily(tools, site, drawn)
    (first,) = checks()
    assert said(tools, site, spot_checks.shortage(tools, site, drawn) or Notice("added")).count("0/3")
    finished(tools, site, person, 4, drawn + timedelta(hours=1))
    spot_checks.daily(tools, site, drawn + timedelta(days=1))
    assert len(checks()) == 3
    assert first in checks(), "what was drawn stays"
    assert len({one.seed for one in checks()}) == 2
    spot_checks.daily(tools, site, drawn + timedelta(days=2))
    assert len(checks()) == 3, "no more than the standard wants"


def test_S0_45_where_all_that_was_finished_is_checked_nothing_is_short(tools: Tools) -> None:
    site = a_site(tools.uow)
    person, lead = a_person(tools.uow, site), a_person(tools.uow, site, role=Role.CS_LEAD)
    drawn = datetime(2026, 11, 25, 2, 7, tzinfo=UTC)
    spot_checks.daily(tools, site, drawn)
    assert spot_checks.shortage(tools, site, drawn) is None, "there is nothing to check"
    finished(tools, site, person, 1, drawn)
    spot_checks.daily(tools, site, drawn + timedelta(days=1))
    turn = Turn(scene=scene(site, lead), tools=tools, now=drawn + timedelta(days=1), words="1 ✓✓✓✓")
    spot_checks.command(turn)
    assert spot_checks.shortage(tools, site, drawn + timedelta(days=1)) is None


def test_a_correction_that_changes_nothing_teaches_nothing(tools: Tools) -> None:
    site = a_site(tools.uow)
    desk = a_person(tools.uow, site, role=Role.FRONT_DESK)
    ticket = a_ticket(tools.uow, site, a_person(tools.uow, site), category=Category.FACILITIES)
    for arg in ("facilities", "facilities", "complaint", "normal", "3"):
        act = Act(scene=scene(site, desk), tools=tools, now=NOW, ticket=ticket, arg=arg)
        triage.reclassify(act)
    assert tools.uow.corrections.counts(site.id, NOW, NOW + timedelta(days=1)) == {}
    triage.reclassify(Act(scene=scene(site, desk), tools=tools, now=NOW, ticket=ticket, arg="fees"))
    assert tools.uow.corrections.counts(site.id, NOW, NOW + timedelta(days=1)) == {"category": 1}


@pytest.mark.parametrize(
    ("at", "year"),
    [("2027-01-01T09:00:00+08:00", False), ("2026-12-31T23:00:00+08:00", True)],
)
def test_S2_34_the_year_of_a_notice_is_that_of_the_sites_calendar(
    tools: Tools, at: str, *, year: bool
) -> None:
    """It starts on 1 January at 6:00, which in UTC is still the year before."""
    site = a_site(tools.uow)
    desk = a_person(tools.uow, site, role=Role.FRONT_DESK)
    tools.uow.bulletins.post(
        bulletins.Bulletin(
            site=site.id,
            topic="停电",
            what="停电",
            starts_at=datetime(2026, 12, 31, 22, tzinfo=UTC),
            posted_at=NOW,
            by=desk.id,
        )
    )
    now = datetime.fromisoformat(at).astimezone(UTC)
    turn = Turn(scene=scene(site, desk), tools=tools, now=now, words="")
    told = said(tools, site, bulletins.bulletin(turn))
    assert ("2027年" in told) is year
    assert "2026年" not in told


def late_ticket(tools: Tools, site: Site, person: Person, **others: Any) -> None:
    ticket = a_ticket(tools.uow, site, person, status=Status.ACCEPTED, **others)
    clock = {"kind": ClockKind.RESOLVE, "started_at": NOW, "due_at": NOW, "rule": "2 days, S0-32"}
    tools.uow.clocks.add(Clock(id=0, ticket=ticket.id, next_at=NOW, **clock))


def test_S4_22_the_morning_reads_what_is_late_once_however_many_work_there() -> None:
    with undone() as connection:
        tools = with_(connection)
        site = a_site(tools.uow)
        person = a_person(tools.uow, site)
        for _ in range(4):
            late_ticket(tools, site, person, owner=a_person(tools.uow, site, role=Role.ENGINEER).id)
        driver: Any = connection.connection.driver_connection
        statements: list[str] = []
        driver.set_trace_callback(statements.append)
        today.morning(tools, site, NOW + timedelta(hours=1))
        driver.set_trace_callback(None)
    assert len([one for one in statements if "FROM clock JOIN ticket" in one]) == 1


def test_lists_that_are_only_shown_lock_no_ticket(postgres_url: str, opened: Callable[[str], Engine]) -> None:
    engine = opened(postgres_url)
    with engine.begin() as connection:
        tools = with_(connection)
        site = a_site(tools.uow)
        lead = a_person(tools.uow, site, role=Role.CS_LEAD)
        late_ticket(tools, site, a_person(tools.uow, site), owner=lead.id)
        visit = Visit(ticket=1, site=site.id, person=lead.id + 1, mode="phone", state="done", at=NOW)
        tools.uow.revisits.add(visit)
    free = text("SELECT id FROM ticket FOR UPDATE SKIP LOCKED")
    with engine.connect() as connection, engine.connect() as beside:
        tools, later = with_(connection), NOW + timedelta(hours=1)
        assert "#1" in said(tools, site, digests.late(scene(site, lead), tools, later))
        turn = Turn(scene=scene(site, lead), tools=tools, now=later, words="")
        assert "#1" in said(tools, site, revisit_review.shown(turn))
        assert len(beside.execute(free).all()) == 1


def test_S0_36_news_that_go_out_by_themselves_do_not_undo_what_somebody_did_meanwhile(
    tools: Tools,
) -> None:
    """The list is read unlocked: each ticket is read again before it is written to."""
    site = a_site(tools.uow)
    late_ticket(tools, site, a_person(tools.uow, site))
    later = NOW + timedelta(days=1)
    (listed,) = drafts.unsent(tools, site, later)
    tools.uow.tickets.save(replace(listed, status=Status.DONE))
    assert list(drafts.to_tell(tools, site, [listed], later)) == []
