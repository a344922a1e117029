"""Where a matter goes on."""

from desk.ticket import Ticket
from handlers.tools import Tools

_DEEP = 50  # a merge into a merged ticket is refused, so this is never reached


def surviving(tools: Tools, ticket: Ticket) -> Ticket:
    """The ticket itself, or the one that it is within now."""
    for _ in range(_DEEP):
        kept = tools.uow.tickets.numbered(ticket.site, ticket.merged_into) if ticket.merged_into else None
        if kept is None:
            return ticket
        ticket = kept
    return ticket
