"""`wuyebot code`: a one-time code for a room or for a person."""

from datetime import datetime
from typing import Any

import click

from bot.cli import sites
from bot.cli.codes import Issued, issue
from bot.cli.configured import configured
from bot.cli.links import link
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.store import opened
from bot.clock import Clock
from bot.homes import parse_home
from bot.terminal import say
from desk.people import Area, AreaError, Role, RoomKind, parse_area
from storage.unit_of_work import UnitOfWork

_ROOMS = (RoomKind.RESIDENTS, RoomKind.STAFF, RoomKind.MANAGERS)


class AreaType(click.ParamType[Area]):
    """Buildings, as 1-4栋."""

    name = "1-4栋"

    def convert(self, value: str | Area, param: click.Parameter | None, ctx: click.Context | None) -> Area:
        """The buildings; wrong usage where they cannot be read."""
        try:
            return parse_area(value) if isinstance(value, str) else value
        except AreaError as error:
            self.fail(say("code.area_wrong", part=error), param, ctx)


class HomeType(click.ParamType[tuple[str, ...]]):
    """A home, as 3-2-501 or, where there are no units, 3-501."""

    name = "3-2-501"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """(building, unit, room), the unit "" where there is none."""
        home = parse_home(value)
        if home is None:
            self.fail(say("code.home_wrong", value=value), param, ctx)
        return home


@click.group("code", help=say("command.code"))
@located
def command() -> None:
    """Nothing by itself."""


@command.command("room", help=say("code.room"))
@located
@click.option("--site", required=True, help=say("code.site"))
@click.option(
    "--kind", required=True, type=click.Choice([str(kind) for kind in _ROOMS]), help=say("code.kind")
)
@click.pass_obj
def room(call: Call, site: str, kind: str) -> None:
    """Print a code for /bind."""
    _give(call, site, room_kind=RoomKind(kind))


@command.command("person", help=say("code.person"))
@located
@click.option("--site", required=True, help=say("code.site"))
@click.option("--name", required=True, help=say("code.name"))
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]), help=say("code.role"))
@click.option("--area", type=AreaType(), default=frozenset(), help=say("code.area"))
@click.option("--home", type=HomeType(), help=say("code.home"))
@click.pass_obj
def person(call: Call, *, site: str, name: str, role: str, area: Area, home: tuple[str, ...] | None) -> None:
    """Print a code for /join."""
    if not name.strip():
        raise click.BadParameter(say("code.name_empty"), param_hint="--name")
    if area and role == Role.RESIDENT:
        raise click.BadParameter(say("code.area_resident"), param_hint="--area")
    _give(call, site, name=name.strip(), role=Role(role), area=area, home=home or ())


def _give(call: Call, site: str, **given: Any) -> None:
    settings = configured(call)
    now: datetime = Clock().now()

    def work(uow: UnitOfWork) -> Issued:
        return issue(uow, sites.named(uow, settings, site), now, **given)

    with opened(settings, call) as writer:
        issued = writer.submit(work).result()
    if call.json:
        print_json(issued.as_record())
    else:
        click.echo(issued.code)
        click.echo(issued.how)


command.add_command(link)
