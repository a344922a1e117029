"""`wuyebot check`: the doctor's findings, and what to do next."""

import os
import sys
from collections.abc import Iterator

import click

from bot import settings
from bot.cli.options import Call, apart, located
from bot.cli.output import print_json
from bot.cli.progress import metered
from bot.cli.standard import show_standards, show_ticket
from bot.clock import Clock
from bot.doctor import examine
from bot.doctor.finding import Finding, Mark, fine
from bot.settings import SettingsError
from bot.terminal import say

_SIGNS = {Mark.FINE: "✓", Mark.WARNING: "!", Mark.WRONG: "✗"}
_COLOURS = {Mark.FINE: "green", Mark.WARNING: "yellow", Mark.WRONG: "red"}


@click.command("check", help=say("command.check"))
@click.option("--standard", is_flag=True, help=say("check.help_standard"))
@click.option("--ticket", type=int, help=say("check.help_ticket"))
@located
@click.pass_obj
def command(call: Call, *, standard: bool, ticket: int | None) -> None:
    """Print each finding as it comes; exit 1 if anything is wrong."""
    apart(**{"--standard": standard, "--ticket": ticket is not None, "--json": call.json})
    if standard:
        show_standards(call)
        return
    if ticket is not None:
        show_ticket(call, ticket)
        return
    found = []
    for finding in _found(call):
        found.append(finding)
        if not call.json:
            _tell(finding)
    marks = [finding.mark for finding in found]
    if call.json:
        print_json([vars(finding) for finding in found])
    else:
        click.echo("\n" + say("check.sums", **{str(mark): marks.count(mark) for mark in Mark}))
    sys.exit(Mark.WRONG in marks)


def _found(call: Call) -> Iterator[Finding]:
    try:
        chosen = settings.load(call.config, call.data, os.environ)
    except SettingsError as error:
        yield from _faults(call, error)
        return
    yield fine("config", file=call.config)
    with metered() as told:
        yield from examine(chosen, Clock().now(), told)


def _faults(call: Call, error: SettingsError) -> Iterator[Finding]:
    """Each line with what to do: the same is said once, below the last that it holds for."""
    lines = str(error).splitlines()
    variables = [*error.variables] or [None] * len(lines)
    for number, (line, name) in enumerate(zip(lines, variables, strict=True), 1):
        in_file = say("todo.config", file=call.config, init=call.how("init"))
        todo = in_file if name is None else say("settings.variable", name=name)
        yield Finding(
            mark=Mark.WRONG, check="config", what=line, todo=None if name in variables[number:] else todo
        )


def _tell(finding: Finding) -> None:
    click.echo(click.style(_SIGNS[finding.mark], fg=_COLOURS[finding.mark]) + f" {finding.what}")
    if finding.todo:
        click.echo(f"    → {finding.todo}")
