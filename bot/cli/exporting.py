"""`wuyebot export finance 2026-10`: a month's paid services; `export 2026-01..2026-10`: records."""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.book import load_book
from bot.cli.exports import exporting, file_of
from bot.cli.moments import Moment
from bot.cli.months import looking, readable, site_named
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.records import records
from bot.cli.refusal import Refusal
from bot.clock import Clock
from bot.exporting.finance import Month, gather, write
from bot.terminal import say
from bot.texts.render import Texts
from desk.billing import span
from desk.figures.period import Period, of
from desk.money import currency_of
from desk.people import Site
from storage.unit_of_work import UnitOfWork

_DECEMBER = 12


class _Exports(click.Group):
    """What can be exported by name; all else are months, of records."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            return "records", records, args
        return super().resolve_command(ctx, args)


@click.group("export", cls=_Exports, help=say("command.export"))
@located
def command() -> None:
    """Nothing by itself."""


command.add_command(records)


@command.command("finance", help=say("export.finance"))
@located
@click.argument("month")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--site", help=say("import.site"))
@click.option("--now", type=Moment(), help=say("moment.now"))
@click.pass_obj
def finance(call: Call, month: str, file: Path | None, site: str | None, now: datetime | None) -> None:
    """One row a quote; what was signed for in the month is to be billed. Without a file among the exports."""
    first = _first(month)
    settings = readable(call)
    with looking(settings, call) as uow:
        found = _gathered(uow, site_named(uow, settings, site), first, now or Clock().now())
    place = file_of(settings, found.site.name, f"{first:%Y-%m}-finance.xlsx", file)
    with exporting(place, wanted=file is not None) as export:
        write(export.room / place.name, found, Texts.load())
        (made,) = export.put([place.name])
    if call.json:
        told = {"rows": len(found.quotes), "owed": str(found.owed.decimal), "currency": found.currency}
        print_json({**told, "file": str(made)})
    else:
        click.echo(say("export.written", file=made, rows=len(found.quotes), owed=found.owed))


def _first(month: str) -> date:
    found = re.fullmatch(r"([12]\d{3})-(\d{1,2})", month)
    if found is None or not 1 <= int(found[2]) <= _DECEMBER:
        raise click.UsageError(say("export.month"))
    return date(int(found[1]), int(found[2]), 1)


def _gathered(uow: UnitOfWork, site: Site, first: date, now: datetime) -> Month:
    today = of(now, ZoneInfo(site.timezone))
    if (wanted := Period(first.year, first.month)) > today:
        raise Refusal(say("report.not_yet", month=wanted, today=today))
    begin, end = span(load_book().calendar(site), first)
    return gather(uow, site, currency_of(site.region), begin, end)
