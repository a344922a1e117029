"""`archive`: a month in files that a person opens, in which nobody's words run."""

import csv
import json
import re
import sqlite3
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.archiving.cells import for_csv, for_xml
from bot.archiving.forms import Form
from bot.archiving.workbook import Book
from desk.journal import Audience, Entry
from tests.bot.october import AT, NOW, archive, filled, table, wrote
from tests.fakes.terminal import call


@pytest.fixture
def desk(desk: Path) -> Path:
    return filled(desk)


def test_S0_41_S3_12_S4_36_a_month_is_archived_with_its_process_and_its_files(desk: Path) -> None:
    """S0-41, S3-12, S4-36: register, journal, photos, duty log, figures; named in the manifest."""
    made = archive(desk)
    folder = Path(made["folder"])
    assert (folder.parent, made["tickets"], made["photos"], made["missing"]) == (desk / "archives", 3, 2, 1)
    names = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    assert names == [
        *("2026-10.xlsx", "journal.csv", "manifest.json", "photos/1-1.png"),
        *("sealed/journal.csv", "sealed/photos/3-1.png", "sealed/register.csv"),
    ]
    rows = table(folder / "2026-10.xlsx", "登记表")
    assert [row["工单号"] for row in rows] == [1, 2, 3]
    assert rows[0]["登记时间"] == datetime(2026, 10, 15, 12)  # noqa: DTZ001  # the clock on the wall
    assert [row["是否按时"] for row in rows] == ["按时", "逾期", None]
    about = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert about["missing_photos"] == [{"ticket": 1, "photo": 2, "file": "gone.png"}]
    assert about["figures"]["resolve"] == "1/2"
    assert (about["journal"]["entries"], len(about["journal"]["sha256"])) == (3, 64)
    figures = {row["项目"]: row for row in table(folder / "2026-10.xlsx", "数字")}
    late = [row for row in figures.values() if row["逾期工单"] == "#2"]
    assert [(row["逾期"], row["百分比（%）"]) for row in late] == [(1, 50)]
    assert table(folder / "2026-10.xlsx", "值班记录")


def test_S4_09_S2_18_slips_revisits_and_quotes_have_real_types_and_print_as_forms(desk: Path) -> None:
    """S4-09, S2-18: types, frozen heading, filter, landscape A4, heading and number on each page."""
    file = Path(archive(desk)["folder"]) / "2026-10.xlsx"
    (slip,) = table(file, "维修单")
    assert (slip["收费"], slip["完成时间"], slip["态度"]) == (161, datetime(2026, 10, 15, 12), 5)  # noqa: DTZ001
    (visit,) = table(file, "回访记录表")
    assert (visit["方式"], visit["情况"], visit["结果"]) == ("电话", "已完成", 5)
    (quote,) = table(file, "报价")
    assert quote["项目"] == "换锁芯 2把 × 80.50"
    book = load_workbook(file)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$1:$1"
        assert "&P" in str(sheet.oddFooter.center.text)
    cell = book["登记表"]["B2"]
    assert (cell.is_date, cell.number_format) == (True, "yyyy-mm-dd hh:mm")


def test_nobodys_words_are_a_formula(desk: Path) -> None:
    """What begins with =, +, -, @ stays text; control characters go; Excel's escapes mean nothing."""
    folder = Path(archive(desk)["folder"])
    book = load_workbook(folder / "2026-10.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    (row,) = [one for one in table(folder / "2026-10.xlsx", "登记表") if one["工单号"] == 2]
    escaped = "_x005F_x000D_"  # ECMA-376, ST_Xstring: spreadsheets read _x000D_ here; openpyxl does not
    assert row["反映内容"] == f'=HYPERLINK("http://x") + {escaped} <b>&'
    assert row["反映人"] == "=陈建国"
    for file in folder.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as content:
            words = [cell for line in csv.reader(content) for cell in line]
        assert not [word for word in words if word.startswith(("=", "+", "-", "@", "\t"))]


def test_S4_28_S4_30_what_is_about_a_person_is_sealed_and_who_said_it_is_told_nowhere(desk: Path) -> None:
    folder = Path(archive(desk)["folder"])
    (row,) = [one for one in table(folder / "2026-10.xlsx", "登记表") if one["工单号"] == 3]
    assert "骂人" not in str(row) + (folder / "journal.csv").read_text("utf-8-sig")
    assert row["反映人"] == "某业主"
    sealed = (folder / "sealed" / "register.csv").read_text("utf-8-sig")
    assert "骂人" in sealed
    assert "陈建国" not in sealed


def test_S2_18_a_journal_that_was_changed_is_told_to_programs_too(desk: Path) -> None:
    """S2-18: the first entry that is not as it was written, by its id and ticket; the card says it too."""
    with sqlite3.connect(desk / "desk.db") as database:
        database.execute("UPDATE entry SET kind = 'other' WHERE id >= 2")
    assert archive(desk)["broken"] == {"entry": 2, "ticket": 2, "fault": "changed"}
    assert "entry 2" in call("report", "2026-10", "--data", desk, "--now", NOW).output


def test_S4_30_an_anonymous_reporter_is_named_in_no_sheet(desk: Path) -> None:
    """S4-30: neither as who reported nor as who signed for the work."""
    with sqlite3.connect(desk / "desk.db") as database:
        database.execute("UPDATE ticket SET anonymous = 1")
        database.execute("UPDATE visit SET signed_by = 1")
        database.execute("UPDATE entry SET actor_id = 1 WHERE id = 1")
    folder = Path(archive(desk)["folder"])
    book = load_workbook(folder / "2026-10.xlsx")
    words = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    said = "".join(words) + (folder / "journal.csv").read_text("utf-8-sig")
    assert "陈建国" not in said
    assert "501" not in words
    assert "某业主" in said


def test_an_archived_month_never_changes_silently(desk: Path) -> None:
    """A ticket that changes later: the report says so, a later archive too, and both are kept."""
    first = archive(desk)
    assert "since it was archived" not in call("report", "2026-10", "--data", desk, "--now", NOW).output
    with sqlite3.connect(desk / "desk.db") as database:
        database.execute("UPDATE ticket SET status = 'dismissed' WHERE number = 2")
    later = Entry(kind="note", at=AT + timedelta(days=90), actor=None, audience=Audience.STAFF, facts={})
    wrote(desk, lambda uow: uow.journal.add(2, [later]))
    told = call("report", "2026-10", "--data", desk, "--now", NOW).output
    assert "has changed since it was archived" in told
    assert "1/2 → 1/1" in told
    assert "#2" in told
    second = archive(desk)
    assert second["folder"] == f"{first['folder']}-2"
    assert {"name": "resolve", "before": "1/2", "after": "1/1"} in second["changes"]
    about = json.loads((Path(second["folder"]) / "manifest.json").read_text("utf-8"))
    assert about["corrects"]["manifest"] == first["manifest"]
    assert second["broken"] is None
    for made in (first, second):
        assert call("archive", "--verify", made["folder"], "--data", desk).exit_code == 0


def test_the_months_hours_are_those_of_the_site_also_where_clocks_change(desk: Path) -> None:
    """A ticket of the last minute belongs to its month by the site's own clock, summer time or not."""
    with sqlite3.connect(desk / "desk.db") as database:
        database.execute("UPDATE site SET timezone = 'Europe/Berlin'")
        database.execute(
            "UPDATE ticket SET opened_at = '2026-10-31 22:59:59.000000' WHERE number = 1"
        )  # 23:59:59
        database.execute(
            "UPDATE ticket SET opened_at = '2026-10-31 23:00:00.000000' WHERE number = 2"
        )  # 0:00
        database.execute(
            "UPDATE ticket SET opened_at = '2026-09-30 22:00:00.000000' WHERE number = 3"
        )  # 0:00
    folder = Path(archive(desk)["folder"])
    rows = table(folder / "2026-10.xlsx", "登记表")
    assert [row["工单号"] for row in rows] == [3, 1]
    times = [f"{row['登记时间']:%m-%d %H:%M:%S}" for row in rows]
    assert times == ["10-01 00:00:00", "10-31 23:59:59"]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=200)
