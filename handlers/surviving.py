"""Where a matter goes on."""

from desk.ticket import Ticket
from handlers.incoming import Incoming
from handlers.tools import Tools

_DEEP = 50  # a merge into a merged ticket is refused, so this is never reached


def surviving(tools: Tools, ticket: Ticket) -> Ticket:
    """The ticket itself, or the one that it is within now."""
    return (ticket, *around(tools, ticket))[-1]


def around(tools: Tools, ticket: Ticket) -> list[Ticket]:
    """The tickets that it is within, the nearest first."""
    found: list[Ticket] = []
    while ticket.merged_into and len(found) < _DEEP:
        kept = tools.uow.tickets.numbered(ticket.site, ticket.merged_into)
        if kept is None:
            break
        found.append(ticket := kept)
    return found


def about(tools: Tools, incoming: Incoming, message: str | None) -> Ticket | None:
    """Where the ticket goes on that a message of the chat is about; None: it is about none."""
    key = tools.uow.posts.ticket_of(incoming.platform, incoming.chat, message) if message else None
    told = tools.uow.tickets.get(key) if key else None
    return surviving(tools, told) if told else None
