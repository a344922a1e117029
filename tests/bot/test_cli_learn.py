"""`learn`: from staff's corrections and labelled files; never to anything worse, and back again."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import learned
from desk.moves.triage import Correction
from desk.people import Person, Role
from desk.ticket import Status, Ticket
from nlp import corrected, examples
from nlp.reader import Reader
from nlp.weights import Stage, Weights
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.terminal import call

AT = datetime(2026, 10, 15, 4, tzinfo=UTC)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
MACHINE = "小区的咕噜机今天第{}次喷泡泡，泡泡满天飞"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of the shipped sentences are enough to see what happens."""
    some = examples.own()[::200]
    monkeypatch.setattr(examples, "own", lambda: some)


@pytest.fixture
def corrected_desk(desk: Path) -> Path:
    """A desk whose staff corrected 25 reports of a machine that nobody has heard of."""

    def fill(uow: UnitOfWork) -> None:
        (site,) = uow.sites.all()
        who = uow.people.add(Person(id=0, site=site.id, name="林芳", role=Role.CS_LEAD))
        for number in range(25):
            text = MACHINE.format(number)
            ticket = Ticket(
                id=0,
                number=0,
                site=site.id,
                status=Status.OPEN,
                text=text,
                opened_at=AT,
                reporter=who.id,
                reporters=(who.id,),
            )
            key = uow.tickets.create(ticket).id
            for field, after in (("intent", "report"), ("category", "fees")):
                uow.corrections.add(key, who.id, AT, text, Correction(field=field, before="x", after=after))

    engine = open_engine(f"sqlite:///{desk / 'desk.db'}")
    writer = Writer(engine)
    writer.submit(fill).result()
    writer.close()
    engine.dispose()
    return desk


@pytest.mark.usefixtures("few")
def test_what_staff_corrected_is_learned_loaded_and_taken_back(corrected_desk: Path) -> None:
    """First only figures; with --yes the desk reads it so; --undo brings the shipped weights back."""
    shown = call("learn", "--data", corrected_desk, "--json")
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.output)
    assert (told["examples"], told["done"], told["refused"]) == (25, False, None)
    assert told["after"]["category"] > told["before"]["category"]
    assert learned.usable(corrected_desk) is None
    assert json.loads(call("learn", "--data", corrected_desk, "--json", "--yes").output)["done"] is True
    assert learned.reader(corrected_desk).read(MACHINE.format(99), NOW).category == "fees"
    assert call("learn", "--data", corrected_desk, "--undo").exit_code == 0
    assert learned.reader(corrected_desk).read(MACHINE.format(99), NOW).category != "fees"
    assert json.loads(call("learn", "--data", corrected_desk, "--undo", "--json").output) == {"undone": False}


@pytest.mark.usefixtures("few")
def test_the_file_is_refused_where_it_is_wrong_and_the_figures_where_they_are_worse(
    desk: Path,
) -> None:
    """A wrong line is named with file and line; too few prove nothing and change nothing."""
    lines = desk / "more.jsonl"
    lines.write_text('{"text": "a", "intent": "gossip"}\n', encoding="utf-8")
    wrong = call("learn", "--data", desk, "--file", lines)
    assert wrong.exit_code == 1
    assert "more.jsonl:1: intent cannot be “gossip”" in wrong.output
    told = call("learn", "--data", desk, "--file", lines, LC_ALL="zh_CN.UTF-8").output
    assert "more.jsonl:1：intent 没有“gossip”这个值" in told
    lines.write_text("{\n", encoding="utf-8")
    assert "这一行读不了" in call("learn", "--data", desk, "--file", lines, LC_ALL="zh_CN.UTF-8").output
    lines.write_bytes(b"\xff\xfe")
    assert "不是 UTF-8" in call("learn", "--data", desk, "--file", lines, LC_ALL="zh_CN.UTF-8").output
    lines.write_text('{"text": "电梯坏了", "intent": "report"}\n', encoding="utf-8")
    few = call("learn", "--data", desk, "--file", lines, "--yes", LC_ALL="zh_CN.UTF-8")
    assert few.exit_code == 1
    assert "→" in few.output
    assert "没有采用：只有 1 条，至少要 20 条" in few.output
    assert learned.usable(desk) is None


def test_weights_of_another_version_or_broken_ones_are_left_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk starts with the shipped weights instead of reading nonsense."""
    nothing = Stage(outputs=(), bias=(), blocks=())
    learned.keep(tmp_path, Weights(first=nothing, second=nothing, facts={}))
    assert learned.usable(tmp_path) is not None
    monkeypatch.setattr(learned, "shipped_digest", lambda: "another")
    assert learned.usable(tmp_path) is None
    (tmp_path / learned.NAME).write_bytes(b"\x1f\x8bnonsense")
    assert learned.usable(tmp_path) is None


def test_a_correction_says_what_the_reader_is_to_blame_for(reader: Reader) -> None:
    """Chatter is chat; solved or a duplicate is a report all the same; emptied texts teach nothing."""

    def of(*corrections: tuple[str, str, str]) -> list[tuple[str | None, str | None, int | None]]:
        told = [
            (text, Correction(field=field, before="x", after=after)) for text, field, after in corrections
        ]
        return [(one.intent, one.category, one.class_) for one in corrected.examples(told, reader)]

    assert of(("电梯坏了", "intent", "chatter")) == [("chat", None, None)]
    assert of(("电梯坏了", "intent", "duplicate"), ("电梯坏了", "intent", "withdrawn")) == []
    assert of(("", "category", "fees")) == []
    assert of(("电梯坏了", "class", "3"), ("电梯坏了", "class", "2")) == [("report", "facilities", 2)]
    assert of(("电梯坏了", "kind", "help")) == []
