"""A typed command is carried out and answered in the same chat."""

from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from desk.errors import Refused
from desk.kind import Kind
from desk.moves.table import PERMITS, Move
from desk.notices import Notice
from desk.reading import Category, Urgency
from handlers import (
    binding,
    choices,
    heeding,
    helping,
    identity,
    on_the_job,
    pictured,
    remarks,
    talking,
    which_site,
)
from handlers.act import Act
from handlers.commands import IN_PRIVATE, LOOKS, ON_DUTY, ON_TICKETS, WORDED
from handlers.post import Post
from handlers.scene import Scene, answer, with_person
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.typed import Command
from handlers.verbs import CHOSEN
from handlers.which_site import Meant


def obey(command: Command, scene: Scene, tools: Tools, now: datetime) -> None:
    """Carry it out and answer in the same chat."""
    try:
        notice = _obeyed(command, scene, tools, now)
        if command.verb == "language" and scene.person:  # answered in the one that was chosen
            scene = replace(scene, person=tools.uow.people.get(scene.person.id))
    except Refused as refused:
        notice = Post(tools=tools, site=scene.site, now=now).named(refused.notice)
    if not choices.stands(notice):
        answer(scene, tools, notice, now)


def _obeyed(command: Command, scene: Scene, tools: Tools, now: datetime) -> Notice:
    if scene.in_public and command.verb in IN_PRIVATE:
        raise Refused("in_private")
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
    if command.number is None and scene.room is None and not _staff(scene):
        if command.verb == "progress" and (shown := talking.progress_of(scene, tools, now)):
            return shown
        command = replace(command, number=talking.the_only(scene, tools))
    if command.number is None and command.verb == "sign" and scene.room is None:
        return heeding.signed(scene, tools, now) or _refused(command, scene)
    if command.number is None and command.verb == "arrive" and scene.room is None:
        return on_the_job.arrived(scene, tools, now) or _refused(command, scene)
    if command.number is None:
        return _refused(command, scene)
    among = which_site.found(command, scene, tools)
    if not among:
        raise Refused("no_such_ticket", number=str(command.number))
    if len(among) > 1:
        return which_site.ask(scene, tools, now, among)
    return _carried_out(command, among[0], tools, now)


def _refused(command: Command, scene: Scene) -> NoReturn:
    """Which ticket? Nobody is sent for the number of what is not theirs to do."""
    move = Move(command.verb) if command.verb in frozenset(Move) else None
    if move and scene.person and scene.person.role not in PERMITS[move]:
        raise Refused("staff_only")
    key = "which_archive" if command.verb == "archive" else "which_number"
    raise Refused(key, word=command.typed)


def _staff(scene: Scene) -> bool:
    return scene.person is not None and scene.person.is_staff


def at_site(scene: Scene, tools: Tools, now: datetime, key: int) -> Notice:
    """The command that waited for a site to be named, on the ticket with that id."""
    command, one = which_site.chosen(scene, tools, key)
    return _carried_out(command, one, tools, now)


def _carried_out(command: Command, one: Meant, tools: Tools, now: datetime) -> Notice:
    scene, ticket = one.scene, one.ticket
    if scene.in_public:
        scene = with_person(scene, tools)
    words = CHOSEN.get(command.words, command.words)
    if command.verb == "reclassify" and words not in ("", *Category, *Kind, *Urgency, *"123"):
        raise Refused("no_such_category", word=words[:20])
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=words)
    try:
        done = pictured.beside(act, ON_TICKETS[command.verb])
    except Refused as refused:
        told = refused.of(ticket)
        if passed := remarks.instead(act, command.verb, refused):
            return which_site.named(passed, one)
        told.notice = which_site.named(told.notice, one)
        raise told from None
    return which_site.named(done, one)
