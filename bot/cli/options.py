"""What every command understands: where the desk's files are, and whether a machine reads."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.terminal import say

F = TypeVar("F", bound=Callable[..., Any])
CONFIG = "wuyebot.toml"


def _usual() -> Path:
    return Path(os.environ.get("WUYEBOT_DATA") or "data")


@dataclass(frozen=True, kw_only=True)
class Call:
    """What holds for one call of the program."""

    data: Path = field(default_factory=_usual)
    written: Path | None = None  # --config
    json: bool = False

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.written or self.data / CONFIG

    def how(self, *words: str) -> str:
        """How a person calls another command on the same files."""
        parts = [_typed(), *words]
        parts += [] if self.data == _usual() else ["--data", str(self.data)]
        parts += [] if self.written is None else ["--config", str(self.written)]
        return shlex.join(parts)


def _typed() -> str:
    """The program as it was called: one that is on no path is not found by its name alone."""
    typed = sys.argv[0]
    return typed if Path(typed).name == "wuyebot" and not shutil.which("wuyebot") else "wuyebot"


def located(command: F) -> F:
    """--data, --config and --json, before or after the command's name; the later one holds."""
    directory = click.Path(file_okay=False, path_type=Path)
    file = click.Path(dir_okay=False, path_type=Path)
    command = click.option("--json", is_flag=True, default=None, help=say("help.json"), **_kept("json"))(
        command
    )
    command = click.option("--config", type=file, help=say("help.config"), **_kept("written"))(command)
    return click.option("--data", type=directory, help=say("help.data"), **_kept("data"))(command)


def apart(**given: object) -> None:
    """Wrong usage where more than one of these was written: none of them may be dropped in silence."""
    written = [name for name, value in given.items() if value]
    if len(written) > 1:
        raise click.UsageError(say("help.apart", first=written[0], second=written[1]))


def _kept(name: str) -> dict[str, Any]:
    """An option's value goes into the Call instead of the command's arguments."""

    def keep(ctx: click.Context, _param: click.Parameter, value: object) -> None:
        if value is not None:
            ctx.obj = replace(ctx.find_object(Call) or Call(), **{name: value})  # type: ignore[arg-type]  # by name

    return {"expose_value": False, "callback": keep}
