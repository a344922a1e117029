"""Who has duty (值班) at a moment: the roster says who, the calendar whether the office is closed."""

from datetime import datetime

from desk.hours import is_open
from desk.people import Person, Site
from handlers.tools import Tools


def on_duty(tools: Tools, site: Site, now: datetime) -> Person | None:
    """The duty officer of that moment (S2-07); None: the roster says nobody."""
    shift = tools.uow.roster.at(site.id, now)
    person = tools.uow.people.get(shift.person) if shift else None
    return person if person and person.active else None


def after_hours(tools: Tools, site: Site, now: datetime) -> Person | None:
    """The duty officer while the office is closed (S3-19); None: it is open, or nobody has duty."""
    return None if is_open(tools.book.calendar(site), now) else on_duty(tools, site, now)
