"""`wuyebot export 2026-01..2026-10 --format xlsx|csv|jsonl`: what other programs and spreadsheets take."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from bot.archiving.voice import voice_of
from bot.cli.exports import exporting, file_of
from bot.cli.moments import Moment
from bot.cli.months import looking, readable, site_named
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.progress import metered
from bot.clock import Clock
from bot.exporting.records import FORMATS, fill
from bot.settings import Settings
from bot.terminal import say
from bot.texts.render import Texts
from desk.figures.period import Period, of, parse
from storage.unit_of_work import UnitOfWork


@click.command("records", help=say("export.records"))
@located
@click.argument("months")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="xlsx", help=say("export.format"))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=say("export.out"))
@click.option("--site", help=say("report.site"))
@click.option(
    "--for",
    "readers",
    type=click.Choice(["managers", "headquarters"]),
    default="managers",
    help=say("export.readers"),
)
@click.option("--now", type=Moment(), help=say("moment.now"))
@click.pass_obj
def records(
    call: Call,
    months: str,
    *,
    kind: str,
    out: Path | None,
    site: str | None,
    readers: str,
    now: datetime | None,
) -> None:
    """Write the tables of some months."""
    settings = readable(call)
    wish = _Wish(months=months, kind=kind, out=out, site=site, persons=readers == "managers")
    with looking(settings, call) as uow:
        tickets, files = _written(uow, settings, wish, now or Clock().now())
    if call.json:
        print_json({"tickets": tickets, "files": [str(file) for file in files]})
    else:
        click.echo(say("export.exported", tickets=tickets, files="、".join(map(str, files))))


@dataclass(frozen=True, kw_only=True)
class _Wish:
    months: str
    kind: str
    out: Path | None
    site: str | None
    persons: bool


def _written(uow: UnitOfWork, settings: Settings, wish: _Wish, now: datetime) -> tuple[int, list[Path]]:
    site = site_named(uow, settings, wish.site)
    voice = voice_of(uow, site, Texts.load(), site.language, now, persons=wish.persons)
    begin, end = _span(wish.months, of(now, voice.zone))
    first, last = begin.begins(voice.zone), end.ends(voice.zone)
    months = f"{begin}" if begin == end else f"{begin}..{end}"
    file = file_of(settings, site.name, f"{months}.{wish.kind}", wish.out)
    stem = file.name.removesuffix(f".{wish.kind}")
    everything = uow.figures.count(site.id, first, last)
    with exporting(file, wanted=wish.out is not None) as export, metered() as told:
        sink = FORMATS[wish.kind](export.room, stem, voice)
        pages = uow.bundles.pages(site.id, first, last)
        count = fill(sink, pages, lambda done: told(done, everything))
        return count, export.put(sink.done())


def _span(months: str, today: Period) -> tuple[Period, Period]:
    first, to, last = months.partition("..")
    begin, end = parse(first, today), parse(last if to else first, today)
    if begin is None or end is None or not begin <= end <= today or not first or (to and not last):
        raise click.UsageError(say("export.span"))
    return begin, end
