"""What is due is done whatever becomes of the rest of it, on both databases."""

from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.book import load_book
from desk.clocks import Clock, ClockKind
from desk.people import Person, Role, Site
from handlers import alarms, daily, due, reminders
from handlers.one_by_one import LATER, SOON, beside
from handlers.tools import Tools
from handlers.window import Window
from storage.alarms import Alarm
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


def _stumbles(*_: object) -> None:
    raise KeyError("an error of ours")


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


def test_what_breaks_is_told_to_whoever_runs_that_site(
    uow: UnitOfWork, tools: Tools, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_site(uow, name="绿城")
    for name, where in (("林芳", site), ("方敏", other)):
        lead = uow.people.add(Person(id=0, site=where.id, name=name, role=Role.CS_LEAD))
        uow.people.reach(lead.id, "web", name, "ok")
    _late(uow, other)
    monkeypatch.setattr(due, "_climb", _stumbles)
    due.fire(tools, NOW)
    told = {one.chat for one in uow.letters.waiting(["web"], 99) if one.notice.key == "due_broken"}
    assert told == {"方敏"}


def test_an_alarm_that_breaks_once_calls_the_next_one_a_minute_later(
    uow: UnitOfWork, tools: Tools, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = a_ticket(uow, site, a_person(uow, site), standard="s0")
    uow.alarms.begin(Alarm(ticket=ticket.id, raised_at=NOW, next_at=NOW))
    monkeypatch.setattr(alarms, "_climb", _stumbles)
    alarms.fire(tools, NOW)
    assert [one.next_at for one in uow.alarms.due(NOW + SOON, 9)] == [NOW + timedelta(minutes=1)]


def test_one_part_of_a_job_that_breaks_keeps_no_other_from_being_done(
    uow: UnitOfWork, tools: Tools, site: Site
) -> None:
    """S0-36: the news of one ticket that cannot be said leaves the next household no news the poorer."""
    done: list[str] = []

    def say(words: str) -> None:
        uow.seen.set_mark(words, "half")
        if words == "broken":
            raise KeyError("an error of ours")
        done.append(words)

    beside(tools, site, NOW, {"news of ticket 1": "broken", "news of ticket 2": "sound"}, say)
    assert (done, uow.seen.mark("broken"), uow.seen.mark("sound")) == (["sound"], None, "half")
    assert _told(uow) == ["due_broken"]


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
