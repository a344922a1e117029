"""A reading becomes a ticket: registered and dispatched when sure, proposed to staff when not."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.kind import Kind
from desk.manners import Chat, Manners
from desk.matters import homes
from desk.moves import opening as moves
from desk.moves.people import barred
from desk.own_unit import at_home
from desk.people import RoomKind
from desk.reading import Class, Reading
from desk.sources import weighed
from desk.ticket import Status, Ticket, from_reading
from handlers import again, clears, identity
from handlers.conduct import accused_in
from handlers.post import Post
from handlers.record import record
from handlers.registering import registered
from handlers.scene import Scene, with_person
from handlers.tools import Tools
from storage.photos import Photo


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was said: the words, the messages they stand in, the photos, and the reading of it all."""

    text: str
    messages: tuple[str, ...]
    photos: tuple[str, ...]
    reading: Reading
    source: str = ""  # the channel, where the place does not say it


def open_ticket(
    scene: Scene, tools: Tools, report: Report, now: datetime, *, doubted: bool = False
) -> Ticket:
    """Sure: a ticket with an owner and an answer in the room, or within one that is open (C14)."""
    scene, ticket = _create(scene, tools, report, now)
    ticket = identity.hidden_at_once(scene, tools, ticket, now)
    reply_to = report.messages[-1] if report.messages else None
    known = again.alike(tools, ticket, now)
    if again.taken_in(scene, tools, ticket, known, now, reply_to=reply_to):
        return ticket
    ticket = again.second(scene, tools, ticket, known, now)
    again.suggest(tools, ticket, known)
    register_ticket(scene, tools, ticket, now, reply_to, doubted=doubted)
    return ticket


def open_enquiry(scene: Scene, tools: Tools, report: Report, kind: Kind, now: datetime) -> Ticket:
    """A question or a suggestion: registered for the front desk, and like nothing that was reported."""
    scene, ticket = _create(scene, tools, report, now, kind)
    register_ticket(scene, tools, ticket, now, report.messages[-1] if report.messages else None)
    return ticket


def register_ticket(
    scene: Scene, tools: Tools, ticket: Ticket, now: datetime, reply_to: str | None, *, doubted: bool = False
) -> None:
    """A new ticket, or a proposal of which the bot has become sure, is registered and dispatched."""
    clears.plan(tools, ticket, now, doubted=doubted)
    registered(tools, scene.site, ticket, now, reply_to=reply_to)


def propose_ticket(scene: Scene, tools: Tools, report: Report, now: datetime) -> Ticket:
    """Unsure: staff are asked, the room hears nothing; what may be an emergency they are asked at once."""
    scene, ticket = _create(scene, tools, report, now)
    again.suggest(tools, ticket, again.alike(tools, ticket, now))
    record(tools, scene.site, moves.propose(ticket, now), now)
    if ticket.emergency and not ticket.discreet:
        post = Post(tools=tools, site=scene.site, now=now, ticket=ticket)
        for told in moves.suspected(ticket):
            post.tell(told)
    return ticket


def _create(
    scene: Scene, tools: Tools, report: Report, now: datetime, kind: Kind | None = None
) -> tuple[Scene, Ticket]:
    scene = with_person(scene, tools)
    ticket = tools.uow.tickets.create(drafted(scene, tools, report, now, kind))
    attach(scene, tools, ticket, now, messages=report.messages, photos=report.photos)
    tools.window.clear(scene.who)
    return scene, ticket


def drafted(scene: Scene, tools: Tools, report: Report, now: datetime, kind: Kind | None = None) -> Ticket:
    """What the scene's person reports in its room, kept from whoever is complained of from the start."""
    assert scene.person is not None  # noqa: S101  # with_person has seen to it
    public = scene.room is not None and scene.room.kind is RoomKind.RESIDENTS
    draft = Ticket(
        id=0,
        number=0,
        site=scene.site.id,
        status=Status.OPEN,
        text=report.text,
        opened_at=now,
        last_line_at=now,
        reporter=scene.person.id,
        reporters=(scene.person.id,),
        homes=homes(scene.person),
        room=scene.room.id if scene.room else None,
        source=report.source or ("room" if public else "private"),
        standard=tools.book.current(scene.site.standard).version,
    )
    building = report.reading.place.building or scene.person.building
    about = accused_in(tools, scene.site.id, report.text, report.reading, building)
    place = at_home(report.reading.place, scene.person)
    read = replace(from_reading(report.reading, draft), place=place)
    read = replace(read, kind=kind, category=None, class_=Class.THREE) if kind else read
    read = _written(read, tools.book.standard(draft.standard).manners)
    read = weighed(read, written=scene.incoming.paper)
    return barred(read, about) if about else read


def _written(ticket: Ticket, manners: Manners) -> Ticket:
    """Where a line in a chat counts as written it is a 书面投诉: class 2 at least (S0-10, C13)."""
    written = manners.chat is Chat.WRITTEN and ticket.kind is Kind.COMPLAINT
    return replace(ticket, class_=min(ticket.class_, Class.TWO)) if written else ticket


def attach(
    scene: Scene,
    tools: Tools,
    ticket: Ticket,
    now: datetime,
    *,
    messages: tuple[str, ...],
    photos: tuple[str, ...],
) -> tuple[int, ...]:
    """Note which messages are about the ticket and keep its photos; returns the photos' ids."""
    incoming = scene.incoming
    for message in messages:
        tools.uow.posts.add(ticket.id, incoming.platform, incoming.chat, message)
    if incoming.album:
        tools.uow.photos.keep_album(incoming.platform, incoming.chat, incoming.album, ticket.id)
    person = scene.person.id if scene.person else ticket.reporter
    return tuple(
        tools.uow.photos.add(
            Photo(ticket=ticket.id, person=person, platform=incoming.platform, ref=ref, at=now)
        )
        for ref in photos
    )
