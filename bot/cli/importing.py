"""`wuyebot import people|prices FILE.xlsx`: people and the duty roster, or prices: all of it or nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from bot.book import load_book
from bot.cli import sites
from bot.cli.codes import Issued, issue
from bot.cli.configured import configured
from bot.cli.moments import ZONE
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.refusal import Refusal
from bot.cli.store import opened
from bot.clock import Clock
from bot.importing import prices, template
from bot.importing.cells import NoWorkbookError, Problem
from bot.importing.keep import Kept, WrongError, keep
from bot.importing.people import ROLES
from bot.importing.workbook import read
from bot.settings import Settings
from bot.terminal import say
from desk.money import currency_of
from desk.people import Person
from desk.roster import next_month
from storage.unit_of_work import UnitOfWork

_FILE = click.Path(dir_okay=False, path_type=Path)
T = TypeVar("T")
Issues = list[tuple[Person, Issued]]


@click.group("import", help=say("command.import"))
@located
def command() -> None:
    """Nothing by itself."""


@command.command("people", help=say("import.people"))
@located
@click.argument("file", type=_FILE, required=False)
@click.option("--site", help=say("import.site"))
@click.option("--template", "empty", type=_FILE, help=say("import.template"))
@click.pass_obj
def import_people(call: Call, file: Path | None, site: str | None, empty: Path | None) -> None:
    """Read the workbook, keep it, print codes for the people who are new."""
    if empty is not None:
        _write(empty)
    elif file is None:
        raise click.UsageError(say("import.no_file"))
    else:
        kept, issued = _imported(call, file, site)
        _tell(call, kept, issued)


def _write(file: Path) -> None:
    _write_to(file, lambda to: template.write(to, next_month(Clock().now().astimezone(ZONE).date())))
    click.echo(say("import.written", file=file))


def _write_to(file: Path, write: Callable[[Path], None]) -> None:
    try:
        write(file)
    except OSError as error:
        raise Refusal(say("import.unwritable", file=file, why=error.strerror)) from None


@command.command("prices", help=say("import.prices"))
@located
@click.argument("file", type=_FILE, required=False)
@click.option("--site", help=say("import.site"))
@click.option("--template", "empty", type=_FILE, help=say("import.template"))
@click.pass_obj
def import_prices(call: Call, file: Path | None, site: str | None, empty: Path | None) -> None:
    """Read the price list; from then on exactly that holds, and earlier quotes keep their prices."""
    if empty is not None:
        _write_to(empty, prices.write)
        click.echo(say("import.prices_written", file=empty))
    elif file is None:
        raise click.UsageError(say("import.no_prices"))
    else:
        new, gone, same = _in_unit(call, file, lambda uow, settings: _priced(uow, settings, file, site))
        counts = {"new": new, "gone": gone, "same": same}
        if call.json:
            print_json(counts)
        else:
            click.echo(say("import.prices_kept", **counts))


def _priced(uow: UnitOfWork, settings: Settings, file: Path, name: str | None) -> tuple[int, int, int]:
    site = sites.named(uow, settings, name or _only_site(settings))
    listed, problems = prices.read(file, currency_of(site.region))
    if problems:
        raise WrongError(problems)
    return uow.prices.revise(site.id, listed, Clock().now())


def _imported(call: Call, file: Path, name: str | None) -> tuple[Kept, Issues]:
    now = Clock().now()

    def work(uow: UnitOfWork, settings: Settings) -> tuple[Kept, Issues]:
        site_name, book = name or _only_site(settings), load_book(data=settings.data)
        site = sites.named(uow, settings, site_name)
        standard = book.standard(site.standard)
        calendar, duty = book.calendar(site), standard.duty
        contents = read(file, calendar.local(now).date(), standard.manners.titles)
        kept = keep(uow, site, contents, calendar=calendar, duty=duty, now=now)
        strangers = [one for one in kept.new if not uow.people.addresses(one.id)]
        given = [(one, {"person": one.id, "name": one.name, "role": one.role}) for one in strangers]
        return kept, [(one, issue(uow, site, now, **fields)) for one, fields in given]

    return _in_unit(call, file, work)


def _in_unit(call: Call, file: Path, work: Callable[[UnitOfWork, Settings], T]) -> T:
    """Do it in one unit of work; what is wrong in the file is explained, and nothing of it kept."""
    settings = configured(call)
    try:
        with opened(settings, call) as writer:
            return writer.submit(lambda uow: work(uow, settings)).result()
    except WrongError as wrong:
        raise Refusal(_all(wrong.problems)) from None
    except NoWorkbookError:
        raise Refusal(say("import.no_workbook", file=file)) from None
    except OSError as error:
        raise Refusal(say("import.unreadable", file=file, why=error.strerror)) from None


def _only_site(settings: Settings) -> str:
    if len(settings.sites) > 1:
        known = "、".join(site.name for site in settings.sites)
        raise Refusal(say("import.which_site", known=known))
    return settings.sites[0].name


def _all(problems: Sequence[Problem]) -> str:
    lines = [
        say("import.at", place=f"{one.sheet}!{one.column}{one.row}", problem=say(one.key, **one.facts))
        for one in problems
    ]
    return "\n".join([*lines, say("import.nothing", count=len(lines))])


def _tell(call: Call, kept: Kept, issued: Issues) -> None:
    counts = {"new": len(kept.new), "changed": kept.changed, "same": kept.same}
    if call.json:
        codes = [{"name": one.name, "role": one.role.value, **code.as_record()} for one, code in issued]
        print_json({**counts, "days": kept.days, "past": kept.past, "unused": [*kept.unused], "codes": codes})
        return
    click.echo(say("import.kept", **counts))
    click.echo(say("import.days", days=kept.days, past=kept.past))
    if kept.unused:
        click.echo(say("import.unused", columns="、".join(kept.unused)))
    for one, code in issued:
        role = ROLES[one.role].split()[0]  # as the sheet may say it
        click.echo(say("import.code", name=one.name, role=role, code=code.code, how=code.how))
