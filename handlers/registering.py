"""Registering (登记): one way in, whoever said it and however it came."""

from collections.abc import Callable
from datetime import datetime

from desk.change import Change
from desk.moves import opening
from desk.people import Person, Site
from desk.ticket import Ticket
from handlers.assigning import note_deputy, responsible
from handlers.duty_officer import after_hours
from handlers.record import record
from handlers.tools import Tools


def registered(
    tools: Tools,
    site: Site,
    ticket: Ticket,
    now: datetime,
    *,
    actor: Person | None = None,
    reply_to: str | None = None,
    more: Callable[[Change], Change] = lambda change: change,
) -> Change:
    """Registered and dispatched: known to who has duty (S3-19), lent where a deputy gets it (S2-13).

    `more` is what else becomes of it at once.
    """
    reporter = tools.uow.people.get(ticket.reporter)
    duty = after_hours(tools, site, now)
    owner = responsible(tools, ticket, reporter, now, duty)
    change = more(opening.register(ticket, now, owner, actor=actor, duty=duty))
    record(tools, site, change, now, reply_to=reply_to)
    note_deputy(tools, ticket, reporter, owner, now)
    return change
