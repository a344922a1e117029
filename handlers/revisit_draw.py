"""A finished matter is drawn for its revisit, or not, or exempt; and that is kept with its seed (C7, C9)."""

from datetime import datetime

from desk.cards import running
from desk.change import Change
from desk.clocks import ClockKind, ClockMove, Op, cancel, start
from desk.people import Site
from desk.sampling import drawn
from desk.standards import Limit
from desk.ticket import Ticket
from handlers.tools import Tools
from storage.revisits import Draw


def decided(tools: Tools, site: Site, change: Change, now: datetime) -> tuple[ClockMove, ...]:
    """The clock moves, without the start of the revisit where nobody is to be asked or it is owed already.

    Who is anonymous and so goes unasked: a head files it (C9, S2-113).
    """
    if any(entry.kind == "unsolved" for entry in change.entries):
        tools.uow.revisits.excuse(change.ticket.id, "second")  # the second one is asked about
    armed = [one for one in change.clocks if one.kind is ClockKind.REVISIT and one.op is Op.START]
    if not armed or armed[0].due is not None:
        return change.clocks
    others = tuple(one for one in change.clocks if one not in armed)
    if unasked(tools, change.ticket):
        return (*others, *cancel(ClockKind.REVISIT), *start(ClockKind.ARCHIVE))
    if running(tools.uow.clocks.of(change.ticket.id), ClockKind.REVISIT):
        return others
    limit = tools.book.standard(change.ticket.standard).limit(ClockKind.REVISIT, change.ticket)
    if limit is None:
        return change.clocks
    draw = tools.uow.revisits.draw_of(change.ticket.id) or _draw(tools, site, change.ticket, limit, now)
    if draw.drawn and draw.exempt is None:
        return change.clocks
    return others


def unasked(tools: Tools, ticket: Ticket) -> bool:
    """Whether nobody asks how it was because its reporter is named to nobody (C9)."""
    return ticket.anonymous and _exempt(tools, ticket)


def _exempt(tools: Tools, ticket: Ticket) -> bool:
    return tools.book.standard(ticket.standard).revisit.anonymous == "exempt"


def _draw(tools: Tools, site: Site, ticket: Ticket, limit: Limit, now: datetime) -> Draw:
    month = month_of(tools, site, now)
    rule = f"{limit.amount} {limit.unit}, {limit.clause}"
    place = tools.uow.revisits.places(site.id, month, rule) + 1
    seed = f"{site.id} {month} {rule}"
    draw = Draw(
        ticket=ticket.id,
        site=site.id,
        month=month,
        rule=rule,
        place=place,
        share=limit.share,
        seed=seed,
        drawn=drawn(place, limit.share, seed),
        exempt="anonymous" if nobody_known(tools, ticket) else None,
        at=now,
    )
    tools.uow.revisits.draw(draw)
    return draw


def nobody_known(tools: Tools, ticket: Ticket) -> bool:
    """Whether the standard lets those go unasked who left no name, and all who reported it left none."""
    if not _exempt(tools, ticket):
        return False
    contacts = [tools.uow.contacts.get(one) for one in ticket.reporters]
    return all(one is not None and one.anonymous for one in contacts)


def month_of(tools: Tools, site: Site, now: datetime) -> str:
    """The month on the site's clock, as "2026-11"."""
    return f"{tools.book.calendar(site).local(now):%Y-%m}"
