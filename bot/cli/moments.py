"""Moments on the command line."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.terminal import say

ZONE = ZoneInfo("Asia/Shanghai")  # the default site's; of a moment without an offset
_YEARS = range(2000, 2101)  # what is due long after them is a moment still


class Moment(click.ParamType[datetime]):
    """An ISO moment of these two centuries, as 2026-11-21T15:00 or with an offset; aware, in ZONE."""

    name = "ISO"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; refused as wrong usage where it is none."""
        moment = None
        with suppress(ValueError):
            moment = datetime.fromisoformat(value)
        if moment is None or moment.year not in _YEARS:
            self.fail(say("moment.wrong", value=value), param, ctx)
        return aware(moment)


def aware(moment: datetime) -> datetime:
    """The moment in ZONE; one without an offset was meant there."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)
