"""Staff speak in their room or privately: a reply to a ticket's message is news; photos find their ticket."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.errors import Refused
from desk.moves import joining
from desk.notices import Notice
from desk.review import What
from desk.ticket import UNFINISHED, Status, Ticket
from handlers import (
    addressed,
    asking,
    desk_intake,
    helping,
    incident_words,
    outgoing,
    questions,
    reviewing,
    revisit_else,
)
from handlers.act import Act
from handlers.opening import attach
from handlers.scene import Scene, answer
from handlers.surviving import surviving
from handlers.tools import Tools

FOCUS = timedelta(minutes=30)  # how long the ticket last touched is the one meant


def hear(scene: Scene, tools: Tools, now: datetime) -> None:
    """One message that is neither command nor answer."""
    if incident_words.noted(scene, tools, now):
        return
    if desk_intake.heard(scene, tools, now):
        return
    if asking.heard(scene, tools, now):
        return
    if scene.incoming.addressed and scene.room is not None and addressed.hear(scene, tools, now):
        return
    replied = _replied_to(scene, tools)
    letter = scene.incoming.paper and replied is None
    if letter and desk_intake.offered(scene, tools, now):
        return  # a letter whose words read as a new matter
    if scene.incoming.photos:
        _photos(scene, tools, now)
    elif replied:
        _relay(scene, tools, replied, now)
    elif scene.room is None and not desk_intake.offered(scene, tools, now):
        answer(scene, tools, helping.page(scene, tools), now)


def _photos(scene: Scene, tools: Tools, now: datetime) -> None:
    """Photos of the job, shown to the reporters too."""
    ticket = _replied_to(scene, tools) or _album(scene, tools) or _in_hand(scene, tools, now)
    if ticket is None or scene.person is None:
        if scene.room is None:
            answer(scene, tools, Notice("photo.which"), now)
        return
    if incident_words.kept(scene, tools, ticket, now):
        return  # what stands on a photo of an emergency is for staff
    incoming = scene.incoming
    messages = (incoming.message,) if incoming.message else ()
    try:
        change = joining.photographed(ticket, now, scene.person, len(incoming.photos))
    except Refused as refused:
        answer(scene, tools, refused.notice, now, ticket)
        return
    photos = attach(scene, tools, ticket, now, messages=messages, photos=incoming.photos)
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket)
    act.record(change)
    if revisit_else.signed_by_photo(act, photos):
        answer(scene, tools, Notice("done.revisit", {"number": ticket.number}), now, ticket)
        return
    if incoming.paper:  # kept with the ticket: it may be an authority's, or the reply to it
        answer(scene, tools, Notice("done.letter", {"number": ticket.number}), now, ticket)
        return
    shown = replace(act, ticket=change.ticket, arg=incoming.text)
    answer(scene, tools, outgoing.write(shown, What.PHOTO, photos=photos), now, ticket)


def _relay(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> None:
    """A reply in words: it reaches the reporters, and nobody needs the other's number."""
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=scene.incoming.text)
    incoming = scene.incoming
    found = tools.uow.posts.card_at(incoming.platform, incoming.chat, incoming.reply_to or "")
    card = found[1] if found else None
    try:
        receipt = reviewing.replied(act, card) if outgoing.is_review(card) else questions.note(act)
    except Refused as refused:
        receipt = refused.notice
    answer(scene, tools, receipt, now, ticket)


def _replied_to(scene: Scene, tools: Tools) -> Ticket | None:
    incoming = scene.incoming
    if incoming.reply_to is None:
        return None
    key = tools.uow.posts.ticket_of(incoming.platform, incoming.chat, incoming.reply_to)
    ticket = tools.uow.tickets.get(key) if key else None
    return surviving(tools, ticket) if ticket else None


def _album(scene: Scene, tools: Tools) -> Ticket | None:
    incoming = scene.incoming
    if not incoming.album:
        return None
    key = tools.uow.photos.album(incoming.platform, incoming.chat, incoming.album)
    return tools.uow.tickets.get(key) if key else None


def _in_hand(scene: Scene, tools: Tools, now: datetime) -> Ticket | None:
    """The ticket meant without saying so: the one last touched, else the only one at work."""
    if scene.person is None:
        return None
    key = tools.uow.journal.last_touched(scene.person.id, now - FOCUS)
    touched = tools.uow.tickets.get(key) if key else None
    if touched and touched.status in UNFINISHED | {Status.DONE, Status.CONFIRMED}:
        return touched
    if scene.room is not None:
        return None
    own = [ticket for ticket in tools.uow.tickets.owned_by(scene.person.id) if ticket.status in UNFINISHED]
    return own[0] if len(own) == 1 else None
