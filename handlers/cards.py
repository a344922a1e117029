"""Keeping a ticket's cards true: every message about it that is edited as it moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk.cards import HELPER, OWNER, PUBLIC, STAFF, helper_card, public_card, staff_card
from desk.clocks import Clock
from desk.notices import Notice, Who
from desk.people import Room, RoomKind, Site
from desk.routing import keepers
from desk.ticket import Status, Ticket
from handlers import clears, hints
from handlers.playbooks import advice, told
from handlers.post import Post
from handlers.surviving import surviving
from handlers.tools import Tools
from storage.letters import Letter

_UNSEEN = frozenset({Status.PROPOSED, Status.DISMISSED, Status.MERGED})  # cards that stand are edited
Places = set[tuple[str, str]]  # (platform, chat)
_LATER_CARDS = frozenset({PUBLIC, STAFF, OWNER, HELPER})  # others (questions, ratings) change by taps alone


def refresh(tools: Tools, site: Site, ticket: Ticket, now: datetime, reply_to: str | None = None) -> None:
    """Edit every card of the ticket that stands, and post those that should stand and do not."""
    if ticket.drill:
        return  # nobody has it: it has its checklist
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    standing = tools.uow.posts.cards(ticket.id) | tools.uow.letters.cards(ticket.id)
    places = {place for place in standing if place[2] in _LATER_CARDS} | _wanted(tools, post, ticket)
    clocks = tools.uow.clocks.of(ticket.id)
    alike, missing = hints.of(tools, ticket), clears.missing(tools, ticket)
    meant = {OWNER: _chats(tools, ticket.owner), HELPER: _chats(tools, *ticket.assistants)}
    rooms = tools.uow.rooms.among({place[:2] for place in places})
    letters = []
    for place in sorted(places):
        gone = _gone(ticket, place, meant)
        card = gone or _card(tools, ticket, clocks, place, now, alike=alike, missing=missing)
        letters.append(_letter(post, place, rooms.get(place[:2]), card, reply_to))
    tools.uow.letters.add(*letters)


def refresh_within(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    """The same of those within a matter about somebody's conduct: they do not say which it is (S4-28)."""
    merges = tools.uow.merges.within(ticket.id) if ticket.discreet else []
    for gone in tools.uow.tickets.all_seen([one.gone for one in merges]) if merges else ():
        refresh(tools, site, gone, now)


def _card(
    tools: Tools,
    ticket: Ticket,
    clocks: Sequence[Clock],
    place: tuple[str, str, str],
    now: datetime,
    *,
    alike: Sequence[Ticket] = (),
    missing: Sequence[str] = (),
) -> Notice:
    """The card as it stands there."""
    platform, chat, card = place
    standard, second = tools.book.standard(ticket.standard), _second(tools, ticket)
    office, rule = standard.offices[ticket.class_], standard.matters
    sealed = surviving(tools, ticket).discreet and not ticket.discreet
    if card == HELPER:
        return helper_card(ticket, clocks, office, second, rule)
    if card == PUBLIC or (
        card == STAFF and ticket.discreet and _read_by_others(tools, ticket, platform, chat)
    ):
        site = tools.uow.sites.get(ticket.site)
        return public_card(
            ticket,
            clocks,
            alarmed=told(tools, site, ticket, now),
            advice=advice(tools, ticket),
            before=_before(tools, ticket),
            second=second,
            sealed=sealed,
        )
    return staff_card(
        ticket,
        clocks,
        private=card == OWNER,
        office=office,
        alike=alike,
        missing=missing,
        second=second,
        rule=rule,
        sealed=sealed,
    )


def _gone(ticket: Ticket, place: tuple[str, str, str], meant: Mapping[str, Places]) -> Notice | None:
    """What the card says to whom it is not meant for any more: another has the ticket, or they have it."""
    here, card = place[:2], place[2]
    if card not in meant or here in meant[card]:
        return None
    if here in meant[OWNER]:
        return Notice("gone.yours", {"number": ticket.number})
    if ticket.owner is None:
        return Notice("gone.back", {"number": ticket.number})
    if ticket.status is not Status.DISPATCHED:
        return Notice("taken", {"number": ticket.number, "owner": Who(ticket.owner)})
    return Notice("gone", {"number": ticket.number, "owner": Who(ticket.owner), "by": None})


