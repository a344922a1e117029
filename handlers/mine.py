"""我的: a resident's reports; what a member of staff is responsible for, helps with, and may sign for."""

from desk.errors import Refused
from desk.matter import matter
from desk.notices import Button, Notice, row
from desk.people import Person
from desk.ticket import Ticket
from handlers import in_hand, progress
from handlers.scene import Scene
from handlers.tools import Tools

_SHOWN = 12  # tickets in one message


def asked(scene: Scene, tools: Tools) -> Notice:
    """The list; in a room without what is about somebody's conduct, and without buttons."""
    if scene.person is None:
        raise Refused("unknown_person")
    if scene.person.is_staff:
        return _staff(scene, scene.person, tools)
    found = tools.uow.tickets.reported_by(scene.person.id)
    return _listed(scene, found, []) or Notice("mine.none")


def _staff(scene: Scene, person: Person, tools: Tools) -> Notice:
    open_ = tools.uow.tickets.unended(scene.site.id)
    own = tools.uow.tickets.owned_by(person.id)
    listed = _listed(scene, own, in_hand.helped(person, open_))
    waiting = in_hand.slips(tools, person, open_)
    if not waiting:
        return listed or Notice("mine.none")
    lines = [Notice("mine.slip", {"number": one.number, "matter": matter(one)}) for one in waiting[:_SHOWN]]
    facts = {"mine": listed, "count": len(waiting), "lines": lines}
    return Notice("mine.slips", facts, _taps(waiting) if scene.room is None else ())


def _listed(scene: Scene, own: list[Ticket], helped: list[Ticket]) -> Notice | None:
    shown = [*own, *helped][:_SHOWN]
    lines = [
        progress.line(one, hidden=one.discreet and scene.room is not None, helps=one in helped)
        for one in shown
    ]
    return Notice("mine", {"lines": lines, "count": len(own) + len(helped)}) if shown else None


def _taps(waiting: list[Ticket]) -> tuple[tuple[Button, ...], ...]:
    return tuple(row(in_hand.signs(one)) for one in waiting[: in_hand.CHOICES])
