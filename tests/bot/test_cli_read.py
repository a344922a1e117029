"""`read`: what the reader understands, for people and for programs."""

import json
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.terminal import call

LIFT = "3栋2单元的电梯又坏了，门关不上，老人都下不了楼"
KEYS = (
    "id intent category class topic urgency place phone people when keywords because confidence action"
).split()


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_text_is_explained_in_a_few_lines() -> None:
    told = call("read", LIFT, LC_ALL="zh_CN.UTF-8")
    assert told.exit_code == 0
    lines = told.stdout.strip().splitlines()
    assert lines[0] == LIFT
    assert "登记工单" in lines[1]
    assert "设备设施 · 三类 · 电梯" in told.stdout
    assert "3栋 2单元" in told.stdout
    assert len(lines) <= 8


def test_the_explanation_speaks_english_too() -> None:
    told = call("read", LIFT)
    assert "register a ticket" in told.stdout
    assert "building 3 unit 2" in told.stdout


def test_chatter_is_told_to_stay_unanswered() -> None:
    assert "stay silent" in call("read", "吃了吗").stdout


def test_each_argument_is_a_text_of_its_own() -> None:
    told = records(call("read", LIFT, "吃了吗", "--json").stdout)
    assert [(one["id"], one["action"]) for one in told] == [("1", "open"), ("2", "silent")]


def test_lines_come_from_stdin() -> None:
    told = records(call("read", "--json", typed=f"{LIFT}\n\n吃了吗\n").stdout)
    assert [one["action"] for one in told] == ["open", "silent"]


def test_records_are_answered_in_the_documented_form() -> None:
    told = call("read", "--jsonl", typed=json.dumps({"id": "m1", "text": LIFT, "more": 1}))
    assert told.exit_code == 0
    [record] = records(told.stdout)
    assert list(record) == KEYS
    assert record["id"] == "m1"
    assert record["place"]["building"] == "3"


def test_now_decides_what_tomorrow_is() -> None:
    text = json.dumps({"id": "1", "text": "3栋电梯坏了，明天下午三点以后来修"})
    [record] = records(call("read", "--jsonl", "--now", "2026-11-21T23:30Z", typed=text).stdout)
    assert datetime.fromisoformat(record["when"]["start"]).isoformat() == "2026-11-23T15:00:00+08:00"


def test_a_bad_line_is_told_and_the_others_are_answered() -> None:
    typed = b'{"id":"a","text":"x"}\nnonsense\n\n["x"]\n{"id":"b"}\n\xff\xfe\n{"text":"y"}\n'
    told = call("read", "--jsonl", typed=typed)
    assert told.exit_code == 1
    assert [one["id"] for one in records(told.stdout)] == ["a", "7"]
    assert [line.split(":")[0] for line in told.stderr.splitlines()] == [
        "line 2",
        "line 4",
        "line 5",
        "line 6",
    ]


def test_answers_come_as_the_questions_do() -> None:
    with subprocess.Popen(  # our own interpreter
        [sys.executable, "-m", "bot", "read", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin
        assert program.stdout
        for number in ("1", "2"):
            program.stdin.write(json.dumps({"id": number, "text": "你好"}) + "\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number
        program.stdin.close()
    assert program.returncode == 0


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=())), max_size=5))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_text_there_is_one_answer_a_record(texts: list[str]) -> None:
    typed = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    told = call("read", "--jsonl", typed=typed)
    assert (told.exit_code, told.stderr) == (0, "")
    assert [one["id"] for one in records(told.stdout)] == [str(number) for number in range(len(texts))]


@pytest.mark.parametrize("wrong", [("--jsonl", "text"), ("--now", "tomorrow", "text")])
def test_what_cannot_be_is_wrong_usage(wrong: tuple[str, ...]) -> None:
    assert call("read", *wrong).exit_code == 2


def test_a_line_that_is_too_deep_is_reported_and_the_next_one_read() -> None:
    deep = f'{{"text": {"[" * 20_000}{"]" * 20_000}}}'

    told = call("read", "--jsonl", typed=f"{deep}\n{json.dumps({'text': LIFT})}\n")

    assert len(records(told.stdout)) == 1
