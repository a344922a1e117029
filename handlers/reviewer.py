"""Who reviews a matter, as its standard and today's leave have it."""

from datetime import datetime

from desk.people import Person, Site
from desk.review import reviewers
from desk.ticket import Ticket
from handlers.stand_in import deputies
from handlers.tools import Tools


def able(tools: Tools, site: Site, ticket: Ticket, author: int, now: datetime) -> list[Person]:
    """Who may decide on words or work of `author`'s, the one asked first in front."""
    office = tools.book.standard(ticket.standard).offices.get(ticket.class_)
    staff = tools.uow.people.staff(ticket.site)
    first = office.reviewer if office else None
    return reviewers(ticket, author, staff, deputies(tools, site, now), first)
