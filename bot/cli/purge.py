"""`wuyebot purge`: what is kept no longer; shown first, done with --yes (S2-18)."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.store import opened
from bot.clock import Clock
from bot.terminal import say
from handlers.forgetting import redacted
from storage.purging import Limits
from storage.unit_of_work import UnitOfWork

_LETTERS = timedelta(days=90)  # house: long enough to ask what was told to whom
_RAW = timedelta(days=30)  # house: long enough to find out why an update was not understood
_CODES = timedelta(days=30)  # house
_SETTLED = timedelta(hours=1)  # house: a photo is on disk before its row says so
_YEAR = 365.25


@click.command("purge", help=say("command.purge"))
@located
@click.option("--years", type=click.IntRange(min=3), default=3, help=say("purge.years"))
@click.option("--yes", is_flag=True, help=say("purge.yes"))
@click.pass_obj
def command(call: Call, years: int, *, yes: bool) -> None:
    """Show what would go; with --yes let it go, with the files that no ticket has."""
    settings = configured(call)
    now = Clock().now()
    limits = _limits(now, years)
    # before it is asked which are used: none comes between
    there = _files(settings.data / "media", now - _SETTLED)
    with opened(settings, call) as writer:
        counts = writer.submit(lambda uow: uow.purging.counts(limits)).result()
        if yes:
            writer.submit(lambda uow: _purge(uow, limits)).result()
        used = writer.submit(_used).result()
    strays = [file for file in there if file.name not in used]
    if yes:
        for file in strays:
            file.unlink(missing_ok=True)
    _tell(call, {**counts, "files": len(strays)}, done=yes)


def _limits(now: datetime, years: int) -> Limits:
    kept = timedelta(days=years * _YEAR)
    return Limits(journals=now - kept, letters=now - _LETTERS, raw=now - _RAW, codes=now - _CODES, now=now)


def _purge(uow: UnitOfWork, limits: Limits) -> None:
    for ticket, entry in uow.purging.purge(limits):
        uow.journal.add(ticket, (redacted(limits.now, None, entry=entry),))


def _used(uow: UnitOfWork) -> set[str]:
    return uow.photos.used()


def _files(media: Path, before: datetime) -> list[Path]:
    """The photos on disk since before then; one that is just being fetched has another ending."""
    if not media.is_dir():
        return []
    files = [file for file in sorted(media.iterdir()) if file.is_file() and file.suffix != ".part"]
    return [file for file in files if file.stat().st_mtime < before.timestamp()]


def _tell(call: Call, counts: dict[str, int], *, done: bool) -> None:
    if call.json:
        print_json({"done": done, **counts})
        return
    for name, count in counts.items():
        click.echo(f"  {count:>7}  {say(f'purge.{name}')}")
    click.echo(say("purge.done" if done else "purge.would", command=call.how("purge", "--yes")))
