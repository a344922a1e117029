"""Which other tickets may be the same matter, as it now stands."""

from desk.alike import SHOWN
from desk.ticket import UNFINISHED, Status, Ticket
from handlers.tools import Tools

_OPEN = UNFINISHED | {Status.PROPOSED}


def of(tools: Tools, ticket: Ticket) -> list[Ticket]:
    """Those that are still open, the newest first; none for a ticket that is not."""
    if ticket.status not in _OPEN or ticket.discreet:
        return []
    found = tools.uow.tickets.all_seen(tools.uow.merges.suggested(ticket.id))
    return [one for one in found if one.status in _OPEN and not one.discreet][:SHOWN]
