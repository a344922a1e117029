"""Somebody at a terminal: calls the program and sees what it prints."""

from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import wuyebot


def call(*words: str | Path, typed: str | bytes = "", **variables: str) -> Result:
    """`wuyebot words…` with `typed` on stdin; English unless LC_ALL says otherwise."""
    runner = CliRunner(env={"LC_ALL": "en_US.UTF-8"} | variables)
    return runner.invoke(wuyebot, [str(word) for word in words], input=typed, prog_name="wuyebot")
