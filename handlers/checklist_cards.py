"""Showing an incident's checklist: in the staff's room and to each who has a step, edited in place."""

from collections.abc import Iterable
from datetime import datetime

from desk.change import Circle, Told
from desk.incident_cards import CHECKLIST, checklist_card
from desk.incidents import Incident, Item
from desk.notices import Notice
from desk.people import Person, Role, RoomKind, Site
from desk.ticket import Ticket
from handlers import cards
from handlers.duty_officer import holders
from handlers.playbooks import of_kind
from handlers.post import Post
from handlers.stand_in import present
from handlers.tools import Tools

_TOLD = frozenset({"added", "gathered", "incident_note", "said_well"})  # entries that the card repeats
_ELSE = (Role.DUTY_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER)  # whose step it is where nobody has the role


def first_shown(tools: Tools, site: Site, incident: Incident, now: datetime) -> None:
    """The card goes to the staff's room and to everybody who has a step."""
    ticket = ticket_of(tools, incident)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    post.to_rooms(
        RoomKind.STAFF, card(tools, site, incident, ticket, private=False), urgent=True, card=CHECKLIST
    )
    private = card(tools, site, incident, ticket, private=True)
    for person in having(tools, site, tools.uow.incidents.items(incident.id), now, ticket):
        post.to_person(person, Told(circle=Circle.ONE, notice=private, urgent=True, card=CHECKLIST))


def shown(tools: Tools, site: Site, incident: Incident, now: datetime) -> None:
    """Edit the card wherever it stands."""
    ticket = ticket_of(tools, incident)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    places = tools.uow.posts.cards(ticket.id) | tools.uow.letters.cards(ticket.id)
    notices = {private: card(tools, site, incident, ticket, private=private) for private in (True, False)}
    for place in sorted(places):
        platform, chat, name = place
        if name == CHECKLIST:
            cards.put(post, place, notices[tools.uow.rooms.at(platform, chat) is None], None)


def given(post: Post, ticket: Ticket, person: Person) -> None:
    """Whoever has answered the alarm has the checklist too, if they had none."""
    uow = post.tools.uow
    incident = uow.incidents.of(ticket.id)
    standing = uow.posts.cards(ticket.id) | uow.letters.cards(ticket.id)
    mine = {(one.platform, one.account, CHECKLIST) for one in uow.people.addresses(person.id)}
    if incident is None or not incident.active or mine & standing:
        return
    notice = card(post.tools, post.site, incident, ticket, private=True)
    post.to_person(person, Told(circle=Circle.ONE, notice=notice, urgent=True, card=CHECKLIST))


def having(tools: Tools, site: Site, items: Iterable[Item], now: datetime, ticket: Ticket) -> list[Person]:
    """Who has any of these steps, each once."""
    found = {
        person.id: person
        for role in dict.fromkeys(item.role for item in items)
        for person in owners(tools, site, role, now, ticket)
    }
    return list(found.values())


def owners(tools: Tools, site: Site, role: Role, now: datetime, ticket: Ticket) -> list[Person]:
    """Who sees to the steps of a role: of the officers who has the building; else who leads."""
    for one in (role, *_ELSE):
        people = present(tools, site, holders(tools, site, one, now, ticket), now, ticket)
        near = [person for person in people if ticket.place.building in person.area]
        if people:
            return near or people
    return []


def ticket_of(tools: Tools, incident: Incident) -> Ticket:
    """The incident's ticket, as it stands."""
    ticket = tools.uow.tickets.get(incident.ticket)
    assert ticket is not None  # noqa: S101  # a row that refers to it
    return ticket


def card(tools: Tools, site: Site, incident: Incident, ticket: Ticket, *, private: bool) -> Notice:
    """The checklist as it stands; `private`: for a chat in which no phone needs to be masked."""
    told = [entry for entry in tools.uow.journal.of(ticket.id) if entry.kind in _TOLD]
    return checklist_card(
        incident,
        tools.uow.incidents.items(incident.id),
        ticket,
        title=of_kind(tools, site, incident.kind).title,
        news=told,
        reports=tools.uow.incidents.reports(incident.id),
        private=private,
    )
