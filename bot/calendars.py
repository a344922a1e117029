"""Working-day calendars of sites."""

from zoneinfo import ZoneInfo

from desk.hours import Calendar
from desk.people import Site


def calendar_for(site: Site) -> Calendar:
    """The site's calendar."""
    return Calendar(zone=ZoneInfo(site.timezone))
