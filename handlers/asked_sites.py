"""Sites beside each other, for whoever is at several: each counted by its own clock, calendar and rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.figures.asking import Query
from desk.figures.numbers import Counting
from desk.figures.replies import reply_to
from desk.figures.replying import Reply
from desk.homes import NO_HOMES, Homes
from desk.notices import Notice
from desk.people import Site
from handlers.figures import begun, counted, counting_at
from handlers.tools import Book
from storage.unit_of_work import UnitOfWork


def replied_by_site(
    uow: UnitOfWork, sites: Sequence[Site], query: Query, now: datetime, book: Book
) -> Notice:
    """The answer to a question that compares them, as it stands at `now`; tickets are listed by none."""
    how = [(site, counting_at(uow, site, now, book)) for site in sites]
    reply = _of_all(uow, how, query)
    since = max(begun(uow, site, query) for site in sites)
    against = reply.against(_of_all(uow, how, query.earlier), since) if query.against else None
    return reply.notice({site.id: site.name for site in sites}, against, begun=since)


def homes_beside(sites: Sequence[tuple[Site, Homes]], query: Query) -> Homes:
    """The households of sites as lines of one answer; of a building of that name none are compared."""
    if query.building:
        return NO_HOMES
    known = {str(site.id): homes.all for site, homes in sites if homes.all}
    return Homes(all=sum(known.values()) if len(known) == len(sites) else None, buildings=known)


def _of_all(uow: UnitOfWork, how: Sequence[tuple[Site, Counting]], query: Query) -> Reply:
    alone = replace(query, by=None, bound=None, against=None)
    reply = reply_to(
        query, replace(how[0][1], homes=homes_beside([(one, on.homes) for one, on in how], query))
    )
    for site, counting in how:
        reply.absorb(str(site.id), counted(uow, site, alone, counting))
    return reply
