"""Keeping what a move decided: ticket, journal, clocks, letters and cards, in one unit of work."""

from datetime import datetime

from desk.change import Change, Circle, Told, to_person
from desk.clocks import ClockKind, Op
from desk.moves.people import followers
from desk.notices import Notice
from desk.people import Site
from handlers import (
    above,
    archive_cards,
    cards,
    clockwork,
    incidents,
    refitting,
    revisit_draw,
    taskforce,
)
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
    clockwork.apply(tools, site, change.ticket, revisit_draw.decided(tools, site, change, now), now)
    if change.refit:
        refitting.refit(tools, site, change.ticket, now)
    post = Post(tools=tools, site=site, now=now, ticket=change.ticket)
    for told in change.told:
        post.tell(told, photos)
        if told.circle is Circle.REPORTERS and told.card is None:
            for follower in _followers(tools, change, told):
                post.tell(follower, photos)
    incidents.heed(tools, site, change, now)
    if change.ticket.owner and any(entry.kind == "dispatched" for entry in change.entries):
        assigned = Notice("assigned", {"number": change.ticket.number})
        post.tell(to_person(change.ticket.owner, assigned, spare=True))  # their card is not seen elsewhere
    if any(move.op is Op.START and move.kind is ClockKind.ARCHIVE for move in change.clocks):
        archive_cards.ask(tools, site, change.ticket, now)
    above.tell(post, change)
    if taskforce.became_grave(change):
        taskforce.call(tools, site, change.ticket, now)
    cards.refresh(tools, site, change.ticket, now, reply_to)


def _followers(tools: Tools, change: Change, told: Told) -> tuple[Told, ...]:
    ticket = change.ticket
    keys = [one for one in (*ticket.followers, ticket.receiver) if one is not None]
    if not keys:
        return ()
    people = list(tools.uow.people.named(keys).values())
    return followers(ticket, told.notice, people, but=told.but)
