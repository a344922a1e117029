"""The working-day calendars: whether this year's days are known, and from November on the next year's."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendars import unknown_years
from bot.doctor.finding import Finding, fine, warning
from bot.settings import Settings
from bot.sites import hand_of


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    """One finding a region; without its decree make-up workdays are missing and limits fall due late."""
    regions = {(site.region, hand_of(site).knows(now.year + 1)): site for site in settings.sites}
    for (region, _), site in regions.items():
        today = now.astimezone(ZoneInfo(site.timezone)).date()
        unknown = unknown_years(region, today, hand_of(site))
        if unknown:
            yield warning("calendar_unknown", region=region, years=", ".join(map(str, unknown)))
        else:
            yield fine("calendar", region=region)
