"""The program as a process of its own runs it; imported once, for all that are forked."""

import os
from pathlib import Path

import bot.cli.run  # noqa: F401  # what `run` imports is imported beforehand
from bot.cli import wuyebot

NAME = "desk.log"


def run(data: Path) -> None:
    """`wuyebot run` on that data directory; what it prints is added to desk.log there."""
    log = os.open(data / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    wuyebot(["run", "--data", str(data)], prog_name="wuyebot")
