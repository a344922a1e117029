"""How a resident's words read where they are said, and of what that person just reported."""

from dataclasses import replace
from datetime import datetime

from desk.reading import Action, Intent, Reading
from handlers import enquiries
from handlers.conduct import sure_of
from handlers.gathering import going_on
from handlers.plainly import plainly
from handlers.scene import Scene
from handlers.tools import Tools


def read_as(scene: Scene, tools: Tools, text: str, now: datetime) -> Reading:
    """How words read in that place, from whoever says them; what plainly says one thing is that."""
    limits = tools.book.limits(scene.site, scene.room)
    reader = tools.reader.at(limits) if limits else tools.reader
    local = tools.book.calendar(scene.site).local(now)
    reading = plainly(tools, text, reader.read(text, local), local)
    if reading.intent is Intent.REPORT and reading.action is Action.SILENT and enquiries.called(scene):
        reading = replace(reading, action=Action.ASK)  # who calls the desk is not left unheard
    building = scene.person.building if scene.person else None
    return sure_of(tools, scene.site.id, text, reading, building, running=lambda: _in_emergency(scene, tools))


def _in_emergency(scene: Scene, tools: Tools) -> bool:
    """Whether what this person says next may be of an emergency that they reported a moment ago."""
    key = going_on(scene) or scene.latest
    ticket = tools.uow.tickets.get(key) if key else None
    return ticket is not None and ticket.emergency and not ticket.discreet
