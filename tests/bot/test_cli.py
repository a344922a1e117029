"""The command line as a whole: help at once, options anywhere, exit codes."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.cli.held import held
from bot.cli.options import Call
from bot.terminal import words
from tests.fakes.serving import free_port
from tests.fakes.terminal import call

HEAVY = ("pydantic", "sqlalchemy", "sqlmodel", "telegram", "jieba", "uvicorn", "httpx", "nlp")


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from bot.cli import wuyebot\n"
        "wuyebot(['--help'], standalone_mode=False)\n"
        f"loaded = [name for name in {HEAVY} if name in sys.modules]\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603  # our own interpreter
    assert (done.returncode, done.stderr) == (0, "")
    for name in COMMANDS:
        assert f"  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    told = call(name, "--help")
    assert told.exit_code == 0
    assert any(words(language)[f"command.{name}"][:8] in told.stdout for language in ("zh", "en"))


def test_the_program_runs_as_a_module() -> None:
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("wrong", [("nonsense",), ("--nonsense",), ("code", "room"), ("run", "--only", "x")])
def test_wrong_usage_is_2(wrong: tuple[str, ...]) -> None:
    assert call(*wrong).exit_code == 2


@pytest.mark.parametrize(
    "both",
    [
        ("check", "--standard", "--ticket", "4"),
        ("check", "--standard", "--json"),
        ("archive", "2026-10", "--verify", "."),
        ("learn", "--undo", "--yes"),
    ],
)
def test_options_that_contradict_each_other_are_wrong_usage(desk: Path, both: tuple[str, ...]) -> None:
    told = call(*both, "--data", desk)
    assert told.exit_code == 2
    assert "do not go together" in told.stderr


@pytest.mark.parametrize("command", [("run",), ("code", "room", "--site", "A", "--kind", "staff")])
def test_without_a_configuration_a_command_says_how_to_get_one(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    refused = call(*command, "--data", tmp_path)
    assert refused.exit_code == 1
    assert refused.stderr.strip().endswith(f"run wuyebot init --data {tmp_path} first")
    assert "Traceback" not in refused.output


def test_a_wrong_configuration_is_refused_with_all_its_errors(tmp_path: Path) -> None:
    (tmp_path / "wuyebot.toml").write_text("[web]\nport = 0\n", encoding="utf-8")
    refused = call("run", "--data", tmp_path)
    assert refused.exit_code == 1
    assert [line.split(":")[1].split()[0] for line in refused.stderr.splitlines()] == ["web.port", "site"]


def test_over_a_demo_alone_it_is_said_where_its_data_is(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "desk.db").touch()
    refused = call("report", "--data", tmp_path)
    assert refused.exit_code == 1
    assert f"write --data {tmp_path / 'demo'}" in refused.stderr


def test_the_next_command_is_told_as_this_one_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("sys.argv", [".venv/bin/wuyebot", "init"])
    assert Call().how("run") == ".venv/bin/wuyebot run"
    monkeypatch.setattr("sys.argv", ["/app/bot/__main__.py", "init"])
    assert Call().how("run") == "wuyebot run"


def test_options_stand_before_or_after_the_command_and_the_later_holds(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    assert call("init", "--data", right).exit_code == 0
    code = ("code", "room", "--site", "阳光花园", "--kind", "staff")
    assert call("--data", right, *code).exit_code == 0
    assert call("--data", wrong, *code, "--data", right).exit_code == 0
    assert call(*code, WUYEBOT_DATA=str(right)).exit_code == 0
    assert call(*code, "--config", right / "wuyebot.toml", "--data", right).exit_code == 0
    assert call("--data", right, *code, WUYEBOT_DATA=str(wrong)).exit_code == 0
    assert call("--data", right, *code, "--data", wrong).exit_code == 1


def test_the_demo_refuses_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = call("demo", "--port", str(port), "--data", tmp_path)
    assert refused.exit_code == 1
    assert f"--port {port + 1}" in refused.stderr
    assert refused.stdout == ""


def test_run_refuses_a_port_that_is_taken_before_anything_is_fetched_or_promised(desk: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = call("run", "--data", desk, WUYEBOT_WEB__PORT=str(port))
    assert refused.exit_code == 1
    assert f"127.0.0.1:{port} cannot be used" in refused.stderr
    assert "ready on" not in refused.output


def test_a_book_that_another_desk_has_is_not_opened(tmp_path: Path) -> None:
    call("init", "--data", tmp_path)
    for command, book in ((("run",), tmp_path), (("demo", "--port", str(free_port())), tmp_path / "demo")):
        book.mkdir(exist_ok=True)
        with held(book / "desk.db"):
            refused = call(*command, "--data", tmp_path)
        assert refused.exit_code == 1
        assert f"using {book / 'desk.db'}" in refused.stderr
        with held(book / "desk.db"):
            pass  # it was given back


@pytest.mark.parametrize("wrong", ["yesterday", "9999-12-31", "0001-01-01", "2026-13-01"])
def test_a_moment_that_no_calendar_knows_is_wrong_usage(wrong: str) -> None:
    assert call("read", "--now", wrong, "灯不亮").exit_code == 2


def test_a_directory_in_the_databases_place_is_told_as_one_not_as_a_wrong_password(tmp_path: Path) -> None:
    call("init", "--data", tmp_path)
    (tmp_path / "desk.db").unlink()
    (tmp_path / "desk.db").mkdir()
    refused = call("code", "room", "--site", "阳光花园", "--kind", "staff", "--data", tmp_path)
    assert (refused.exit_code, "password" in refused.stderr) == (1, False)
    assert "the path is a file's" in refused.stderr


def test_a_database_that_cannot_be_used_is_explained(tmp_path: Path) -> None:
    call("init", "--data", tmp_path)
    (tmp_path / "desk.db").write_bytes(b"this is no database" * 100)
    refused = call("code", "room", "--site", "阳光花园", "--kind", "staff", "--data", tmp_path)
    assert refused.exit_code == 1
    assert "the file is damaged" in refused.stderr
    run = subprocess.run(  # noqa: S603  # our own interpreter; a process, since `run` sets the log up
        [sys.executable, "-m", "bot", "run", "--data", tmp_path], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1
