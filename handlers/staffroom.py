"""Staff speak in their room or privately: a reply to a ticket's message is news; photos find their ticket."""

from datetime import datetime

from desk.errors import Refused
from desk.matter import matter
from desk.moves.table import TRANSITIONS, Move
from desk.notices import Button, Notice, row
from desk.ticket import UNFINISHED, Ticket
from handlers import (
    addressed,
    asking,
    desk_intake,
    heeding,
    helping,
    incident_words,
    on_the_job,
    outgoing,
    pictured,
    questions,
    remarks,
    remedy_photos,
    reviewing,
    staff_focus,
)
from handlers.act import Act
from handlers.scene import Scene, answer, at_site, everywhere
from handlers.surviving import about
from handlers.tools import Tools

_WITH_PHOTOS = ("note", "finish")  # questions whose answer photos belong to
_CHOICES = 6  # tickets to choose from; more have the typed command


def hear(scene: Scene, tools: Tools, now: datetime) -> None:
    """One message that is neither command nor answer."""
    if _miswritten(scene, tools, now):
        return
    if incident_words.noted(scene, tools, now) or heeding.heard(scene, tools, now):
        return
    if desk_intake.heard(scene, tools, now):
        return
    if asking.heard(scene, tools, now):
        return
    replied = about(tools, scene.incoming, scene.incoming.reply_to)
    if scene.room is not None and _in_room(scene, tools, replied, now):
        return
    letter = scene.incoming.paper and replied is None
    if letter and desk_intake.offered(scene, tools, now):
        return  # a letter whose words read as a new matter
    if scene.incoming.photos:
        _photos(scene, tools, now)
    elif replied:
        _relay(scene, tools, replied, now)
    elif scene.room is None and not _told(scene, tools, now):
        answer(scene, tools, helping.unheard(scene, tools), now)


def _told(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether a private line tells of a job, or of a new matter."""
    job = on_the_job.numbered(scene, tools, now) or on_the_job.heard(scene, tools, now)
    return job or desk_intake.offered(scene, tools, now)


def _in_room(scene: Scene, tools: Tools, replied: Ticket | None, now: datetime) -> bool:
    """Whether a line in a room is for the desk, or tells of an emergency while they practise one."""
    if scene.incoming.addressed and addressed.hear(scene, tools, now):
        return True
    return replied is None and incident_words.in_a_drill(scene, tools, now)


def _miswritten(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether it is a command written wrong, which no resident should read; in a room others may obey it."""
    if not scene.incoming.text.startswith("/") or scene.incoming.photos:
        return False
    if scene.room is None or scene.incoming.addressed:
        answer(scene, tools, helping.unheard(scene, tools), now)
    return True


def _photos(scene: Scene, tools: Tools, now: datetime) -> None:
    """Photos find their ticket, or the corrective action that was just reported on."""
    ticket = (
        about(tools, scene.incoming, scene.incoming.reply_to)
        or _album(scene, tools)
        or _asked_about(scene, tools)
    )
    if ticket is None:
        at, touched = staff_focus.last(scene, tools, now)
        if remedy_photos.follow(scene, tools, now, at):
            return
        ticket = touched or _only_one(scene, tools)
    if ticket is not None and scene.person is not None:
        _photographed(at_site(scene, tools, ticket.site), tools, now, ticket)
    elif scene.room is None:
        answer(scene, tools, _which(scene, tools), now)


def _photographed(scene: Scene, tools: Tools, now: datetime, ticket: Ticket) -> None:
    try:
        receipt = pictured.by_staff(Act(scene=scene, tools=tools, now=now, ticket=ticket))
    except Refused as refused:
        receipt = refused.notice
    if receipt:
        answer(scene, tools, receipt, now, ticket)


def _relay(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> None:
    """A reply in words: it reaches the reporters, and nobody needs the other's number."""
    scene = at_site(scene, tools, ticket.site)
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=scene.incoming.text)
    incoming = scene.incoming
    found = tools.uow.posts.card_at(incoming.platform, incoming.chat, incoming.reply_to or "")
    card = found[1] if found else None
    try:
        receipt = reviewing.replied(act, card) if outgoing.is_review(card) else questions.note(act)
    except Refused as refused:
        receipt = remarks.instead(act, "note", refused) or refused.notice
    answer(scene, tools, receipt, now, ticket)


def _album(scene: Scene, tools: Tools) -> Ticket | None:
    incoming = scene.incoming
    if not incoming.album:
        return None
    key = tools.uow.photos.album(incoming.platform, incoming.chat, incoming.album)
    return tools.uow.tickets.get(key) if key else None


def _asked_about(scene: Scene, tools: Tools) -> Ticket | None:
    """The ticket about which words are awaited: its photos may come before them."""
    asked = scene.question
    return tools.uow.tickets.get(asked.ticket) if asked and asked.kind in _WITH_PHOTOS else None


def _in_hand(scene: Scene, tools: Tools) -> list[Ticket]:
    persons = [one.person.id for one in everywhere(scene, tools) if one.person]
    own = [ticket for person in persons for ticket in tools.uow.tickets.owned_by(person)]
    return [ticket for ticket in own if ticket.status in UNFINISHED]


def _only_one(scene: Scene, tools: Tools) -> Ticket | None:
    """The ticket meant because there is no other; in a room nobody's job is."""
    own = _in_hand(scene, tools) if scene.room is None else []
    return own[0] if len(own) == 1 else None


def _which(scene: Scene, tools: Tools) -> Notice:
    """Not every app lets one reply to a message: a tap on the ticket says as much."""
    able = [one for one in _in_hand(scene, tools) if one.status in TRANSITIONS[Move.NOTE][0]]
    buttons = [Button(verb="note", ticket=one.id, label=_label(one)) for one in able[:_CHOICES]]
    return Notice("photo.which", buttons=tuple(row(one) for one in buttons))


def _label(ticket: Ticket) -> Notice:
    return Notice("photo.ticket", {"number": ticket.number, "matter": matter(ticket)})
