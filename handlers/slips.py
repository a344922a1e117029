"""The job's slip: signed for by engineering (S2-96), back by 17:00 (S2-94)."""

from collections.abc import Sequence
from datetime import datetime, time
from itertools import groupby

from desk.cards import running
from desk.change import Circle, Told, to_role
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.matter import matter
from desk.moves import jobs
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Role, Site
from desk.promised import is_repair
from desk.quotes import bill
from desk.ticket import Status, Ticket
from handlers.act import Act
from handlers.post import Post
from handlers.tools import Tools

SHOWN = 10


def sign(act: Act) -> Notice:
    """签收: the first tap wins, the others hear who has it."""
    ensure(Move.SIGN, act.person, act.ticket)
    if running(act.tools.uow.clocks.of(act.ticket.id), ClockKind.SIGN) is None:
        entries = act.tools.uow.journal.of(act.ticket.id)
        by = next((entry.actor for entry in entries if entry.kind == "signed"), None)
        if by == act.person.id:
            return Notice("done.sign", {"number": act.ticket.number})
        raise Refused("signed", number=act.ticket.number, by=Who(by))
    act.record(jobs.sign(act.ticket, act.now, act.person))
    return Notice("done.sign", {"number": act.ticket.number})


def workers(tools: Tools, site: Site, now: datetime) -> None:
    """16:45: to each what they finished today without a photo or the resident's confirmation."""
    post = Post(tools=tools, site=site, now=now)
    owed = sorted(_owed(tools, site, now), key=lambda one: (one.owner or 0, one.number))
    for owner, group in groupby(owed, key=lambda one: one.owner):
        if owner:
            (person,) = tools.uow.people.named([owner]).values()
            told = Told(circle=Circle.ONE, person=owner, notice=_list(list(group)), aloud=True)
            post.to_person(person, told)


def lead(tools: Tools, site: Site, now: datetime) -> None:
    """17:00: what is still out, to the head of customer service."""
    if owed := _owed(tools, site, now):
        Post(tools=tools, site=site, now=now).tell(to_role(Role.CS_LEAD, _list(owed)))


def _owed(tools: Tools, site: Site, now: datetime) -> list[Ticket]:
    calendar = tools.book.calendar(site)
    midnight = calendar.at(calendar.local(now).date(), time())
    unended = tools.uow.tickets.unended(site.id)
    today = [one for one in unended if one.done_at and one.done_at >= midnight and is_repair(one)]
    owed = [one for one in today if one.status is Status.DONE or _paid(tools, one)]
    return [one for one in owed if not _shown(tools, one)]


def _paid(tools: Tools, ticket: Ticket) -> bool:
    """Signed for with a total: finance needs the paper slip's photo, whatever the resident tapped (S2-54)."""
    return bill(tools.uow.quotes.of(ticket.id)) is not None


def _shown(tools: Tools, ticket: Ticket) -> bool:
    return any(photo.person not in ticket.reporters for photo in tools.uow.photos.of(ticket.id))


def _list(tickets: Sequence[Ticket]) -> Notice:
    lines: list[Fact] = [
        Notice("slips.line", {"number": one.number, "matter": matter(one), "owner": Who(one.owner)})
        for one in tickets[:SHOWN]
    ]
    buttons = [Button(verb="progress", ticket=one.id, label=f"#{one.number}") for one in tickets[:SHOWN]]
    rows = tuple(row(*buttons[at : at + 5]) for at in range(0, len(buttons), 5))
    return Notice("slips.list", {"count": len(tickets), "lines": lines}, rows)
