"""Keeping a ticket's cards true: every message about it that is edited as it moves."""

from datetime import datetime

from desk.cards import OWNER, PUBLIC, STAFF, public_card, staff_card
from desk.notices import Notice, Who
from desk.people import Role, RoomKind, Site
from desk.ticket import Status, Ticket
from handlers.post import Post
from handlers.tools import Tools

_LATER_CARDS = frozenset({PUBLIC, STAFF, OWNER})  # others (questions, ratings) change by taps alone


def refresh(tools: Tools, site: Site, ticket: Ticket, now: datetime, reply_to: str | None = None) -> None:
    """Edit every card of the ticket that stands, and post those that should stand and do not."""
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    standing = tools.uow.posts.cards(ticket.id) | tools.uow.letters.cards(ticket.id)
    places = {place for place in standing if place[2] in _LATER_CARDS} | _wanted(tools, post, ticket)
    clocks = tools.uow.clocks.of(ticket.id)
    owner = _owner_chats(tools, ticket)
    for place in sorted(places):
        platform, chat, card = place
        if card == PUBLIC:
            notice = public_card(ticket, clocks)
        elif card == OWNER and (platform, chat) not in owner:
            notice = Notice("gone", {"number": ticket.number, "owner": Who(ticket.owner), "by": None})
        else:
            notice = staff_card(ticket, clocks, private=card == OWNER)
        put(post, place, notice, reply_to)


def put(post: Post, place: tuple[str, str, str], notice: Notice, reply_to: str | None) -> None:
    """Say it on the card that stands, or is to stand, at (platform, chat, card)."""
    platform, chat, card = place
    room = post.tools.uow.rooms.at(platform, chat)
    if room is not None:
        post.to_room(room, notice, card=card, reply_to=reply_to if card == PUBLIC else None)
        return
    people = post.tools.uow.people.at(platform, chat, post.site.id)
    language = people[0].language if people else None
    full = post.named(notice, full=True)
    post.to_chat(platform, chat, full, language, card)


def _wanted(tools: Tools, post: Post, ticket: Ticket) -> set[tuple[str, str, str]]:
    wanted = {(platform, chat, STAFF) for platform, chat in _staff_chats(tools, post, ticket)}
    room = tools.uow.rooms.get(ticket.room)
    if room and room.kind is RoomKind.RESIDENTS and ticket.status not in (Status.PROPOSED, Status.DISMISSED):
        wanted.add((room.platform, room.chat, PUBLIC))
    if ticket.status not in (Status.PROPOSED, Status.DISMISSED):
        wanted |= {(platform, chat, OWNER) for platform, chat in _owner_chats(tools, ticket)}
    return wanted


def _staff_chats(tools: Tools, post: Post, ticket: Ticket) -> list[tuple[str, str]]:
    """The staff's rooms; for what may not stand in a room, or without one, the heads' private chats."""
    rooms = tools.uow.rooms.of(post.site.id, RoomKind.STAFF)
    if rooms and not ticket.discreet:
        return [(room.platform, room.chat) for room in rooms]
    if ticket.status is not Status.PROPOSED:
        return []
    heads = [one for one in tools.uow.people.staff(post.site.id) if one.role is Role.CS_LEAD]
    reached = [post.reached(head) for head in heads if head.id not in ticket.accused]
    return [(address.platform, address.account) for address in reached if address]


def _owner_chats(tools: Tools, ticket: Ticket) -> set[tuple[str, str]]:
    if ticket.owner is None:
        return set()
    addresses = tools.uow.people.addresses(ticket.owner)
    return {(one.platform, one.account) for one in addresses if one.state == "ok"}
