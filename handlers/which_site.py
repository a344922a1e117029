"""A number typed by somebody who is at several sites, each of which counts its tickets from 1."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.errors import Refused
from desk.matter import matter
from desk.moves.table import TRANSITIONS, Move, permitted
from desk.notices import Button, Fact, Notice, Word, row
from desk.ticket import Ticket
from handlers.listening import PATIENCE
from handlers.merging import meant
from handlers.scene import Scene, at_site, everywhere
from handlers.tools import Tools
from handlers.typed import Command, parse
from storage.questions import Question

KIND = "which_site"  # of the question whose answer is awaited; its words are the command
_MOVES = frozenset(Move)


@dataclass(frozen=True, kw_only=True)
class Meant:
    """A ticket that a command may be for, with the scene at its site."""

    scene: Scene
    ticket: Ticket
    several: bool  # the person is at other sites too


def found(command: Command, scene: Scene, tools: Tools) -> list[Meant]:
    """The tickets of that number with which this person can do it now, the nearest site's first.

    Where there is none: the one whose answer says why not; empty: nobody has that number.
    """
    scenes = everywhere(scene, tools)
    number = command.number or 0
    every = [
        Meant(scene=there, ticket=meant(tools, ticket, command.verb), several=len(scenes) > 1)
        for there in scenes
        if (ticket := tools.uow.tickets.numbered(there.site.id, number))
    ]
    if len(every) < 2:  # noqa: PLR2004  # nothing to choose from
        return every
    move = Move(command.verb) if command.verb in _MOVES else Move.SEE
    may = [one for one in every if one.scene.person and permitted(move, one.scene.person, one.ticket)]
    able = [one for one in may if one.ticket.status in TRANSITIONS[move][0]]
    return able or (may or every)[:1]


def ask(scene: Scene, tools: Tools, now: datetime, among: Sequence[Meant]) -> Notice:
    """Which site is meant: by tap, or by its name or place in the list; the command waits."""
    platform, chat, _ = scene.who
    number, person = among[0].ticket.number, scene.person
    buttons = [Button(verb="at_site", ticket=one.ticket.id, label=one.scene.site.name) for one in among]
    tools.uow.questions.ask(
        Question(
            person=person.id if person else 0,
            chat=chat,
            kind=KIND,
            ticket=among[0].ticket.id,
            expires_at=now + PATIENCE,
            words=scene.incoming.text,
        )
    )
    choices = [(button.key, one.scene.site.name) for button, one in zip(buttons, among, strict=True)]
    tools.uow.offers.make(platform, chat, choices, now)
    lines: list[Fact] = [_line(one) for one in among]
    return Notice("which_site", {"number": number, "lines": lines}, tuple(row(one) for one in buttons))


def chosen(scene: Scene, tools: Tools, key: int) -> tuple[Command, Meant]:
    """The command that waits, with the ticket chosen; raises Refused where none waits any more."""
    question, ticket = scene.question, tools.uow.tickets.get(key)
    command = parse(question.words or "", slash_needed=False) if question and question.kind == KIND else None
    if question is None or command is None or ticket is None or ticket.number != command.number:
        raise Refused("site_answered")
    tools.uow.questions.drop(question.person, question.chat)
    return command, Meant(scene=at_site(scene, tools, ticket.site), ticket=ticket, several=True)


def said_at(scene: Scene, tools: Tools) -> Scene:
    """Of who is at several sites the one that their private words name, with the words without its name."""
    text, scenes = scene.incoming.text or "", everywhere(scene, tools)
    for there in sorted(scenes, key=lambda one: -len(one.site.name)) if len(scenes) > 1 else ():
        rest = text.replace(there.site.name, "", 1).strip()
        if rest and there.site.name in text:
            return replace(there, incoming=replace(scene.incoming, text=rest))
    return scene


def named(notice: Notice, one: Meant) -> Notice:
    """What was done, with the site's name for who is at several."""
    if not one.several:
        return notice
    return Notice("at_site", {"site": one.scene.site.name, "said": notice}, notice.buttons)


def _line(one: Meant) -> Notice:
    facts: dict[str, Fact] = {
        "site": one.scene.site.name,
        "number": one.ticket.number,
        "matter": matter(one.ticket),
        "status": Word(f"status.{one.ticket.status}"),
    }
    return Notice("which_site.line", facts)
