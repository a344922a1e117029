"""`wuyebot init`: a commented configuration, a database, the first codes."""

import os
from datetime import datetime
from pathlib import Path

import click

from bot import sites
from bot.cli import store
from bot.cli.codes import Issued, issue
from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.refusal import Refusal
from bot.clock import Clock
from bot.settings import Settings
from bot.terminal import say
from desk.people import Role, RoomKind, Site
from storage.unit_of_work import UnitOfWork

_SITE = "阳光花园"
_ROOMS = (RoomKind.RESIDENTS, RoomKind.STAFF, RoomKind.MANAGERS)
_PEOPLE = (Role.ADMIN, Role.CS_LEAD)

First = list[tuple[Site, list[Issued]]]


@click.command("init", help=say("command.init"))
@located
@click.option("--site", help=say("init.site", default=_SITE))
@click.pass_obj
def command(call: Call, site: str | None) -> None:
    """Begin a desk; what stands already is never overwritten."""
    fresh = not call.config.exists()
    if fresh:
        _write(call.config, site or _SITE)
    elif site:
        raise Refusal(say("init.site_kept", file=call.config))
    settings = configured(call)
    if not fresh and store.revision(settings):
        raise Refusal(say("init.already", file=call.config, code=call.how("code", "--help")))
    first = _begin(settings, call)
    if call.json:
        print_json(
            {"config": str(call.config), "codes": [_record(site, code) for site, code in _flat(first)]}
        )
    else:
        _tell(call, settings, first, fresh=fresh)


def _write(config: Path, site: str) -> None:
    """Write the configuration, for its owner's eyes only: it will hold tokens."""
    name = site.translate({ord(sign): None for sign in '"\\\n\r\t'}).strip() or _SITE
    try:
        config.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(config, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(say("init.config", site=name))
    except OSError as error:
        raise Refusal(say("init.unwritable", file=config, why=error.strerror)) from error


def _begin(settings: Settings, call: Call) -> First:
    """The database with its sites, and the codes that bring in the first rooms and people."""
    store.create(settings)
    now = Clock().now()

    def work(uow: UnitOfWork) -> First:
        return [(site, _codes(uow, site, now)) for site in sites.keep(uow, settings)]

    with store.opened(settings, call) as writer:
        return writer.submit(work).result()


def _codes(uow: UnitOfWork, site: Site, now: datetime) -> list[Issued]:
    rooms = [issue(uow, site, now, room_kind=kind) for kind in _ROOMS]
    return [*rooms, *(issue(uow, site, now, role=role) for role in _PEOPLE)]


def _flat(first: First) -> list[tuple[Site, Issued]]:
    return [(site, code) for site, codes in first for code in codes]


def _record(site: Site, issued: Issued) -> dict[str, str | None]:
    return {"site": site.name, "for": str(issued.what), **issued.as_record()}


def _tell(call: Call, settings: Settings, first: First, *, fresh: bool) -> None:
    click.echo(say("init.written" if fresh else "init.kept", file=call.config))
    click.echo(say("init.database", url=settings.database.shown))
    for site, codes in first:
        click.echo(f"\n{site.name}")
        for issued in codes:
            click.echo(say("init.code", what=say(f"what.{issued.what}"), code=issued.code, how=issued.how))
    people = call.how("import", "people", "--template", "people.xlsx")
    click.echo(
        "\n" + say("init.next", file=call.config, check=call.how("check"), run=call.how("run"), people=people)
    )
