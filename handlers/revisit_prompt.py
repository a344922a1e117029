"""The card that asks somebody to revisit, with all that they need to know for it."""

from dataclasses import replace

from desk import revisits
from desk.notices import Notice
from desk.ticket import Ticket
from handlers.tools import Tools


def prompt(tools: Tools, ticket: Ticket) -> Notice:
    """The n-th time (S2-108), the mode that the standard wants (C10), and a contact's number."""
    before = [one for one in tools.uow.revisits.of(ticket.id) if one.state != "unreached"]
    rules = tools.book.standard(ticket.standard).revisit
    times = len(before) + 1
    ticket = still_told(tools, ticket)
    contact = tools.uow.contacts.get(ticket.reporter)
    return revisits.prompt(
        ticket,
        times=times,
        suggested="chat" if ticket.anonymous else revisits.suggested(ticket, rules, times),
        phone=contact.phone if contact and not ticket.anonymous else None,
    )


def still_told(tools: Tools, ticket: Ticket) -> Ticket:
    """The ticket as of the first of its reporters who is there still: one may have been forgotten (S2-04)."""
    there = (one for one in ticket.reporters if tools.uow.people.get(one).active)
    return replace(ticket, reporter=next(there, ticket.reporter))
