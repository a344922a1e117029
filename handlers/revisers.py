"""Who revisits which matter, as the standard that it was opened under says (C8)."""

from collections.abc import Iterable

from desk import routing
from desk.people import Person
from desk.ticket import Ticket
from handlers.tools import Tools


def reviser(tools: Tools, ticket: Ticket, staff: Iterable[Person]) -> Person | None:
    """The one of `staff` who revisits; None: nobody may."""
    return routing.reviser(ticket, staff, tools.book.standard(ticket.standard).offices)
