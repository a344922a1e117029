"""The command line: one file a command, imported when it is called, so that help comes at once."""

import gc
from importlib import import_module

import click

from bot.cli.options import Call, located
from bot.terminal import say

COMMANDS = (
    *("demo", "init", "code", "import", "export", "run", "check", "read", "replay", "report", "archive"),
    "learn",
    *("backup", "restore", "purge", "export-person", "forget-person"),
)
_FILES = {
    "import": "importing",
    "export": "exporting",
    "export-person": "export_person",
    "forget-person": "forget_person",
}  # where the name is a word of Python


class _Commands(click.Group):
    """The commands by name; each stands as `command` in the file of its name."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        gc.disable()  # nothing of an import is garbage, and looking for it takes a tenth of the start
        command: click.Command = import_module(f"bot.cli.{_FILES.get(name, name)}").command
        gc.enable()
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("help.commands")):
            formatter.write_dl([(name, say(f"command.{name}")) for name in COMMANDS])


@click.command(cls=_Commands, help=say("command.wuyebot"))
@located
@click.version_option(package_name="wuyebot", message="%(version)s", help=say("help.version"))
@click.pass_context
def wuyebot(ctx: click.Context) -> None:
    """The group itself does nothing; its help is in the words of the terminal."""
    ctx.ensure_object(Call)
