"""What is due is done whatever becomes of the rest of it, on both databases."""

from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.book import load_book
from desk.clocks import Clock, ClockKind
from desk.people import Person, Role, Site
from handlers import daily, due, reminders
from handlers.one_by_one import LATER
from handlers.tools import Tools
from handlers.window import Window
from storage.errors import Trouble, Unavailable
from storage.reminders import Reminder
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


@pytest.fixture
def site(uow: UnitOfWork) -> Site:
    site = a_site(uow)
    admin = uow.people.add(Person(id=0, site=site.id, name="管机器的", role=Role.ADMIN))
    uow.people.reach(admin.id, "web", "admin", "ok")
    return site


@pytest.fixture
def tools(uow: UnitOfWork) -> Tools:
    return Tools(uow=uow, reader=cast("Any", None), book=load_book(), window=Window())  # nobody reads


def _late(uow: UnitOfWork, site: Site) -> Clock:
    ticket = a_ticket(uow, site, a_person(uow, site), standard="s0")
    clock = Clock(
        id=0, ticket=ticket.id, kind=ClockKind.ACCEPT, started_at=NOW, due_at=NOW, rule="S0-29", next_at=NOW
    )
    return uow.clocks.add(clock)


def _told(uow: UnitOfWork) -> list[str]:
    return [one.notice.key for one in uow.letters.waiting(["web"], 99) if one.chat == "admin"]


def test_a_promise_that_breaks_the_ticker_is_put_off_and_told_and_all_others_are_kept(
    uow: UnitOfWork, tools: Tools, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = _late(uow, site), _late(uow, site)
    climb = due._climb

    def stumbles(tools: Tools, clock: Clock, now: datetime) -> None:
        climb(tools, clock, now)
        if clock.id == broken.id:
            raise KeyError("an error of ours")

    monkeypatch.setattr(due, "_climb", stumbles)
    due.fire(tools, NOW)
    assert [one.next_at for one in uow.clocks.of(broken.ticket)] == [NOW + LATER]
    assert all(one.step for one in uow.clocks.of(sound.ticket))
    assert due.fire(tools, NOW) == 0  # neither again and again
    assert _told(uow) == ["due_broken"]
    assert [name for _, name, _ in uow.seen.quarantined()] == [f"clock {broken.id}"]
    due.fire(tools, NOW + LATER)
    assert len(uow.seen.quarantined()) == 1  # said once a day


def test_a_reminder_that_breaks_is_put_off_and_the_same_person_hears_the_others(
    uow: UnitOfWork, tools: Tools, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = a_person(uow, site, name="林芳", role=Role.CS_LEAD)
    uow.people.reach(lead.id, "web", "lead", "ok")
    broken, sound = _late(uow, site), _late(uow, site)
    for one in (broken, sound):
        uow.reminders.owe(Reminder(site=site.id, person=lead.id, ticket=one.ticket, clock=one.id, at=NOW))
    standing = reminders._standing

    def stumbles(tools: Tools, reminder: Reminder, *others: Any) -> Any:
        if reminder.ticket == broken.ticket:
            raise KeyError("an error of ours")
        return standing(tools, reminder, *others)

    monkeypatch.setattr(reminders, "_standing", stumbles)
    reminders.flush(tools, NOW)
    assert [(one.ticket, one.at) for one in uow.reminders.due(NOW + LATER)] == [(broken.ticket, NOW + LATER)]


def test_a_daily_job_that_breaks_is_tried_again_and_the_next_is_done(
    uow: UnitOfWork, tools: Tools, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def broken(tools: Tools, site: Site, _now: object) -> None:
        tools.uow.seen.set_mark("half", str(site.id))
        raise KeyError("an error of ours")

    jobs = {
        "one": daily.Job(at=(NOW - timedelta(minutes=2)).time(), do=broken),
        "two": daily.Job(at=NOW.time(), do=lambda *_: done.append("two")),
    }
    monkeypatch.setattr(daily, "JOBS", jobs)
    for kind in jobs:
        uow.timers.arm(site.id, kind, NOW)
    assert daily.fire(tools, NOW) == 2
    assert done == ["two"]
    assert uow.seen.mark("half") is None
    assert uow.timers.owed(NOW) == []
    assert uow.timers.owed(NOW + LATER) == [(site.id, "one")]


def test_a_part_that_breaks_leaves_no_trace_and_a_database_that_is_away_undoes_the_whole(
    uow: UnitOfWork,
) -> None:
    undone: list[str] = []

    def half(error: Exception) -> None:
        uow.seen.set_mark("a", "inner")
        uow.if_undone(lambda: undone.append("inner"))
        assert uow.seen.mark("a") == "inner"
        raise error

    uow.seen.set_mark("a", "outer")
    uow.if_undone(lambda: undone.append("outer"))
    assert isinstance(uow.apart(lambda: half(KeyError("ours"))), KeyError)
    assert (uow.seen.mark("a"), undone) == ("outer", ["inner"])
    assert uow.apart(lambda: uow.seen.set_mark("a", "kept")) is None
    assert uow.seen.mark("a") == "kept"
    with pytest.raises(Unavailable):
        uow.apart(lambda: half(Unavailable(Trouble.LOST)))
