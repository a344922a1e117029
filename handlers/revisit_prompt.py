"""The card that asks somebody to revisit, with all that they need to know for it."""

from desk import revisits
from desk.notices import Notice
from desk.ticket import Ticket
from handlers.tools import Tools


def prompt(tools: Tools, ticket: Ticket) -> Notice:
    """The n-th time (S2-108), the mode that the standard wants (C10), and a contact's number."""
    before = [one for one in tools.uow.revisits.of(ticket.id) if one.state != "unreached"]
    rules = tools.book.standard(ticket.standard).revisit
    times = len(before) + 1
    contact = tools.uow.contacts.get(ticket.reporter)
    return revisits.prompt(
        ticket,
        times=times,
        suggested="chat" if ticket.anonymous else revisits.suggested(ticket, rules, times),
        phone=contact.phone if contact and not ticket.anonymous else None,
    )
