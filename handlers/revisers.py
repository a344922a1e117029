"""Who revisits which matter, as the standard that it was opened under says (C8)."""

from collections.abc import Iterable

from desk import routing
from desk.people import Person
from desk.ticket import Ticket
from handlers.tools import Tools


def reviser(tools: Tools, ticket: Ticket, staff: Iterable[Person]) -> Person | None:
    """The one of `staff` who revisits; None: nobody may."""
    by_desk = tools.book.standard(ticket.standard).revisit.who == "desk"
    return routing.reviser(ticket, staff, by_desk=by_desk)
