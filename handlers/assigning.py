"""Who is to have a ticket."""

from collections.abc import Mapping
from datetime import datetime

from desk import routing
from desk.people import Person
from desk.ticket import Ticket
from handlers.coming_back import OWNER, lend
from handlers.stand_in import deputies
from handlers.tools import Tools
from storage.lent import Lending


def responsible(
    tools: Tools, ticket: Ticket, reporter: Person | None, now: datetime, duty: Person | None = None
) -> Person | None:
    """Who is to have the ticket, for somebody on leave their deputy; `duty` has duty while closed."""
    away = deputies(tools, tools.uow.sites.get(ticket.site), now)
    return _assignee(tools, ticket, reporter, away, duty)


def note_deputy(
    tools: Tools, ticket: Ticket, reporter: Person | None, owner: Person | None, now: datetime
) -> None:
    """Where `owner` got it only in somebody's place, it is offered to these when they are back (S2-13)."""
    away = deputies(tools, tools.uow.sites.get(ticket.site), now)
    if owner is None or owner.id not in away.values():
        return
    meant = _assignee(tools, ticket, reporter, routing.NOBODY_AWAY)
    if meant is not None and away.get(meant.id) == owner.id:
        held = Lending(ticket=ticket.id, person=meant.id, deputy=owner.id, part=OWNER, since=now)
        lend(tools, held)


def _assignee(
    tools: Tools,
    ticket: Ticket,
    reporter: Person | None,
    away: Mapping[int, int],
    duty: Person | None = None,
) -> Person | None:
    staff = tools.uow.people.staff(ticket.site)
    parent = tools.uow.tickets.get(ticket.parent) if ticket.parent else None
    before = tools.uow.people.get(parent.owner) if parent and parent.owner else None
    load = tools.uow.tickets.load(ticket.site)
    offices = tools.book.standard(ticket.standard).offices
    return routing.assignee(ticket, staff, load, reporter, before, offices=offices, away=away, duty=duty)
