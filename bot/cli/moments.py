"""Moments on the command line."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.terminal import say

ZONE = ZoneInfo("Asia/Shanghai")  # the default site's; of a moment without an offset


class Moment(click.ParamType[datetime]):
    """An ISO moment, as 2026-11-21T15:00 or with an offset; the value is aware, in ZONE."""

    name = "ISO"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; refused as wrong usage where it is none."""
        try:
            return aware(datetime.fromisoformat(value))
        except ValueError:
            self.fail(say("moment.wrong", value=value), param, ctx)


def aware(moment: datetime) -> datetime:
    """The moment in ZONE; one without an offset was meant there."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)
