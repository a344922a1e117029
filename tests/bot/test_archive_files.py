"""An archive's files: the same in whatever process they are written, and laid out to be printed and read."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine

from bot.archiving import beside, journal
from bot.archiving.cells import for_csv
from bot.archiving.forms import Form
from bot.archiving.making import Order, make
from bot.archiving.page import Page
from bot.archiving.phrases import Phrases
from bot.archiving.sheets import ARCHIVED, EXPORTED, REGISTER, entry_cells
from bot.archiving.voice import Voice, voice_of
from bot.archiving.wall import Wall
from bot.archiving.workbook import Book
from bot.texts.render import LANGUAGES, Texts
from bot.year import play
from bot.year.made import made
from desk.clocks import ClockKind
from desk.figures.facts import Promise
from desk.figures.period import Period
from desk.filed import Filed
from desk.journal import Audience, Entry
from desk.people import Site
from handlers.figures import month_of
from storage import schema
from storage.engine import open_engine
from storage.told import saying
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.storage.builders import a_person, a_site, a_ticket

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
OCTOBER = Period(2026, 10)
TEXTS = Texts.load()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with one made-up month."""
    patch = pytest.MonkeyPatch()
    patch.setattr(play, "MONTHS", 1)
    patch.setattr(play, "A_DAY", 2)
    found = f"sqlite:///{tmp_path_factory.mktemp('month') / 'desk.db'}"
    assert made(found, NOW)
    patch.undo()
    return found


@pytest.fixture
def desk(url: str) -> Iterator[tuple[UnitOfWork, Voice]]:
    engine = open_engine(url)
    with schema.reading(engine) as uow:
        yield uow, voice_of(uow, uow.sites.all()[0], TEXTS, "zh_CN", NOW)
    engine.dispose()


