"""Two processes sweep one database at the same moment: what is due is done once."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import cast

from sqlalchemy import Engine

from bot.book import load_book
from desk.clocks import Clock, ClockKind
from desk.people import Role, RoomKind
from desk.roster import Duty
from handlers import daily, due
from handlers.roster import place
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.alarms import Alarm
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.serving import PATIENCE
from tests.storage.builders import NOW, a_person, a_site, a_ticket

SWEEPS = 5
BOOK = load_book()


def tools_of(uow: UnitOfWork) -> Tools:
    return Tools(uow=uow, reader=cast("Reader", None), book=BOOK, window=Window())  # nobody speaks here


def a_town(uow: UnitOfWork) -> None:
    """Late clocks, alarms that nobody answers, a shift that ends and every daily job, owed at once."""
    site = a_site(uow)
    people = {
        role: a_person(uow, site, name=f"员工{role}", role=role)
        for role in (Role.CUSTOMER_OFFICER, Role.ENGINEER, Role.CS_LEAD, Role.CENTRE_MANAGER, Role.FRONT_DESK)
    }
    for person in people.values():
        uow.people.reach(person.id, "web", str(person.id), "ok")
    uow.rooms.bind(site.id, "web", "managers", RoomKind.MANAGERS, "管理群")
    owner = people[Role.CUSTOMER_OFFICER]
    resident = a_person(uow, site)
    for _ in range(3):
        ticket = a_ticket(uow, site, resident, owner=owner.id, standard=BOOK.current("s0").version)
        clock = Clock(
            id=0,
            ticket=ticket.id,
            kind=ClockKind.ACCEPT,
            started_at=NOW - timedelta(hours=2),
            due_at=NOW - timedelta(hours=1),
            rule="30 minutes, S0-28",
            next_at=NOW,
        )
        uow.clocks.add(clock)
        uow.alarms.begin(Alarm(ticket=ticket.id, raised_at=NOW - timedelta(minutes=5), next_at=NOW))
    calendar = BOOK.calendar(site)
    day = calendar.local(NOW).date()
    for ahead, role in ((0, Role.ENGINEER), (1, Role.CUSTOMER_OFFICER)):
        place(
            uow,
            calendar,
            Duty(),
            site=site.id,
            day=day + timedelta(days=ahead),
            person=people[role].id,
            now=NOW,
        )
    daily.arm(tools_of(uow), site, NOW)


def swept(writers: list[Writer]) -> list[str]:
    """What stands in the outbox once all have swept until nothing was left, at a moment when all is owed."""
    later = NOW + timedelta(hours=18)  # the next noon, with everything of the night and the morning
    ready = threading.Barrier(len(writers))

    def sweep(writer: Writer) -> None:
        ready.wait(PATIENCE)
        for minutes in range(SWEEPS):
            now = later + timedelta(minutes=minutes)
            writer.submit(lambda uow, now=now: due.fire(tools_of(uow), now)).result(PATIENCE)

    threads = [threading.Thread(target=sweep, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return writers[0].submit(lambda uow: sorted(written(uow))).result(PATIENCE)


def written(uow: UnitOfWork) -> Iterator[str]:
    """Every letter of the outbox, which is empty afterwards."""
    while heads := uow.letters.waiting(["web"], 100):
        for one in heads:
            uow.letters.sent(one.id, NOW)
            yield f"{one.chat} {one.notice.key} {one.ticket}"


def test_what_is_due_is_told_once_though_two_processes_sweep(
    sqlite_url: str, postgres_url: str, opened: Callable[[str], Engine]
) -> None:
    """Two on PostgreSQL write the letters that one on SQLite writes."""
    alone = [Writer(opened(sqlite_url))]
    both = [Writer(opened(postgres_url)) for _ in range(2)]
    try:
        for first in (alone[0], both[0]):
            first.submit(a_town).result(PATIENCE)
        once = swept(alone)
        assert {"alarm", "remind.missed", "digest.overdue", "handover.late"} <= {
            one.split()[1] for one in once
        }
        assert swept(both) == once
    finally:
        for writer in (*alone, *both):
            writer.close()
