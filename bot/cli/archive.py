"""`wuyebot archive`: a month's files with a manifest, and whether they are still as they were."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.archiving import journal_seal, manifest
from bot.archiving.archivist import FOLDER
from bot.archiving.making import Order, make
from bot.archiving.voice import voice_of
from bot.book import load_book
from bot.cli.moments import Moment
from bot.cli.months import looking, period_named, readable, site_named
from bot.cli.options import Call, apart, located
from bot.cli.output import print_json
from bot.cli.progress import metered
from bot.cli.refusal import Refusal
from bot.cli.store import explained
from bot.clock import Clock
from bot.settings import Settings
from bot.terminal import say, texts_language
from bot.texts.render import Texts
from desk.archives import Run, told
from desk.chain import Break
from desk.notices import Notice
from desk.people import Site
from storage.engine import open_engine
from storage.writer import Writer


@click.command("archive", help=say("command.archive"))
@located
@click.argument("month", required=False)
@click.option("--site", help=say("report.site"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=say("archive.out"))
@click.option("--verify", type=click.Path(file_okay=False, path_type=Path), help=say("archive.verify"))
@click.option("--now", type=Moment(), help=say("moment.now"))
@click.pass_obj
def command(
    call: Call,
    month: str | None,
    *,
    site: str | None,
    out: Path | None,
    verify: Path | None,
    now: datetime | None,
) -> None:
    """Archive a month, or verify an archive."""
    if verify is not None:
        apart(**{"--verify": verify, "MONTH": month, "--out": out, "--site": site})
        _verify(call, verify)
        return
    settings = readable(call)
    run, folder, flaw, beside = _made(
        settings, call, month, site, out=out or settings.data / FOLDER, now=now or Clock().now()
    )
    if call.json:
        print_json(
            {
                "folder": str(folder),
                "manifest": run.manifest,
                "tickets": run.tickets,
                "photos": run.photos,
                "missing": run.missing,
                "figures": dict(run.figures),
                "changes": [vars(one) for one in run.changes],
                "broken": flaw and {"entry": flaw.entry, "ticket": flaw.ticket, "fault": flaw.fault},
            }
        )
    else:
        click.echo(say("archive.made", **{**vars(run), "folder": folder}))
        click.echo(beside, nl=bool(beside))


def _made(
    settings: Settings, call: Call, text: str | None, name: str | None, *, out: Path, now: datetime
) -> tuple[Run, Path, Break | None, str]:
    texts, book = Texts.load(), load_book(data=settings.data)
    with looking(settings, call) as uow, metered() as progress:
        site = site_named(uow, settings, name)
        period = period_named(text, site, now)
        order = Order(
            period=period,
            rule=book.standard(site.standard).matters,
            media=settings.data / "media",
            out=out,
            url=settings.database.url,
        )
        older = uow.archives.of(site.id, str(period))
        flaw = journal_seal.broken(uow, site)
        try:
            run, month = make(uow, order, voice_of(uow, site, texts, site.language, now), progress)
        except OSError as error:
            raise Refusal(say("report.unwritable", file=out, why=error.strerror or error)) from error
    _keep(settings, run)
    changed = told(older[-1], month, run.changes, ()) if older and run.changes else None
    said = [_said(texts, one, site) for one in (changed, journal_seal.told(flaw)) if one]
    if not month.whole:
        until = now.astimezone(ZoneInfo(site.timezone))
        said.append(say("archive.running", month=period, until=f"{until:%Y-%m-%d %H:%M}"))
    return run, out / run.folder, flaw, "\n".join(said)


def _keep(settings: Settings, run: Run) -> None:
    engine = open_engine(settings.database.url)
    with explained(settings), closing(Writer(engine)) as writer:
        writer.submit(lambda uow: uow.archives.add(run)).result()
    engine.dispose()


def _said(texts: Texts, notice: Notice, site: Site) -> str:
    return texts.render(notice, texts_language(), ZoneInfo(site.timezone)).text


def _verify(call: Call, folder: Path) -> None:
    """Every file that is not as the manifest says, by name; and whether the manifest is the one we made."""
    try:
        about, wrong = manifest.read(folder), manifest.verify(folder)
        digest = manifest.sha256(folder / manifest.NAME)
    except manifest.NoManifestError:
        raise Refusal(say("archive.no_manifest", folder=folder)) from None
    except OSError as error:
        raise Refusal(say("import.unreadable", file=error.filename, why=error.strerror)) from error
    registered = _registered(call, about, digest)
    if call.json:
        found = [vars(one) for one in wrong]
        print_json({"manifest": digest, "registered": registered, "wrong": found})
    else:
        _tell(folder, about, digest, wrong, registered=registered)
    if wrong or registered is False:
        raise SystemExit(1)


def _registered(call: Call, about: dict[str, Any], digest: str) -> bool | None:
    """Whether the desk made an archive with that manifest; None: there is no desk here to ask."""
    try:
        with looking(readable(call), call) as uow:
            site = uow.sites.named(str(about.get("site")))
            runs = uow.archives.of(site.id, str(about.get("month"))) if site else []
            return any(run.manifest == digest for run in runs)
    except Refusal:
        return None


def _tell(
    folder: Path,
    about: dict[str, Any],
    digest: str,
    wrong: list[manifest.Finding],
    *,
    registered: bool | None,
) -> None:
    for one in wrong:
        click.echo(say(f"archive.{one.wrong}", path=one.path, files=one.files), err=True)
    for lost in about.get("missing_photos", ()):
        click.echo(say("archive.lost", ticket=lost.get("ticket"), file=lost.get("file") or "—"))
    if registered is False:
        click.echo(say("archive.stranger"), err=True)
    elif all(one.wrong is manifest.Wrong.LEFT_OUT for one in wrong):
        there = len(about["files"]) - sum(one.files for one in wrong)
        which = "archive.rest" if wrong else "archive.whole"
        click.echo(say(which, folder=folder, files=there, manifest=digest))
    if registered is None:
        click.echo(say("archive.unasked", manifest=digest))
