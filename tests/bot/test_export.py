"""`export`: the months' records for who counts them elsewhere."""

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.archiving.forms import Form, lines
from bot.archiving.sheets import JOURNAL
from bot.archiving.voice import Voice
from bot.texts.render import LANGUAGES, Texts
from desk.journal import Audience, Entry
from desk.notices import Notice
from desk.people import Site
from desk.ticket import Status, Ticket
from storage.unit_of_work import UnitOfWork
from tests.bot.october import AT, NOW, filled, table, wrote
from tests.fakes.terminal import call


@pytest.fixture
def desk(desk: Path) -> Path:
    return filled(desk)


def export(desk: Path, file: Path, *more: str) -> list[Path]:
    told = call("export", "2026-09..2026-10", "--data", desk, "--now", NOW, "--json", "--out", file, *more)
    assert told.exit_code == 0, told.output
    return [Path(one) for one in json.loads(told.stdout)["files"]]


def test_an_export_is_a_workbook_csv_with_bom_or_json_lines(desk: Path, tmp_path: Path) -> None:
    (book,) = export(desk, tmp_path / "all.xlsx")
    assert [row["工单号"] for row in table(book, "登记表")] == [4, 1, 2, 3]
    assert [row["结论"] for row in table(book, "时限")] == ["按时", "逾期"]
    assert [row["来源"] for row in table(book, "评价")] == ["业主确认", "回访"]
    files = export(desk, tmp_path / "all.csv", "--format", "csv")
    assert files[0].read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK" in files[0].read_text("utf-8-sig")
    (lines,) = export(desk, tmp_path / "all.jsonl", "--format", "jsonl")
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    register = [one for one in records if one["table"] == "register"]
    assert [one["opened_at"] for one in register][1] == "2026-10-15T12:00:00+08:00"
    again = call("export", "2026-10", "--data", desk, "--now", NOW, "--out", tmp_path / "all.xlsx")
    assert (again.exit_code, "not" in again.output) == (1, True)


def test_S0_47_headquarters_read_no_persons(desk: Path, tmp_path: Path) -> None:
    (lines,) = export(desk, tmp_path / "hq.jsonl", "--format", "jsonl", "--for", "headquarters")
    text = lines.read_text("utf-8")
    assert not [word for word in ("陈建国", "周婷", "501", "电梯坏了", "HYPERLINK") if word in text]
    assert '"in_time": "按时"' in text


@pytest.mark.parametrize(
    "months", ["2026-10..2026-09", "2027-01", "2026-10..soon", "2026-1x", "2026-10..", "十三月"]
)
def test_a_span_that_is_none_is_wrong_usage(desk: Path, months: str) -> None:
    assert call("export", months, "--data", desk, "--now", NOW).exit_code == 2


def test_months_are_written_as_for_a_report_into_the_data_for_nobody_else_to_read(desk: Path) -> None:
    for months, name in (("十月", "2026-10"), ("2026年9月..上月", "2026-09..2026-10")):
        told = call("export", months, "--data", desk, "--now", NOW, "--json")
        assert told.exit_code == 0, told.output
        (file,) = json.loads(told.stdout)["files"]
        assert Path(file).parent == (desk / "exports").resolve()
        assert file.endswith(f"-{name}.xlsx")
        assert Path(file).stat().st_mode & 0o077 == 0


def test_a_journal_says_in_words_what_was_done_to_people_and_in_codes_to_programs(
    desk: Path, tmp_path: Path
) -> None:
    """JSON Lines are the same in every language; sheets are in the reader's."""
    (book,) = export(desk, tmp_path / "all.xlsx")
    files = export(desk, tmp_path / "all.csv", "--format", "csv")
    (lines,) = export(desk, tmp_path / "all.jsonl", "--format", "jsonl")
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert {one["kind"] for one in records if one["table"] == "journal"} == {"note"}
    assert {row["事项"] for row in table(book, "处理过程")} == {"进展"}
    (journal,) = [one for one in files if one.name.endswith("-journal.csv")]
    assert {row["事项"] for row in csv.DictReader(journal.read_text("utf-8-sig").splitlines())} == {"进展"}


def test_the_hour_that_comes_twice_when_clocks_go_back_is_told_apart_to_programs(
    desk: Path, tmp_path: Path
) -> None:
    """Else what was answered at once would have been answered an hour before it was said."""
    twice = (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))

    def in_london(uow: UnitOfWork) -> None:
        (site,) = uow.sites.all()
        uow.sites.change(replace(site, timezone="Europe/London"))
        first = uow.tickets.numbered(site.id, 1)
        assert first is not None
        for at in twice:
            uow.tickets.create(replace(first, id=0, number=0, opened_at=at))

    wrote(desk, in_london)
    (lines,) = export(desk, tmp_path / "all.jsonl", "--format", "jsonl")
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    opened = [one["opened_at"] for one in records if one["table"] == "register"]
    assert opened[-2:] == ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["💬 灯 好了", "!! 好了", "好 了"])
def test_what_happened_stands_on_paper_without_its_picture_and_with_all_of_somebodys_words(
    language: str, words: str
) -> None:
    """Paper has no letters for pictures: 💬 is printed as a box."""
    site = Site(id=1, name="阳光花园")
    ticket = Ticket(
        id=1, number=1, site=1, status=Status.OPEN, text="", opened_at=AT, reporter=1, reporters=(1,)
    )
    voice = Voice(site=site, texts=Texts.load(), language=language, until=AT, names={7: "周婷"})
    for kind, begins in (("note", "周婷"), ("incident_note", "")):
        actor = 7 if begins else None
        entry = Entry(kind=kind, at=AT, actor=actor, audience=Audience.STAFF, facts={"words": words})
        told = voice.told(ticket, entry)
        assert told.startswith(begins)
        assert told.endswith(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_the_journal_has_a_word_of_its_own_that_is_not_cut_on_paper(language: str) -> None:
    """Rows are sorted and filtered by it, so no two kinds may be one word."""
    texts = Texts.load()
    kinds = [key.removeprefix("journal.") for key in texts.templates[language] if key.startswith("journal.")]
    words = [texts.render(Notice(f"did.{kind}"), language, ZoneInfo("UTC")).text for kind in kinds]
    assert len(kinds) > 90
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert not set(words) & set(kinds)
    form = Form(name="journal", title="", columns=JOURNAL.columns, headings=["x"] * 6, language=language)
    room = int(form.widths[JOURNAL.columns.index("kind")])
    assert [word for word in words if lines(word, room) > 1] == []
