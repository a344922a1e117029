"""What an engineer has in hand without being responsible for it: slips that wait, jobs one helps with."""

from desk.cards import running
from desk.clocks import ClockKind
from desk.matter import matter
from desk.moves.table import Move, permitted
from desk.notices import Button, Fact, Notice
from desk.people import Person, Role
from desk.promised import is_repair
from desk.ticket import UNFINISHED, Ticket
from handlers.scene import Scene, everywhere
from handlers.tools import Tools

CHOICES = 6  # buttons below each other; more have the typed command


def slips(tools: Tools, person: Person, open_: list[Ticket]) -> list[Ticket]:
    """Those of a site's open tickets whose slip waits for this engineer's 签收, or another's (S2-96)."""
    return unsigned(tools, [one for one in open_ if signable(person, one)])


def signable(person: Person, ticket: Ticket) -> bool:
    """Whether they are an engineer, who may sign for it where that is owed."""
    return person.role is Role.ENGINEER and permitted(Move.SIGN, person, ticket)


def unsigned(tools: Tools, open_: list[Ticket]) -> list[Ticket]:
    """Those for which 签收 is owed."""
    repairs = [one for one in open_ if one.status in UNFINISHED and is_repair(one)]
    return [one for one in repairs if running(tools.uow.clocks.of(one.id), ClockKind.SIGN)]


def helped(person: Person, open_: list[Ticket]) -> list[Ticket]:
    """Those with which this person helps: they signed for them, or were asked to (S4-02)."""
    return [one for one in open_ if one.status in UNFINISHED and person.id in one.assistants]


def jobs(scene: Scene, tools: Tools) -> list[Ticket]:
    """What this person works on, at whatever site: their own, what they help with, whose alarm they have."""
    found = []
    for there in everywhere(scene, tools):
        if there.person is None:
            continue
        own = [one for one in tools.uow.tickets.owned_by(there.person.id) if one.status in UNFINISHED]
        open_ = tools.uow.tickets.unended(there.site.id)
        others = [*helped(there.person, open_), *_answered(tools, there.person, open_)]
        found += [*own, *(one for one in others if one.owner != there.person.id)]
    return list({one.id: one for one in found}.values())


def _answered(tools: Tools, person: Person, open_: list[Ticket]) -> list[Ticket]:
    """The emergencies to whose alarm this person said 收到 (S2-10)."""
    going = [one for one in open_ if one.emergency and one.status in UNFINISHED]
    alarms = [(one, tools.uow.alarms.get(one.id)) for one in going]
    return [one for one, alarm in alarms if alarm is not None and alarm.answered_by == person.id]


def signs(ticket: Ticket, verb: str = "sign") -> Button:
    """签收 of that one among several; `verb`: another tap that waits."""
    facts: dict[str, Fact] = {"number": ticket.number, "matter": matter(ticket)}
    return Button(verb=verb, ticket=ticket.id, label=Notice(f"heed.{verb}", facts))
