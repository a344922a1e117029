"""Keeping what a move decided: ticket, journal, clocks, letters and cards, in one unit of work."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from desk.change import Change, Circle, Told, to_person
from desk.clocks import Clock, ClockKind, Op
from desk.journal import Entry
from desk.moves import jobs
from desk.moves.people import followers
from desk.notices import Fact, Notice, Who
from desk.people import Site
from desk.ticket import Ticket
from handlers import (
    above,
    archive_cards,
    cards,
    clockwork,
    hooks,
    incidents,
    refitting,
    revisit_draw,
    tapped,
    taskforce,
)
from handlers.post import Post
from handlers.standing import settle
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
    drawn = revisit_draw.decided(tools, site, change, now)
    kept = clockwork.apply(tools, site, change.ticket, drawn, now)
    tools.uow.journal.add(change.ticket.id, proven(change.entries, change.ticket, kept))
    hooks.heed(tools, site, change, now)
    if change.refit:
        refitting.refit(tools, site, change.ticket, now)
    post = Post(tools=tools, site=site, now=now, ticket=change.ticket)
    for told in change.told:
        post.tell(told, photos)
        if told.circle is Circle.REPORTERS and told.card is None:
            for follower in _followers(tools, change, told):
                post.tell(follower, photos)
    tapped.outdated(post, change.ticket, change)
    incidents.heed(tools, site, change, now)
    if change.ticket.owner and any(entry.kind == "dispatched" for entry in change.entries):
        assigned = Notice("assigned", {"number": change.ticket.number})
        post.tell(to_person(change.ticket.owner, assigned, spare=True))  # their card is not seen elsewhere
        _pictured(post, change.ticket, change.ticket.owner)
    if any(move.op is Op.START and move.kind is ClockKind.ARCHIVE for move in drawn):
        archive_cards.ask(tools, site, change.ticket, now)
    if any(clock.kind is ClockKind.SIGN for clock in kept):
        settle(post, jobs.CARD, jobs.over(change))
    above.tell(post, change)
    if taskforce.became_grave(change):
        taskforce.call(tools, site, change.ticket, now)
    cards.refresh(tools, site, change.ticket, now, reply_to)
    cards.refresh_within(tools, site, change.ticket, now)


def proven(entries: tuple[Entry, ...], ticket: Ticket, kept: Iterable[Clock]) -> tuple[Entry, ...]:
    """The entries, with what figures are counted from: so that they can be counted from the journal again.

    The first names the promises that it kept, each with its due time; a registration says where the ticket
    came from and what it was taken for.
    """
    facts: dict[str, Fact] = {}
    due: list[Fact] = [f"{clock.kind} {clock.due_at.astimezone(UTC).isoformat()}" for clock in kept]
    if due:
        facts["kept"] = due
    if any(entry.kind == "registered" for entry in entries):
        facts |= {"source": ticket.source, "kind": ticket.kind.value, "category": ticket.category}
        facts |= {"topic": ticket.topic, "building": ticket.place.building}
    if not facts or not entries:
        return entries
    return (replace(entries[0], facts={**facts, **entries[0].facts}), *entries[1:])


_SHOWN = ("private", "room")  # whose reporters sent the photos themselves


def _pictured(post: Post, ticket: Ticket, owner: int) -> None:
    """Whoever has the ticket from now on is shown its reporters' photos, also where a room saw them go by."""
    if ticket.source not in _SHOWN or owner == ticket.reporter:
        return
    found = [one for one in post.tools.uow.photos.of(ticket.id) if one.person in ticket.reporters]
    if found:
        facts: dict[str, Fact] = {"number": ticket.number, "by": Who(found[0].person), "words": None}
        post.tell(to_person(owner, Notice("relay", facts)), tuple(one.id for one in found))


def _followers(tools: Tools, change: Change, told: Told) -> tuple[Told, ...]:
    ticket = change.ticket
    owner = ticket.owner if told.but in ticket.assistants else None  # who helps told it (S4-02)
    keys = [one for one in (*ticket.followers, ticket.receiver, owner) if one is not None]
    if not keys:
        return ()
    people = list(tools.uow.people.named(keys).values())
    return followers(ticket, told.notice, people, but=told.but)