def _second(tools: Tools, ticket: Ticket) -> int | None:
    """The number of the second complaint (二次投诉) that goes on with a ticket that is over."""
    if ticket.status is not Status.CLOSED:
        return None
    told = [entry.facts.get("second") for entry in tools.uow.journal.of(ticket.id)]
    return next((one for one in reversed(told) if isinstance(one, int)), None)


def _before(tools: Tools, ticket: Ticket) -> int | None:
    """The number of what a second complaint goes on with."""
    before = tools.uow.tickets.get(ticket.parent) if ticket.parent else None
    return before.number if before else None


def go_on(tools: Tools, ticket: Ticket, second: Ticket) -> None:
    """What stands in the room of a ticket is from now on the card of its second complaint, to be edited."""
    room = tools.uow.rooms.get(ticket.room)
    here = (room.platform, room.chat) if room else ("", "")
    if message := tools.uow.posts.message_of(ticket.id, *here, PUBLIC):
        tools.uow.letters.outdate(ticket.id, *here, PUBLIC)
        tools.uow.posts.add(second.id, *here, message, PUBLIC)


def _read_by_others(tools: Tools, ticket: Ticket, platform: str, chat: str) -> bool:
    """Whether a card that stands there is read by more than may know of a matter of conduct (S4-28)."""
    if tools.uow.rooms.at(platform, chat) is not None:
        return True
    return any(person.id in ticket.accused for person in tools.uow.people.at(platform, chat, ticket.site))


def put(post: Post, place: tuple[str, str, str], notice: Notice, reply_to: str | None) -> None:
    """Say it on the card that stands, or is to stand, at (platform, chat, card).

    Where more read it than may know of a matter of conduct, nothing of that stands there any more.
    """
    room, ticket = post.tools.uow.rooms.at(*place[:2]), post.ticket
    if ticket and ticket.discreet and _read_by_others(post.tools, ticket, *place[:2]):
        notice = public_card(ticket, ())
    post.tools.uow.letters.add(_letter(post, place, room, notice, reply_to))


def _letter(
    post: Post, place: tuple[str, str, str], room: Room | None, notice: Notice, reply_to: str | None
) -> Letter:
    platform, chat, card = place
    if room is not None:
        return post.room_letter(room, notice, card=card, reply_to=reply_to if card == PUBLIC else None)
    people = post.tools.uow.people.at(platform, chat, post.site.id)
    language = people[0].language if people else None
    return replace(post.letter(platform, chat, notice, language, private=True), card=card)


def _wanted(tools: Tools, post: Post, ticket: Ticket) -> set[tuple[str, str, str]]:
    wanted = {(platform, chat, STAFF) for platform, chat in _staff_chats(tools, post, ticket)}
    room = tools.uow.rooms.get(ticket.room)
    public = (
        room is not None and room.kind is RoomKind.RESIDENTS and not ticket.asking
    )  # S2-01: it is answered
    if room and public and ticket.status not in _UNSEEN | {Status.CLOSED}:
        wanted.add((room.platform, room.chat, PUBLIC))
    if ticket.status not in _UNSEEN:
        wanted |= {(platform, chat, OWNER) for platform, chat in _chats(tools, ticket.owner)}
        wanted |= {(platform, chat, HELPER) for platform, chat in _chats(tools, *ticket.assistants)}
    return wanted


def _staff_chats(tools: Tools, post: Post, ticket: Ticket) -> list[tuple[str, str]]:
    """The staff's rooms; for what may not stand in a room, or without one, the heads' private chats."""
    rooms = tools.uow.rooms.of(post.site.id, RoomKind.STAFF)
    if rooms and not ticket.discreet:
        return [(room.platform, room.chat) for room in rooms]
    if ticket.status is not Status.PROPOSED:
        return []
    reached = [post.reached(head) for head in keepers(ticket, tools.uow.people.staff(post.site.id))]
    return [(address.platform, address.account) for address in reached if address]


def _chats(tools: Tools, *people: int | None) -> Places:
    addresses = [one for person in people if person for one in tools.uow.people.addresses(person)]
    return {(one.platform, one.account) for one in addresses if one.state == "ok"}
