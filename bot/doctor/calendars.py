"""The working-day calendars: whether this year's days are known, and in December the next year's."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendars import unknown_year
from bot.doctor.finding import Finding, fine, warning
from bot.settings import ConfiguredSite, Settings

_LAST_MONTH = 12  # the decree for the next year comes in November


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    """One finding a region; without its decree make-up workdays are missing and limits fall due late."""
    for region, site in {site.region: site for site in settings.sites}.items():
        unknown = [year for year in _needed(site, now) if unknown_year(region, year)]
        if unknown:
            yield warning("calendar_unknown", region=region, years=", ".join(map(str, unknown)))
        else:
            yield fine("calendar", region=region)


def _needed(site: ConfiguredSite, now: datetime) -> list[int]:
    today = now.astimezone(ZoneInfo(site.timezone))
    return [today.year, today.year + 1] if today.month == _LAST_MONTH else [today.year]
