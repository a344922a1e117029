"""What storage costs a message: units through the writer on SQLite (FULL), beside bare sqlite3.

    python benchmarks/units.py [units]

Chatter: the guard against doing it twice and the lookup of who speaks. Ticket: what a report that opens a
ticket writes (ticket, journal, clocks, letters, post). CPU is that of the whole process.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.clocks import Clock, ClockKind
from desk.journal import Audience, Entry
from desk.notices import Button, Notice, Word
from desk.people import Person, Role, RoomKind, Site
from desk.ticket import Status, Ticket
from storage.engine import open_engine
from storage.letters import Letter
from storage.schema import upgrade
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SINCE = NOW - timedelta(minutes=10)
PEOPLE = 500
IN_FLIGHT = 64
Work = Callable[[UnitOfWork], object]


def seed(uow: UnitOfWork) -> None:
    """A site with its residents."""
    site = uow.sites.add(Site(id=0, name="阳光花园"))
    uow.rooms.bind(site.id, "web", "room", RoomKind.RESIDENTS, "业主群")
    for n in range(PEOPLE):
        person = uow.people.add(Person(id=0, site=site.id, name=f"{n}", role=Role.RESIDENT))
        uow.people.reach(person.id, "web", f"a{n}", "ok")


def chatter(n: int) -> Work:
    """A message that opens nothing."""

    def work(uow: UnitOfWork) -> None:
        uow.seen.first_time("web", f"u{n}", NOW)
        uow.scenes.in_room("web", "room", f"a{n % PEOPLE}", now=NOW, since=SINCE)

    return work


def single_lookups(n: int) -> Work:
    """The same by the lookups of each table."""

    def work(uow: UnitOfWork) -> None:
        uow.seen.first_time("web", f"v{n}", NOW)
        room = uow.rooms.at("web", "room")
        (person,) = uow.people.at("web", f"a{n % PEOPLE}", room.site if room else None)
        uow.sites.get(person.site)
        uow.questions.open(person.id, "room", NOW)
        uow.tickets.latest_of(person.id, SINCE)

    return work


def report(n: int) -> Work:
    """A message that opens a ticket."""

    def work(uow: UnitOfWork) -> None:
        uow.seen.first_time("web", f"w{n}", NOW)
        spoken = uow.scenes.in_room("web", "room", f"a{n % PEOPLE}", now=NOW, since=SINCE)
        assert spoken is not None
        assert spoken.person is not None
        uow.people.staff(spoken.site.id)
        uow.tickets.load(spoken.site.id)
        ticket = uow.tickets.create(_draft(spoken.site.id, spoken.person.id))
        uow.tickets.save(replace(ticket, status=Status.CLOSED, owner=spoken.person.id))
        uow.posts.add(ticket.id, "web", "room", f"m{n}")
        for kind in ("opened", "dispatched"):
            uow.journal.add(ticket.id, [Entry(kind=kind, at=NOW, actor=None, audience=Audience.RESIDENT)])
        uow.clocks.of(ticket.id)
        for kind in (ClockKind.RESPOND, ClockKind.ACCEPT, ClockKind.RESOLVE):
            uow.clocks.add(_clock(ticket.id, kind))
        for chat in ("room", "staff", "officer"):
            uow.letters.add(_letter(spoken.site.id, ticket.id, chat))

    return work


def _draft(site: int, person: int) -> Ticket:
    return Ticket(
        id=0,
        number=0,
        site=site,
        status=Status.OPEN,
        text="3栋2单元的电梯又坏了，门关不上",
        opened_at=NOW,
        last_line_at=SINCE - timedelta(hours=1),
        reporter=person,
        reporters=(person,),
        keywords=("电梯", "坏"),
        because=("电梯+坏",),
    )


def _clock(ticket: int, kind: ClockKind) -> Clock:
    due_at = NOW + timedelta(hours=1)
    return Clock(id=0, ticket=ticket, kind=kind, started_at=NOW, due_at=due_at, rule="S0-29", next_at=due_at)


def _letter(site: int, ticket: int, chat: str) -> Letter:
    notice = Notice(
        "card.public", {"matter": Word("topic.lift"), "at": NOW}, ((Button(verb="join", ticket=ticket),),)
    )
    return Letter(
        site=site,
        ticket=ticket,
        person=None,
        platform="web",
        chat=f"{chat}{ticket}",
        language="zh_CN",
        notice=notice,
        card="public",
        not_before=NOW,
        created_at=NOW,
    )


def measured(writer: Writer, unit: Callable[[int], Work], units: int) -> tuple[float, float]:
    """(units per second, CPU µs per unit), the best of five rounds."""
    rounds = [_round(writer, unit, range(n * units, (n + 1) * units)) for n in range(5)]
    return max(rate for rate, _cpu in rounds), min(cpu for _rate, cpu in rounds)


def _round(writer: Writer, unit: Callable[[int], Work], numbers: range) -> tuple[float, float]:
    started, cpu = time.perf_counter(), time.process_time()
    waiting = []
    for n in numbers:
        waiting.append(writer.submit(unit(n)))
        if len(waiting) == IN_FLIGHT:
            waiting.pop(0).result()
    for future in waiting:
        future.result()
    taken = time.perf_counter() - started
    return len(numbers) / taken, (time.process_time() - cpu) / len(numbers) * 1e6


def bare(file: Path, units: int) -> float:
    """CPU µs of chatter's one row and four lookups in sqlite3 itself, committed by 32."""
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        best = 1e9
        for r in range(5):
            cpu = time.process_time()
            for n in range(units):
                if n % 32 == 0:
                    connection.execute("BEGIN IMMEDIATE")
                _bare_unit(connection, f"x{r}-{n}", f"a{n % PEOPLE}")
                if n % 32 == 31 or n == units - 1:
                    connection.execute("COMMIT")
            best = min(best, (time.process_time() - cpu) / units * 1e6)
    connection.close()
    return best


def _bare_unit(connection: sqlite3.Connection, update: str, account: str) -> None:
    at = "2026-11-21 09:30:00.000000"
    connection.execute("INSERT INTO seen VALUES ('web', ?, ?) ON CONFLICT DO NOTHING", (update, at))
    room = "SELECT * FROM room JOIN site ON site.id = room.site_id WHERE platform = 'web' AND chat = 'room'"
    connection.execute(room).fetchone()
    found = "SELECT p.* FROM person p JOIN address a ON p.id = a.person_id WHERE platform='web' AND account=?"
    (person, *_rest) = connection.execute(found, (account,)).fetchone()
    connection.execute("SELECT * FROM question WHERE person_id = ? AND chat = 'room'", (person,)).fetchone()
    latest = "SELECT id FROM ticket WHERE reporter_id = ? AND last_line_at >= ? LIMIT 1"
    connection.execute(latest, (person, at)).fetchone()


def main() -> None:
    """Measure and print."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "desk.db"
        engine = open_engine(f"sqlite:///{file}")
        upgrade(engine)
        writer = Writer(engine)
        writer.submit(seed).result()
        floor = bare(file, units)
        print(f"{'bare sqlite3, chatter':28} {'':>10} {floor:8.0f} µs CPU")
        for unit in (chatter, single_lookups, report):
            rate, cpu = measured(writer, unit, units)
            print(f"{unit.__name__:28} {rate:8.0f}/s {cpu:8.0f} µs CPU   {cpu / floor:5.1f} x bare")
        writer.close()
        engine.dispose()


if __name__ == "__main__":
    main()
