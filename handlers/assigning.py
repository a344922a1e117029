"""Who is to have a ticket."""

from datetime import datetime

from desk import routing
from desk.people import Person
from desk.ticket import Ticket
from handlers.stand_in import deputies
from handlers.tools import Tools


def responsible(
    tools: Tools, ticket: Ticket, reporter: Person | None, now: datetime, duty: Person | None = None
) -> Person | None:
    """Who is to have the ticket, for somebody on leave their deputy; `duty` has duty while closed."""
    staff = tools.uow.people.staff(ticket.site)
    parent = tools.uow.tickets.get(ticket.parent) if ticket.parent else None
    before = tools.uow.people.get(parent.owner) if parent and parent.owner else None
    away = deputies(tools, tools.uow.sites.get(ticket.site), now)
    load = tools.uow.tickets.load(ticket.site)
    offices = tools.book.standard(ticket.standard).offices
    return routing.assignee(ticket, staff, load, reporter, before, offices=offices, away=away, duty=duty)
