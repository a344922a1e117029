"""The bot comes and goes: put out of a room, let in, a room with a new id, a person who blocks it."""

from datetime import datetime

from desk.change import Circle, Told
from desk.notices import Notice
from desk.people import Role, RoomKind
from handlers import arriving
from handlers.binding import tell_stranger
from handlers.incoming import Incoming, Kind
from handlers.post import Post
from handlers.tools import Tools


def changed(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """Who is where, or where a room is, is no longer as it was."""
    match incoming.kind:
        case Kind.PRESENCE:
            presence(incoming, tools, now)
        case Kind.MEMBER:
            member(incoming, tools)
        case Kind.REACH:
            reach(incoming, tools, now)
        case _:
            moved(incoming, tools)


def presence(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """In or out of a room; who runs the site is told when the desk has gone deaf there."""
    room = tools.uow.rooms.at(incoming.platform, incoming.chat)
    if room is None:
        if incoming.present:
            tell_stranger(incoming, tools, "hello.group_deaf" if incoming.deaf else "hello.group", now)
        return
    tools.uow.rooms.set_active(room.id, active=incoming.present)
    site = tools.uow.sites.get(room.site)
    post = Post(tools=tools, site=site, now=now)
    if not incoming.present:
        notice = Notice("room.lost", {"title": room.title})
        post.to_rooms(RoomKind.MANAGERS, notice, urgent=True)
        for role in (Role.ADMIN, Role.CS_LEAD):
            post.tell(Told(circle=Circle.ROLE, role=role, notice=notice, urgent=True))
    elif incoming.deaf:
        post.to_room(room, Notice("room.deaf"))


def reach(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """A person started the bot, or blocked it."""
    if incoming.arrival:
        arriving.arrive(incoming, tools, now)
    elif incoming.sender:
        state = "ok" if incoming.present else "blocked"
        tools.uow.people.set_state(incoming.platform, incoming.sender.account, state)


def member(incoming: Incoming, tools: Tools) -> None:
    """A person came into a room or left it: who left cannot be named there; private chats go on."""
    if incoming.sender is None or tools.uow.rooms.at(incoming.platform, incoming.chat) is None:
        return
    account = incoming.sender.account
    people = tools.uow.people.at(incoming.platform, account)
    states = {
        one.state
        for person in people
        for one in tools.uow.people.addresses(person.id)
        if (one.platform, one.account) == (incoming.platform, account)
    }
    if states & {"unknown", "left"}:
        state = "unknown" if incoming.present else "left"
        tools.uow.people.set_state(incoming.platform, account, state)


def moved(incoming: Incoming, tools: Tools) -> None:
    """A group became a supergroup."""
    if incoming.moved_to:
        tools.uow.rooms.move(incoming.platform, incoming.chat, incoming.moved_to)
