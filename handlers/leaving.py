"""Somebody has left the company: no rights from this moment, their matters go on, the heads know (house)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import Circle, to_role
from desk.moves.opening import hand_over
from desk.notices import Button, Fact, Notice, Word, row
from desk.people import HEADS, Person, Site
from desk.ticket import UNFINISHED, Ticket
from handlers.assigning import responsible
from handlers.duty_officer import after_hours
from handlers.post import Post
from handlers.record import record
from handlers.tools import Tools

_AHEAD = timedelta(days=60)  # of the roster that is looked through; house
_SHOWN = 8  # buttons


def left(tools: Tools, platform: str, account: str, now: datetime) -> None:
    """Whoever of the staff used the account; residents stay who they are, only not reached there."""
    tools.uow.people.set_state(platform, account, "blocked")
    for person in tools.uow.people.at(platform, account):
        if person.is_staff and person.active:
            tools.uow.people.change(replace(person, active=False))
            _tell(tools, tools.uow.sites.get(person.site), person, now)


def _tell(tools: Tools, site: Site, person: Person, now: datetime) -> None:
    handed: list[Fact] = []
    waiting: list[Ticket] = []
    for ticket in tools.uow.tickets.owned_by(person.id):
        if ticket.status not in UNFINISHED:
            continue
        owner = _next(tools, site, ticket, now)
        if owner is None:
            waiting.append(ticket)
            continue
        change = hand_over(ticket, now, owner, actor=None, reason=Word("handover.left"))
        # whoever left need not be told
        told = tuple(one for one in change.told if one.circle is Circle.REPORTERS)
        record(tools, site, replace(change, told=told), now)
        handed.append(f"#{ticket.number} → {owner.name}")
    post = Post(tools=tools, site=site, now=now)
    facts: dict[str, Fact] = {
        "name": person.name,
        "handed": handed,
        "waiting": [f"#{ticket.number}" for ticket in waiting],
        "shifts": _shifts(tools, site, person, now),
    }
    buttons = row(*(_transfer(ticket) for ticket in waiting[:_SHOWN]))
    notice = Notice("departed", facts, buttons=(buttons,) if buttons else ())
    for role in HEADS:
        post.tell(to_role(role, notice, urgent=True))


def _next(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> Person | None:
    reporter = tools.uow.people.get(ticket.reporter) if ticket.reporter else None
    owner = responsible(tools, ticket, reporter, now, after_hours(tools, site, now))
    return owner if owner and owner.id != ticket.owner else None


def _shifts(tools: Tools, site: Site, person: Person, now: datetime) -> int:
    return sum(one.person == person.id for one in tools.uow.roster.beginning(site.id, now, now + _AHEAD))


def _transfer(ticket: Ticket) -> Button:
    return Button(verb="transfer", ticket=ticket.id, label=f"#{ticket.number}")