def test_whatever_somebody_writes_stays_a_text(words: str) -> None:
    """In a CSV file it begins with nothing that runs; in a workbook it is XML without controls."""
    cell = str(for_csv(words))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    read = ET.fromstring(f"<t>{for_xml(words)}</t>").text or ""  # noqa: S314  # our own
    assert not [one for one in read if unicodedata.category(one) == "Cc" and one not in "\n\t"]
    assert not re.search("_x[0-9A-Fa-f]{4}_", read.replace("_x005F_", "")) or "_x005F_" in read


def test_a_cell_is_no_longer_than_excel_finds_it() -> None:
    """Longer ones are what Excel calls damaged; an emoji is two characters to it."""
    assert max(len(for_xml(one * 40_000).encode("utf-16-le")) // 2 for one in ("好", "😀")) <= 32_767
    assert for_xml("好" * 32_767) == "好" * 32_767


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path) -> None:
    form = Form(name="a", title="登记表", columns=["number"], headings=["工单号"])
    book = Book(tmp_path, [form], "阳光花园", most=2)
    book.add("a", [(number,) for number in range(5)])
    book.save(tmp_path / "x.xlsx")
    found = load_workbook(tmp_path / "x.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in found.worksheets] == [
        *(("登记表", 3), ("登记表 2", 3), ("登记表 3", 2))
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["x.xlsx"]


@pytest.mark.parametrize("month", ["2026-13", "2027-01", "soon"])
def test_what_is_no_month_or_has_not_come_is_refused(desk: Path, month: str) -> None:
    told = call("archive", month, "--data", desk, "--now", NOW)
    assert (told.exit_code, month in told.output) == (1, True)
    assert not (desk / "archives").exists()


def test_a_month_without_tickets_is_archived_as_empty(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    told = call("archive", "2026-01", "--data", desk, "--now", NOW, "--out", out)
    assert told.exit_code == 0, told.output
    (folder,) = out.iterdir()
    assert table(folder / "2026-01.xlsx", "登记表") == []


def test_where_nothing_can_be_written_nothing_is_left(desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("x")
    told = call("archive", "2026-10", "--data", desk, "--now", NOW, "--out", file / "below")
    assert (told.exit_code, "Traceback" in told.output) == (1, False)
    assert wrote(desk, lambda uow: uow.archives.of(1, "2026-10")) == []


def test_a_month_that_still_runs_is_archived_and_said_to_run(desk: Path, tmp_path: Path) -> None:
    """Nobody takes three weeks for a month; who asks for October in November reads nothing of it."""
    running = call("archive", "2026-11", "--data", desk, "--now", NOW, "--out", tmp_path)
    assert "2026-11 is not over: archived until 2026-11-21 12:00" in running.output
    over = call("archive", "2026-10", "--data", desk, "--now", NOW, "--out", tmp_path)
    assert "not over" not in over.output


def test_in_a_month_that_has_not_come_one_is_told_which_it_is_now(desk: Path) -> None:
    told = call("archive", "2027-01", "--data", desk, "--now", NOW)
    assert "2027-01 has not come yet: it is 2026-11 now" in told.output
    told = call("archive", "十三月", "--data", desk, "--now", NOW)
    assert "'十三月' is no month: write 2026-11" in told.output
