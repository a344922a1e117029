"""`wuyebot check --standard` and `--ticket`: what is promised, and why a clock is due when it is."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

import click

from bot.book import load_presets
from bot.cli.configured import configured
from bot.cli.moments import ZONE
from bot.cli.months import looking, readable
from bot.cli.options import Call
from bot.cli.refusal import Refusal
from bot.terminal import say, texts_language
from bot.texts.render import Texts
from desk.explain import ladders, offices, table, why
from desk.notices import Notice
from desk.standard_text import StandardError


def show_standards(call: Call) -> None:
    """The standard of each site as a table."""
    chosen = configured(call)
    try:
        presets = load_presets(own=chosen.data)
    except StandardError as error:
        raise Refusal(str(error)) from error
    for site in chosen.sites:
        preset = presets[site.standard]
        click.echo(say("check.standard", site=site.name, version=preset.version))
        _print([*table(preset.standard), *ladders(preset.standard), *offices(preset.standard)], ZONE)


def show_ticket(call: Call, number: int) -> None:
    """Why each clock of a ticket is due when it is, at each site that has the number."""
    found = False
    with looking(readable(call), call) as uow:
        for site in uow.sites.all():
            ticket = uow.tickets.numbered(site.id, number)
            if ticket is not None:
                found = True
                click.echo(say("check.ticket", site=site.name, number=number, version=ticket.standard))
                _print(why(uow.clocks.of(ticket.id)), ZoneInfo(site.timezone))
    if not found:
        raise Refusal(say("check.no_ticket", number=number))


def _print(notices: Iterable[Notice], zone: ZoneInfo) -> None:
    texts = Texts.load()
    for notice in notices:
        click.echo("  " + texts.render(notice, texts_language(), zone).text)
