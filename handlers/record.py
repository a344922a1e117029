"""Keeping what a move decided: ticket, journal, clocks, letters and cards, in one unit of work."""

from datetime import datetime

from desk.change import Change, to_person
from desk.notices import Notice
from desk.people import Site
from handlers import alarms, cards, clockwork
from handlers.post import Post
from handlers.tools import Tools


def record(
    tools: Tools,
    site: Site,
    change: Change,
    now: datetime,
    *,
    reply_to: str | None = None,
    photos: tuple[int, ...] = (),
) -> None:
    """Write down the change; what it tells leaves as letters after the commit."""
    tools.uow.tickets.save(change.ticket)
    tools.uow.journal.add(change.ticket.id, change.entries)
    clockwork.apply(tools, site, change.ticket, change.clocks, now)
    post = Post(tools=tools, site=site, now=now, ticket=change.ticket)
    for told in change.told:
        post.tell(told, photos)
    alarms.watch(tools, site, change.ticket, change.told, now)
    if change.ticket.owner and any(entry.kind == "dispatched" for entry in change.entries):
        assigned = Notice("assigned", {"number": change.ticket.number})
        post.tell(to_person(change.ticket.owner, assigned, spare=True))  # their card is not seen elsewhere
    cards.refresh(tools, site, change.ticket, now, reply_to)
