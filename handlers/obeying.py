"""A typed command is carried out and answered in the same chat."""

from dataclasses import replace
from datetime import datetime

from desk.errors import Refused
from desk.kind import Kind
from desk.notices import Notice
from desk.people import RoomKind
from desk.reading import Category, Urgency
from handlers import (
    binding,
    helping,
    identity,
    merging,
)
from handlers.act import Act
from handlers.commands import LOOKS, ON_DUTY, ON_TICKETS, WORDED
from handlers.post import Post
from handlers.scene import Scene, answer, with_person
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.typed import Command
from handlers.verbs import CHOSEN


def obey(command: Command, scene: Scene, tools: Tools, now: datetime) -> None:
    """Carry it out and answer in the same chat."""
    try:
        notice = _obeyed(command, scene, tools, now)
    except Refused as refused:
        notice = Post(tools=tools, site=scene.site, now=now).named(refused.notice)
    answer(scene, tools, notice, now)


def _obeyed(command: Command, scene: Scene, tools: Tools, now: datetime) -> Notice:
    if command.verb in ON_TICKETS:
        return _on_ticket(command, scene, tools, now)
    if command.verb in ON_DUTY:
        return ON_DUTY[command.verb](Turn(scene=scene, tools=tools, now=now, words=command.words))
    if command.verb in WORDED:
        return WORDED[command.verb](Turn(scene=scene, tools=tools, now=now, words=command.words))
    if command.verb == "language":
        return binding.speak(scene, tools, command.words)
    if command.verb in LOOKS:
        return LOOKS[command.verb](scene, tools, now)
    return helping.page(scene, tools)


def _on_ticket(command: Command, scene: Scene, tools: Tools, now: datetime) -> Notice:
    if command.number is None and command.verb in ("hide", "unhide"):
        command = replace(command, number=identity.latest(scene, tools))
    if command.number is None:
        raise Refused("which_archive" if command.verb == "archive" else "which_number")
    ticket = tools.uow.tickets.numbered(scene.site.id, command.number)
    if ticket is None:
        raise Refused("no_such_ticket", number=command.number)
    ticket = merging.meant(tools, ticket, command.verb)
    if scene.room and scene.room.kind is RoomKind.RESIDENTS:
        if command.verb == "progress":
            raise Refused("in_private")  # the journal is for the reporters, not for the room
        scene = with_person(scene, tools)
    words = CHOSEN.get(command.words, command.words)
    if command.verb == "reclassify" and words not in ("", *Category, *Kind, *Urgency, *"123"):
        raise Refused("no_such_category", word=words[:20])
    try:
        return ON_TICKETS[command.verb](Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=words))
    except Refused as refused:
        raise refused.of(ticket) from None
