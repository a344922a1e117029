"""`wuyebot report`: the figures of a month."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.book import load_book
from bot.cli.moments import Moment
from bot.cli.months import looking, period_named, readable, site_named
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.progress import metered
from bot.cli.refusal import Refusal
from bot.clock import Clock
from bot.monthly import beside, drawn, names_in, written
from bot.settings import Settings
from bot.sites import hand_of
from bot.terminal import say, texts_language
from bot.texts.render import LANGUAGES, Texts
from desk.figures.card import Beside
from desk.figures.definitions import definitions
from desk.figures.month import Month
from desk.homes import NO_HOMES, Homes
from desk.people import Site
from handlers.figures import month_of


@click.command("report", help=say("command.report"))
@located
@click.argument("month", required=False)
@click.option("--site", help=say("report.site"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=say("report.out"))
@click.option("--language", type=click.Choice(LANGUAGES), help=say("report.language"))
@click.option("--now", type=Moment(), help=say("moment.now"))
@click.pass_obj
def command(
    call: Call,
    month: str | None,
    *,
    site: str | None,
    out: Path | None,
    language: str | None,
    now: datetime | None,
) -> None:
    """Print the card and how it is counted; with --out also keep the pictures."""
    settings = readable(call)
    found, place, names, around = _counted(settings, call, site, month, now or Clock().now())
    texts, spoken = Texts.load(), language or texts_language()
    if call.json:
        print_json(record(found, names) | {"homes": asdict(around.homes)})
    else:
        click.echo(written(found, place, texts, spoken, names, around=around))
        zone = ZoneInfo(place.timezone)
        click.echo("\n" + texts.render(definitions(), spoken, zone).text)
    if out is not None:
        for label, content in drawn(found, place, texts, spoken).items():
            _save(out, f"{found.period}-{label}.png", content, quiet=call.json)


def _counted(
    settings: Settings, call: Call, name: str | None, month: str | None, now: datetime
) -> tuple[Month, Site, dict[int, str], Beside]:
    with looking(settings, call) as uow, metered() as told:
        site = site_named(uow, settings, name)
        period = period_named(month, site, now)
        rule = load_book(data=settings.data).standard(site.standard).matters
        found = month_of(uow, site, period, now, told, rule=rule)
        return found, site, names_in(uow, found), beside(uow, site, found, homes_of(settings, site))


def homes_of(settings: Settings, site: Site) -> Homes:
    """How many households the settings say there are."""
    return next((hand_of(one).homes for one in settings.sites if one.name == site.name), NO_HOMES)


def _save(folder: Path, name: str, content: bytes, *, quiet: bool) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    except OSError as error:
        raise Refusal(say("report.unwritable", file=folder / name, why=error.strerror)) from error
    if not quiet:
        click.echo(say("report.saved", file=folder / name))


def record(month: Month, names: dict[int, str]) -> dict[str, Any]:
    """The month for programs: every figure with its numerator, denominator and tickets."""
    plain = asdict(month)
    return plain | {
        "period": str(month.period),
        "until": month.until.isoformat(),
        "rates": {str(kind): _rate(rate) for kind, rate in month.rates.items()},
        "slips": _rate(month.slips),
        "attitude": {**plain["attitude"], "mean": month.attitude.mean},
        "outcome": {**plain["outcome"], "mean": month.outcome.mean},
        "by": {
            name: [
                {**asdict(line), "name": names.get(int(line.key)) if name == "person" else None}
                for line in lines
            ]
            for name, lines in month.by.items()
        },
        "funnel": dict(month.funnel),
        "weeks": [{"category": c, "week": week, "count": n} for (c, week), n in month.weeks.items()],
        "floors": [{"building": b, "floor": floor, "count": n} for (b, floor), n in month.floors.items()],
        "trend": [
            {
                "period": str(period),
                "total": one.total,
                "resolve": _rate(one.resolve),
                "respond": _rate(one.respond),
            }
            for period, one in month.trend
        ],
    }


def _rate(rate: Any) -> dict[str, Any]:
    return {
        "percent": rate.percent,
        "kept": rate.kept,
        "of": rate.of,
        "pending": rate.pending,
        "late": list(rate.late),
        "unnamed": rate.unnamed,
    }
