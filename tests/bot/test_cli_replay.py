"""`replay`: a group's history through reader and desk, and how loud the desk would have been."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.history import read_history
from bot.cli.progress import tracked
from tests.fakes.terminal import call

LIFT = "3栋2单元的电梯又坏了，门关不上，老人都下不了楼"
PIPE = "7栋1单元地下室水管漏水了"


def message(number: int, text: object, at: str = "2026-11-20T10:00:00", **more: Any) -> dict[str, Any]:
    """A message as Telegram Desktop exports it."""
    who = {"from": "陈建国", "from_id": "user1"}
    return {"id": number, "type": "message", "date": at, **who, "text": text, "text_entities": []} | more


def export(directory: Path, *messages: dict[str, Any]) -> Path:
    file = directory / "result.json"
    whole = {"name": "群", "type": "private_supergroup", "id": 1, "messages": list(messages)}
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return file


def lines(directory: Path, *records: object) -> Path:
    file = directory / "history.jsonl"
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return file


def replayed(file: Path, *words: str) -> dict[str, Any]:
    done = call("replay", file, "--json", *words)
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = json.loads(done.stdout)
    return report


# what would have happened


def test_a_report_is_opened_once_and_chatter_stays_unanswered(tmp_path: Path) -> None:
    report = replayed(
        export(tmp_path, message(1, "吃了吗"), message(2, LIFT), message(3, "哈哈", from_id="user2"))
    )
    assert (report["lines"], report["people"], report["opened"], report["asked"]) == (3, 2, 1, 0)
    assert (report["answers"], report["answers_per_1000"]) == (1, 333.33)
    [matter] = report["matters"]
    assert (matter["message"], matter["who"], matter["action"]) == ("2", "陈建国", "open")
    assert (matter["topic"], matter["text"]) == ("电梯", LIFT)
    assert matter["at"] == "2026-11-20T10:00:00+08:00"


def test_a_photo_and_more_words_go_into_the_ticket_without_an_answer(tmp_path: Path) -> None:
    report = replayed(
        export(
            tmp_path,
            message(1, LIFT),
            message(2, "", "2026-11-20T10:01:00", photo="photos/1.jpg"),
            message(3, "2单元那部", "2026-11-20T10:01:30"),
        )
    )
    assert (report["opened"], report["added"], report["answers"]) == (1, 2, 1)


def test_how_loud_a_day_counts_the_quiet_days_too(tmp_path: Path) -> None:
    report = replayed(
        export(
            tmp_path,
            message(1, LIFT),
            message(2, PIPE, from_id="user2", **{"from": "赵敏"}),
            message(3, "晚安", "2026-11-23T22:00:00"),
        )
    )
    assert (report["answers"], report["days"], report["answers_per_day"]) == (2, 4, 0.5)
    assert report["loudest_day"] == {"date": "2026-11-20", "answers": 2}


def test_what_the_companys_people_write_is_no_report(tmp_path: Path) -> None:
    file = export(tmp_path, message(1, LIFT, **{"from": "物业小周", "from_id": "user9"}))
    assert replayed(file)["opened"] == 1
    assert replayed(file, "--staff", "物业小周")["opened"] == 0


def test_lines_without_a_writer_are_of_different_people(tmp_path: Path) -> None:
    report = replayed(lines(tmp_path, {"id": "a", "text": LIFT}, {"id": "b", "text": LIFT}))
    assert (report["people"], report["opened"], report["added"]) == (2, 2, 0)
    assert report["answers_per_day"] is None


def test_lines_may_say_who_and_when(tmp_path: Path) -> None:
    at = {"from": "陈建国", "at": "2026-11-20T10:00+08:00"}
    report = replayed(lines(tmp_path, {"id": "a", "text": LIFT} | at, {"id": "b", "text": "2单元那部"} | at))
    assert (report["people"], report["opened"], report["added"], report["days"]) == (1, 1, 1, 1)


def test_people_read_the_matters_and_the_sums(tmp_path: Path) -> None:
    told = call("replay", export(tmp_path, message(1, LIFT), message(2, "吃了吗")), LC_ALL="zh_CN.UTF-8")
    assert told.exit_code == 0
    first, *_rest = told.stdout.splitlines()
    assert first.startswith("立单 #1  2026-11-20 10:00  陈建国  电梯  3栋2单元的电梯又坏了")
    assert "2 条消息，1 人：会立单 1 件" in told.stdout


# what is understood


def test_texts_in_pieces_service_lines_and_channels(tmp_path: Path) -> None:
    pieces = ["看 ", {"type": "link", "text": "https://example.org"}, {"type": "bold", "text": "！"}]
    history = read_history(
        export(
            tmp_path,
            {"id": 1, "type": "service", "action": "join_group_by_link", "date": "2026-11-20T10:00:00"},
            message(2, pieces, date_unixtime="1795140000", reply_to_message_id=1),
            message(3, "x", from_id="channel5"),
            message(4, "deleted account", **{"from": None, "from_id": "user7"}),
        )
    )
    assert [(said.id, said.text) for said in history] == [
        ("2", "看 https://example.org！"),
        ("4", "deleted account"),
    ]
    assert history[0].reply_to == "1"
    assert history[0].at is not None
    assert history[0].at.timestamp() == 1795140000
    assert history[1].account == "user7"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"about": "…", "chats": {"list": []}}', "export of a whole account"),
        ('{"rooms": []}', "no history that we know"),
        ("[1, 2]", "no history that we know"),
        ("hello\nworld", "Line 1 cannot be read"),
        ('{"id":"1","text":"x","at":"yesterday"}', "Line 1 cannot be read"),
        ('{"messages": [{"type": "message", "text": "x"}]}', "Message 1 cannot be read"),
        ('{"messages": [3]}', "Message 1 cannot be read"),
        ('{"messages": []}', "no messages"),
        ("", "no messages"),
    ],
)
def test_a_file_of_another_shape_is_refused_clearly(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "file"
    file.write_text(content, encoding="utf-8")
    refused = call("replay", file)
    assert refused.exit_code == 1
    assert told in refused.stderr.replace("There are ", "")
    assert "Traceback" not in refused.output


def test_one_line_that_cannot_be_read_is_named_and_counted_and_the_rest_is_played(tmp_path: Path) -> None:
    bad = message(2, "x", date_unixtime="soon")
    done = call("replay", export(tmp_path, message(1, LIFT), bad), "--json")
    assert "Message 2 cannot be read" in done.stderr
    report = json.loads(done.stdout)
    assert (done.exit_code, report["skipped"], report["lines"], report["opened"]) == (0, 1, 1, 1)
    skipped: list[str] = []
    assert [
        one.text for one in read_history(lines(tmp_path, {"id": "1", "text": "x"}, {"id": "2"}), skipped)
    ] == ["x"]
    assert len(skipped) == 1
    assert "2" in skipped[0]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0")
    assert "not UTF-8" in call("replay", file).stderr


def test_unknown_names_and_missing_files_are_told(tmp_path: Path) -> None:
    file = export(tmp_path, message(1, "x"))
    refused = call("replay", file, "--staff", "nobody")
    assert refused.exit_code == 1
    assert "nobody" in refused.stderr
    assert call("replay", tmp_path / "none.json").exit_code == 2


def test_a_bar_comes_only_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [list(piece) for piece in tracked([1, 2, 3], 2)] == [[1, 2], [3]]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("bot.cli.progress.PATIENCE", -1.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert [list(piece) for piece in tracked([1, 2, 3], 2)] == [[1, 2], [3]]
    assert "100%" in capsys.readouterr().err
