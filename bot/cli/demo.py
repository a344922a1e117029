"""`wuyebot demo`: the sample site in a browser."""

import asyncio
from contextlib import suppress
from datetime import datetime

import click

from bot.cli.moments import Moment
from bot.cli.options import Call, located
from bot.demo import demo
from bot.terminal import say


@click.command("demo", help=say("command.demo"))
@located
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=say("demo.port"))
@click.option("--now", type=Moment(), help=say("demo.now"))
@click.option("--minutes-per-second", type=click.FloatRange(min=0), help=say("demo.pace"))
@click.pass_obj
def command(call: Call, port: int, now: datetime | None, minutes_per_second: float | None) -> None:
    """Serve it until interrupted."""
    call.data.mkdir(parents=True, exist_ok=True)
    click.echo(say("demo.ready", port=port))
    with suppress(KeyboardInterrupt):  # Ctrl+C is how one stops it
        asyncio.run(demo(port, call.data, now, minutes_per_second))
