"""Which playbook an emergency, or what is said of one, goes by at its site."""

from datetime import datetime

from desk import playbooks
from desk.incidents import Incident
from desk.notices import Word
from desk.people import Role, Site
from desk.playbooks import Playbook
from desk.ticket import Ticket
from handlers.duty_officer import holders
from handlers.tools import Tools


def of_kind(tools: Tools, site: Site, kind: str) -> Playbook:
    """The playbook of that kind; of one that the site has no more, what is done about any other."""
    mine = tools.book.playbooks(site)
    return next((one for one in mine if one.kind == kind), playbooks.meant(mine, None, ""))


def fitting(tools: Tools, site: Site, topic: str | None, text: str) -> Playbook:
    """The playbook for what was said."""
    return playbooks.meant(tools.book.playbooks(site), topic, text)


def played(tools: Tools, site: Site, ticket: Ticket, incident: Incident | None = None) -> Playbook:
    """The playbook that is, or would be, played for the ticket."""
    known = incident or tools.uow.incidents.of(ticket.id)
    return of_kind(tools, site, known.kind) if known else fitting(tools, site, ticket.topic, ticket.text)


def advice(tools: Tools, ticket: Ticket) -> Word | str | None:
    """What residents are to do first, while the emergency lasts; None: there is none, or it is over."""
    if not ticket.emergency:
        return None
    if over(tools, ticket):
        return None
    incident = tools.uow.incidents.of(ticket.id)
    return played(tools, tools.uow.sites.get(ticket.site), ticket, incident).advice


def over(tools: Tools, ticket: Ticket) -> bool:
    """Whether the emergency is over; for a second complaint about one: whether somebody had cleared it."""
    incident = tools.uow.incidents.of(ticket.id)
    if incident is not None:
        return not incident.active
    before = tools.uow.tickets.get(ticket.parent) if ticket.parent else None
    if before is None:
        return False
    earlier = tools.uow.incidents.of(before.id)
    return earlier.cleared_by is not None if earlier else over(tools, before)


def told(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> list[Role]:
    """The roles of an emergency's alarm that somebody has who can be told: what may be said to be told."""
    if not ticket.emergency:
        return []
    found = []
    for role in played(tools, site, ticket).pinged:
        people = holders(tools, site, role, now, ticket)
        if any(one.state == "ok" for person in people for one in tools.uow.people.addresses(person.id)):
            found.append(role)
    return found
