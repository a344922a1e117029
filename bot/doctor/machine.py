"""The machine: directory, disk, clock and time zones."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.doctor.finding import Finding, fine, warning, wrong
from bot.settings import Settings

LEAST_FREE = 1 << 30  # bytes; months of photos, and SQLite needs room for its log
_BUILT = 2026  # a clock that shows an earlier year was never set


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Whether files can be kept and the time is known."""
    yield from _directory(settings)
    yield (
        wrong("clock_wrong", now=f"{now:%Y-%m-%d}")
        if now.year < _BUILT
        else fine("clock", now=_everywhere(settings, now))
    )


def _directory(settings: Settings) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=settings.data):
            free = shutil.disk_usage(settings.data).free
    except OSError as error:
        yield wrong("directory_unwritable", directory=settings.data, why=error.strerror)
        return
    yield fine("directory", directory=settings.data)
    gigabytes = f"{free / (1 << 30):.1f}"
    yield warning("disk_low", free=gigabytes) if free < LEAST_FREE else fine("disk", free=gigabytes)


def _everywhere(settings: Settings, now: datetime) -> str:
    """The time of day on the clock of each zone that a site is in."""
    zones = dict.fromkeys(site.timezone for site in settings.sites)
    return ", ".join(f"{now.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}" for zone in zones)
