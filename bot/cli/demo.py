"""`wuyebot demo`: the sample site in a browser."""

import asyncio
from contextlib import suppress
from datetime import datetime
from math import nan
from pathlib import Path
from socket import socket

import click

from bot.cli.held import held
from bot.cli.moments import Moment
from bot.cli.options import Call, located
from bot.cli.ports import bound
from bot.cli.progress import metered
from bot.cli.refusal import Refusal
from bot.clock import Clock, MovableClock
from bot.demo import demo
from bot.terminal import say

_FASTEST = 1440  # minutes: a day in a second


class _Pace(click.ParamType[float]):
    """From 0 to `_FASTEST`; "nan" is no number to go by."""

    name = "minutes"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; refused as wrong usage where it is none of these."""
        pace = nan
        with suppress(ValueError):
            pace = float(value)
        if not 0 <= pace <= _FASTEST:
            self.fail(say("demo.pace_wrong", value=value), param, ctx)
        return pace


@click.command("demo", help=say("command.demo"))
@located
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=say("demo.port"))
@click.option("--now", type=Moment(), help=say("demo.now"))
@click.option("--minutes-per-second", type=_Pace(), help=say("demo.pace"))
@click.option("--year", is_flag=True, help=say("demo.year"))
@click.pass_obj
def command(
    call: Call, *, port: int, now: datetime | None, minutes_per_second: float | None, year: bool
) -> None:
    """Serve it until interrupted, in a directory of its own: nothing of it may reach a real desk."""
    data = call.data / "demo"
    with _bound(port) as sock:
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal(say("init.unwritable", file=data, why=error.strerror)) from error
        with held(data / "desk.db"), suppress(KeyboardInterrupt):  # Ctrl+C is how one stops it
            if year:
                now = _lived(data, now)
            clock = MovableClock(now, minutes_per_second)
            asyncio.run(demo(sock, data.absolute(), clock, lambda: click.echo(say("demo.ready", port=port))))


def _lived(data: Path, now: datetime | None) -> datetime | None:
    """A year is made up first; returns when the demo's clock starts."""
    from bot.year.made import made  # noqa: PLC0415  # only who wants a year waits for the reader

    click.echo(say("demo.year_making"), err=True)
    moment = now or Clock().now()
    with metered() as told:
        reports = made(f"sqlite:///{data / 'desk.db'}", moment, told, data / "media")
    click.echo(say("demo.year_made", reports=reports) if reports else say("demo.year_kept", data=data))
    return now


def _bound(port: int) -> socket:
    try:
        return bound("127.0.0.1", port)
    except OSError as error:
        raise Refusal(say("demo.busy", port=port, other=port + 1, why=error.strerror)) from error
