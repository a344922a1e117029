"""The job that a member of staff was last busy with."""

from datetime import datetime, timedelta

from desk.ticket import UNFINISHED, Status, Ticket
from handlers.scene import Scene, everywhere
from handlers.tools import Tools

FOCUS = timedelta(minutes=30)  # how long the ticket last touched is the one meant; house
_GOES_ON = UNFINISHED | {Status.DONE, Status.CONFIRMED}


def last(scene: Scene, tools: Tools, now: datetime) -> tuple[datetime, Ticket | None]:
    """When this person last did something with a ticket, within `FOCUS`, and the ticket if it goes on."""
    since = now - FOCUS
    persons = [one.person.id for one in everywhere(scene, tools) if one.person]
    done = [one for person in persons if (one := tools.uow.journal.last_touched(person, since))]
    at, key = max(done, default=(since, 0))
    ticket = tools.uow.tickets.get(key)
    return at, ticket if ticket and ticket.status in _GOES_ON else None


def touched(scene: Scene, tools: Tools, now: datetime) -> Ticket | None:
    """That ticket."""
    return last(scene, tools, now)[1]
