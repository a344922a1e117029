"""Moments so much working time ahead."""

from datetime import datetime, timedelta

from desk.hours import add_working
from desk.people import Site
from handlers.tools import Tools


def working_after(tools: Tools, site: Site, now: datetime, span: timedelta) -> datetime:
    """When that much of the site's working time has passed."""
    return add_working(tools.book.calendar(site), now, span)
