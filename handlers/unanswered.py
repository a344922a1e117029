"""Quotes that nobody answers: the resident is reminded, then the matter waits for the answer."""

from dataclasses import replace
from datetime import datetime

from desk.hours import add_working, add_working_days
from desk.moves import consenting
from desk.quotes import NEWS, REMIND, Quote, QuoteState
from handlers.one_by_one import each, of_ticket
from handlers.record import record
from handlers.tools import Tools

BATCH = 50  # quotes handled in one unit of work


def fire(tools: Tools, now: datetime) -> int:
    """Do what is owed for quotes by `now`; returns for how many."""
    return each(
        tools,
        now,
        {f"quote {one.id}": one for one in tools.uow.quotes.due(now, BATCH)},
        lambda one: _climb(tools, one, now),
        lambda one, at: tools.uow.quotes.save(replace(one, next_at=at)),
        site=lambda one: of_ticket(tools, one.ticket),
    )


def _climb(tools: Tools, quote: Quote, now: datetime) -> None:
    ticket = tools.uow.tickets.get(quote.ticket)
    if ticket is None or ticket.ended or quote.state is not QuoteState.ASKED:
        tools.uow.quotes.save(replace(quote, next_at=None))
        return
    site = tools.uow.sites.get(ticket.site)
    calendar = tools.book.calendar(site)
    if quote.step == 0:
        deal, next_at = consenting.reminded(ticket, quote), add_working(calendar, now, REMIND)
    else:
        deal, next_at = consenting.parked(ticket, now, quote, add_working_days(calendar, now, NEWS)), None
    for one in deal.quotes:
        tools.uow.quotes.save(replace(one, next_at=next_at))
    record(tools, site, deal.change, now)
