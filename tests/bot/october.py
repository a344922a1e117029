"""A desk with a month to be archived, and the archive as its readers see it."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from desk.clocks import Clock, ClockKind
from desk.journal import Audience, Entry
from desk.kind import Kind
from desk.money import Currency
from desk.notices import Notice
from desk.people import Person, Role
from desk.quotes import Line, Quote, QuoteState
from desk.reading import Place
from desk.ticket import Status, Ticket
from storage.engine import open_engine
from storage.photos import Photo
from storage.revisits import Visit
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.terminal import call

AT = datetime(2026, 10, 15, 4, tzinfo=UTC)
NOW = "2026-11-21T12:00"
EVIL = '=HYPERLINK("http://x")\x00\u202e + _x000D_ <b>&'
PNG = b"\x89PNG a picture"


def filled(desk: Path) -> Path:
    """The desk with October in it."""
    (desk / "media").mkdir(exist_ok=True)
    (desk / "media" / "aa.png").write_bytes(PNG)
    wrote(desk, fill)
    return desk


def wrote(data: Path, work: Callable[[UnitOfWork], Any]) -> Any:
    engine = open_engine(f"sqlite:///{data}/desk.db")
    with closing(Writer(engine)) as writer:
        found = writer.submit(work).result()
    engine.dispose()
    return found


def fill(uow: UnitOfWork) -> None:
    """Three of October (a repair, one with a formula, one about a person), one of September."""
    (site,) = uow.sites.all()
    who = uow.people.add(
        Person(id=0, site=site.id, name="=陈建国", role=Role.RESIDENT, building="3", unit="2", room="501")
    )
    staff = uow.people.add(Person(id=0, site=site.id, name="周婷", role=Role.ENGINEER))
    base = Ticket(
        id=0,
        number=0,
        site=site.id,
        status=Status.CLOSED,
        text="电梯坏了",
        opened_at=AT,
        reporter=who.id,
        reporters=(who.id,),
        topic="电梯",
        owner=staff.id,
        place=Place(building="3", room="501"),
    )
    repair = uow.tickets.create(replace(base, kind=Kind.REPAIR, attitude=5, outcome=4, done_at=AT))
    evil = uow.tickets.create(replace(base, text=EVIL))
    rude = uow.tickets.create(replace(base, text="周婷骂人", topic="服务态度", accused=(staff.id,)))
    uow.tickets.create(replace(base, opened_at=AT - timedelta(days=40)))
    for ticket in (repair, evil, rude):
        told = Entry(
            kind="note", at=AT, actor=staff.id, audience=Audience.RESIDENT, facts={"words": ticket.text}
        )
        uow.journal.add(ticket.id, [told])
    uow.chain.extend()
    _promise(uow, repair, evil)
    for key, file in ((repair.id, "aa.png"), (repair.id, "gone.png"), (rude.id, "aa.png")):
        photo = uow.photos.add(Photo(ticket=key, person=who.id, platform="web", ref="r", at=AT))
        uow.photos.stored(photo, file)
    _finish(uow, repair, who, staff)
    uow.duty_log.add(site.id, AT, Notice("duty.note", {"words": "-1+1 巡查正常"}))


def _promise(uow: UnitOfWork, kept: Ticket, late: Ticket) -> None:
    due = AT + timedelta(hours=48)
    for ticket, met in ((kept, due - timedelta(hours=1)), (late, due + timedelta(hours=1))):
        uow.clocks.add(
            Clock(
                id=0,
                ticket=ticket.id,
                kind=ClockKind.RESOLVE,
                started_at=AT,
                due_at=due,
                rule="48 h, S0-32",
                met_at=met,
            )
        )


def _finish(uow: UnitOfWork, repair: Ticket, who: Person, staff: Person) -> None:
    """Revisited by phone; its quote signed."""
    uow.revisits.add(
        Visit(
            ticket=repair.id,
            site=repair.site,
            person=staff.id,
            mode="phone",
            state="done",
            attitude=5,
            outcome=5,
            at=AT,
        )
    )
    quote = Quote(
        id=0,
        ticket=repair.id,
        version=1,
        state=QuoteState.DRAFT,
        currency=Currency.CNY,
        lines=(Line(item="换锁芯", unit="把", price=8050, quantity=Decimal(2)),),
        made_by=staff.id,
        made_at=AT,
    )
    uow.quotes.save(replace(uow.quotes.add(quote), state=QuoteState.SIGNED, signed_by=who.id, signed_at=AT))


def archive(desk: Path, *more: str | Path) -> dict[str, Any]:
    told = call("archive", "2026-10", "--data", desk, "--now", NOW, "--json", *more)
    assert told.exit_code == 0, told.output
    return dict(json.loads(told.stdout))


def table(file: Path, title: str) -> list[dict[str, Any]]:
    book = load_workbook(file)
    rows = list(book[title].values)
    book.close()
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
