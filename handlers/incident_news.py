"""What reporters add while an emergency goes on shows on its card; that it is over is for staff to find."""

from datetime import datetime

from desk.change import Change, to_role, to_staff_room
from desk.incidents import said_well
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Role, Site
from desk.privacy import masked
from desk.ticket import Ticket
from handlers.checklist_cards import shown
from handlers.post import Post
from handlers.tools import Tools

_SHOWN = frozenset({"joined", "added", "gathered"})  # entries after which the checklist's card is other


def heard(tools: Tools, site: Site, change: Change, now: datetime) -> None:
    """Further words of reporters show on the card; that it is over is for staff to find."""
    ticket = change.ticket
    if not ticket.emergency or not any(entry.kind in _SHOWN for entry in change.entries):
        return
    incident = tools.uow.incidents.of(ticket.id)
    if incident is None or not incident.active:
        return
    for entry in change.entries:
        words = str(entry.facts.get("words") or "")
        if entry.kind in _SHOWN and said_well(words):
            well(Post(tools=tools, site=site, now=now, ticket=ticket), ticket, entry.actor, words)
    shown(tools, site, incident, now)


def well(post: Post, ticket: Ticket, by: int | None, words: str | None) -> None:
    """Whoever leads is asked to make sure, and to give the all-clear."""
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(by), "words": words and masked(words)}
    taps = row(
        Button(verb="all_clear", ticket=ticket.id),
        Button(verb="dismiss", ticket=ticket.id),
    )
    notice = Notice("incident.said_well", facts, (taps,))
    post.tell(to_staff_room(notice, urgent=True))
    for role in (Role.DUTY_OFFICER, Role.CS_LEAD):
        post.tell(to_role(role, notice, urgent=True))
