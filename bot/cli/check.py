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
        todo = say("todo.config", file=call.config, init=call.how("init"))
        for line in str(error).splitlines():
            yield Finding(mark=Mark.WRONG, check="config", what=line, todo=todo)
        return
    yield fine("config", file=call.config)
    with metered() as told:
        yield from examine(chosen, Clock().now(), told)


def _tell(finding: Finding) -> None:
    click.echo(click.style(_SIGNS[finding.mark], fg=_COLOURS[finding.mark]) + f" {finding.what}")
    if finding.todo:
        click.echo(f"    → {finding.todo}")