def test_the_files_are_the_same_byte_by_byte_whoever_writes_them(
    desk: tuple[UnitOfWork, Voice], url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once by this process, once with another beside it; the bar comes to its end in both."""
    uow, voice = desk
    orders = [Order(period=OCTOBER, media=tmp_path, out=tmp_path / name) for name in "ab"]
    orders.append(Order(period=OCTOBER, media=tmp_path, out=tmp_path / "beside", url=url))
    monkeypatch.setattr(beside, "MANY", 1)
    found = []
    for order in orders:
        told: list[tuple[int, int]] = []
        run, month = make(uow, order, voice, lambda done, all_, told=told: told.append((done, all_)))  # type: ignore[misc]
        assert month == month_of(uow, voice.site, OCTOBER, NOW)
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert told[-1][0] == told[-1][1] > 0
        files = sorted((order.out / run.folder).rglob("*.*"))
        found.append({file.name: file.read_bytes() for file in files})
    assert found[0] == found[1] == found[2]
    assert found[0]["journal.csv"].count(b"\r\n") > 100


def test_tickets_of_a_page_are_told_as_each_of_them_alone(desk: tuple[UnitOfWork, Voice]) -> None:
    """Also beside one about a person; of several promises the last due time and the worst end count."""
    uow, voice = desk
    (page,) = uow.bundles.pages(voice.site.id, OCTOBER.begins(voice.zone), OCTOBER.ends(voice.zone))
    first, second, third, *_ = page
    secret = first.ticket._replace(discreet=True, veiled=(first.ticket.reporter,))
    late = Promise(ClockKind.RESOLVE, NOW - timedelta(days=9), NOW, None)
    due = late._replace(due_at=NOW, met_at=None)
    page[:3] = (
        first._replace(ticket=secret),
        second._replace(clocks=[]),
        third._replace(
            clocks=[late, due, late._replace(kind=ClockKind.RESPOND, due_at=NOW + timedelta(days=9))]
        ),
    )
    for sheet in {*ARCHIVED, *EXPORTED}:
        alone = [row for one in page for row in sheet.rows(Page([one], voice))]
        assert list(sheet.rows(Page(page, voice))) == alone
    rows = [dict(zip(REGISTER.columns, row, strict=True)) for row in REGISTER.rows(Page(page, voice))]
    assert (rows[1]["due_at"], rows[1]["in_time"]) == (None, None)
    wall = NOW.astimezone(voice.zone).replace(tzinfo=None)
    assert [rows[2][name] for name in ("due_at", "solved_at", "in_time")] == [wall, wall, "逾期"]


@given(
    zone=st.sampled_from(("Asia/Shanghai", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu")),
    moments=st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    change=st.sampled_from(("2026-03-08T05:30", "2010-11-07T02:31", "2026-04-04T15:00", "2026-10-03T15:30")),
    after=st.lists(st.timedeltas(-timedelta(hours=2), timedelta(hours=2))),
)
def test_the_clock_on_the_wall_is_right_also_in_an_hour_in_which_it_changes(
    zone: str, moments: list[datetime], change: str, after: list[timedelta]
) -> None:
    wall = Wall(ZoneInfo(zone))
    for moment in (*moments, *(datetime.fromisoformat(f"{change}+00:00") + one for one in after)):
        assert wall.at(moment) == moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def one_ticket(uow: UnitOfWork) -> None:
    site = a_site(uow)
    who, at = a_person(uow, site), OCTOBER.begins(ZoneInfo(site.timezone))
    ticket = a_ticket(uow, site, who, opened_at=at)
    told = Entry(kind="note", at=at, actor=who.id, audience=Audience.STAFF, facts={"words": "已换门机"})
    uow.journal.add(ticket.id, [told])


def test_on_postgresql_too_a_second_process_writes_the_same_journal(
    postgres_url: str, opened: Callable[[str], Engine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens the database by its address."""
    engine = opened(postgres_url)
    with closing(Writer(engine)) as writer:
        writer.submit(one_ticket).result()
    with schema.reading(engine) as uow:
        voice = voice_of(uow, uow.sites.all()[0], TEXTS, "zh_CN", NOW)
        orders = [Order(period=OCTOBER, media=tmp_path, out=tmp_path / "here")]
        orders.append(Order(period=OCTOBER, media=tmp_path, out=tmp_path / "beside", url=postgres_url))
        monkeypatch.setattr(beside, "MANY", 1)
        runs = [make(uow, order, voice)[0] for order in orders]
    assert "已换门机" in (tmp_path / "beside" / runs[1].folder / "journal.csv").read_text("utf-8-sig")
    assert runs[0].manifest == runs[1].manifest


_KINDS = sorted(key for key in TEXTS.templates["zh_CN"] if key.startswith("journal."))
_ODD = (
    *("坏了", "=1+1", "a,b", ' "x" ', "a  b", "a\nb", "\u3164", "\ufffe", "{0}", "\U000f0000", "\\", ""),
    *("长" * 70, '长"短', "长" * 59 + '"短'),
)


@given(
    kind=st.sampled_from(_KINDS),
    language=st.sampled_from(LANGUAGES),
    said=st.lists(st.sampled_from(_ODD) | st.text(st.characters(codec="utf-8"), max_size=9), min_size=1),
    zone=st.sampled_from(("Asia/Shanghai", "Asia/Kathmandu", "America/Goose_Bay")),
    at=st.sampled_from(("2026-10-31 22:59:07", "2010-11-07 03:00:30", "2010-11-07 03:01:00")),
)
def test_each_line_of_the_journal_says_what_its_entry_alone_would(
    kind: str, language: str, said: list[str], zone: str, at: str
) -> None:
    """Also where its sentence was put together for another entry, whatever words somebody wrote.

    And by the clock on the wall, also where that changes within an hour.
    """
    site = Site(id=1, name="阳光花园", region="CN", timezone=zone, language=language)
    wall = datetime.fromisoformat(f"{at}+00:00").astimezone(ZoneInfo(zone)).isoformat(" ")[: len(at)]
    voice = Voice(site=site, texts=TEXTS, language=language, until=NOW, names={7: "周婷"})
    empty = dict.fromkeys(Filed._fields)
    ticket = Filed(**{**empty, "id": 1, "number": 5, "anonymous": False, "discreet": False, "veiled": ()})  # type: ignore[arg-type]
    fields = TEXTS.templates["zh_CN"][kind].fields - {"by"}
    told, expected = [], []
    for words in said:
        facts = dict.fromkeys(sorted(fields), words)
        stored = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        told.append(f"10000000001{at}.123456{stored}{kind[8:]}7staff".encode())
        entry = Entry(kind=kind[8:], at=NOW, actor=7, audience=Audience.STAFF, facts=facts)
        cells = entry_cells(ticket, entry, voice.told(ticket, entry), voice)
        expected.append(["5", wall, *(str(for_csv(cell)) for cell in cells)])
    lines = journal.Lines(voice).of({1: ticket}, [(1, told)]).decode()
    assert list(csv.reader(io.StringIO(lines, newline=""))) == expected


@pytest.mark.parametrize("begin", ["", "他说"])
def test_a_cell_that_begins_with_somebodys_words_is_looked_at_each_time(begin: str) -> None:
    """What a spreadsheet would run has an apostrophe, also where the same was said of other words before."""

    def line(_ticket: object, said: bytes) -> bytes:
        return f"note,周婷,员工,{for_csv(begin + json.loads(saying(said).facts)['words'])}".encode()

    phrases, ticket = Phrases(line), cast("Filed", None)
    for words in ("坏了", "=1+1"):
        stored = json.dumps({"words": words}, ensure_ascii=False, separators=(",", ":"))
        said = f"{stored}note-staff".encode()
        assert phrases.line(ticket, said) == line(ticket, said)


def test_where_the_other_process_cannot_write_nothing_is_left(
    desk: tuple[UnitOfWork, Voice], url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uow, voice = desk
    monkeypatch.setattr(beside, "MANY", 1)
    span = journal.Span(first=OCTOBER.begins(voice.zone), last=OCTOBER.ends(voice.zone), newest=1)
    (tmp_path / "file").write_text("x")
    job = beside.Job(
        url=url,
        file=tmp_path / "file" / "journal.csv",
        site=voice.site,
        names=voice.names,
        language="zh_CN",
        until=NOW,
        span=span,
    )
    with pytest.raises(OSError, match="file"), beside.begun(job, uow, voice, 1) as writing:
        writing.finish(lambda _done: None)


def test_S2_27_the_register_prints_as_a_ledger_of_two_pages_with_the_ticket_on_both(
    desk: tuple[UnitOfWork, Voice], tmp_path: Path
) -> None:
    """S2-27: A4 across, lines around empty cells too, no moment that is wider than its column."""
    uow, voice = desk
    order = Order(period=OCTOBER, media=tmp_path, out=tmp_path / "out")
    run, _ = make(uow, order, voice)
    book = load_workbook(order.out / run.folder / "2026-10.xlsx")
    for sheet in book.worksheets:
        wide = sheet.title in ("登记表", "维修单")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2 if wide else 1, 0)
        assert sheet.print_title_cols == ("$A:$B" if wide else None)
        assert sheet.print_options.gridLines
        for square in sheet[2]:
            if square.is_date:
                assert (sheet.column_dimensions[square.column_letter].width or 0) > len(
                    "2026-10-31 22:59"
                ) - 1


@pytest.mark.parametrize(
    ("text", "height"), [("短", None), ("长" * 19, 28), ("x" * 37, 28), ("一\n二\n三", 42), ("长" * 900, 409)]
)
def test_a_row_is_as_high_as_its_words_need(tmp_path: Path, text: str, height: float | None) -> None:
    form = Form(name="a", title="登记表", columns=["number", "text"], headings=["工单号", "内容"])
    book = Book(tmp_path, [form], "阳光花园")
    book.add("a", [(1, text)])
    book.save(tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert sheet.row_dimensions[2].height == height
    with ZipFile(tmp_path / "x.xlsx") as kept:
        assert b"dcterms:modified" not in kept.read("docProps/core.xml")


def test_in_english_no_heading_is_broken_within_a_word() -> None:
    headings = ["Building", "Result stars"]
    columns = ["building", "outcome"]
    narrow = Form(name="a", title="a", columns=columns, headings=["楼栋", "结果"]).widths
    assert narrow == [5.5, 5.5]
    wide = Form(name="a", title="a", columns=columns, headings=headings, language="en").widths
    assert all(width > len(heading.split()[0]) for width, heading in zip(wide, headings, strict=True))
