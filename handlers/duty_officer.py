"""Who has duty (值班) at a moment: the roster says who, the calendar whether the office is closed."""

from datetime import datetime

from desk.hours import is_open
from desk.moves.table import knows
from desk.people import Person, Role, Site
from desk.roster import Shift
from desk.routing import above, keepers, with_role
from desk.ticket import Ticket
from handlers.stand_in import absent, deputies
from handlers.tools import Tools


def doing(tools: Tools, shift: Shift) -> Person:
    """Who does the shift: whose it is by the roster, or who stands in for them as it begins (S2-13)."""
    away = absent(tools, tools.uow.sites.get(shift.site), shift.starts_at)
    return tools.uow.people.get(away.get(shift.person, shift.person))


def on_duty(tools: Tools, site: Site, now: datetime) -> Person | None:
    """The duty officer of that moment (S2-07); None: the roster says nobody."""
    shift = tools.uow.roster.at(site.id, now)
    person = doing(tools, shift) if shift else None
    return person if person and person.active else None


def after_hours(tools: Tools, site: Site, now: datetime) -> Person | None:
    """The duty officer while the office is closed (S3-19); None: it is open, or nobody has duty."""
    return None if is_open(tools.book.calendar(site), now) else on_duty(tools, site, now)


def holders(
    tools: Tools, site: Site, role: Role | None, now: datetime, ticket: Ticket | None = None
) -> list[Person]:
    """Who has the role: of 值班 whoever the roster says, where it says anybody.

    Of a ticket only who may know of it; where none of them may, its keepers (S3-02, S4-28).
    """
    officer = on_duty(tools, site, now) if role is Role.DUTY_OFFICER else None
    staff = tools.uow.people.staff(site.id)
    meant = [officer] if officer else with_role(staff, role)
    if ticket is None:
        return meant
    able = [one for one in meant if knows(one, ticket)]
    return able or (keepers(ticket, staff) if meant else [])


def higher(tools: Tools, site: Site, role: Role, now: datetime, ticket: Ticket) -> list[Person]:
    """Who hears what is late; where its owner stands in for them, who is above (S4-43)."""
    away = deputies(tools, site, now) if ticket.owner else {}
    staff = tools.uow.people.staff(site.id) if away else []
    found = []
    for holder in holders(tools, site, role, now, ticket):
        one: Person | None = holder
        while one and away.get(one.id) == ticket.owner and ticket.owner:
            one = above(ticket, staff, one)
        found.append(one or holder)
    return found
