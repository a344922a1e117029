"""Whoever said a wrong place puts it right, long after and wherever they said it: 说错了，是5栋2单元."""

from datetime import datetime, timedelta

from desk.change import to_person
from desk.correction import puts_right
from desk.kind import ASKING
from desk.matter import where
from desk.notices import Fact, Notice
from desk.people import Person
from desk.reading import Reading
from desk.ticket import UNFINISHED, Status, Ticket
from handlers.act import Act
from handlers.hands import hear
from handlers.post import Post
from handlers.scene import Scene, answer
from handlers.tools import Tools

_ALOUD = timedelta(days=1)  # house: so long in a room, where others are put right too


def corrected(scene: Scene, tools: Tools, reading: Reading, now: datetime) -> bool:
    """Whether the words were that, and the ticket that they were last about has the place now."""
    if scene.person is None or scene.incoming.photos or not puts_right(scene.incoming.text, reading.place):
        return False
    ticket = _meant(scene, tools, scene.person, now)
    if ticket is None:
        return False
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=scene.incoming.text)
    hear(act, act.arg, reading)
    placed = act.again().ticket
    facts: dict[str, Fact] = {
        "number": placed.number,
        "where": where(placed.place),
        "room": placed.place.room,
    }
    notice = Notice("placed", facts)
    if scene.room is None:
        answer(scene, tools, notice, now, placed)
    else:
        Post(tools=tools, site=scene.site, now=now, ticket=placed).tell(to_person(act.person.id, notice))
    return True


def _meant(scene: Scene, tools: Tools, person: Person, now: datetime) -> Ticket | None:
    """In private the one last spoken of; in a room the only one that was told there."""
    own = [one for one in tools.uow.tickets.reported_by(person.id, unended=True) if one.reporter == person.id]
    told = [one for one in own if one.status in UNFINISHED | {Status.PROPOSED} and one.kind not in ASKING]
    if scene.room is not None:
        here = [one for one in told if one.room == scene.room.id and now - one.opened_at <= _ALOUD]
        return here[0] if len(here) == 1 else None
    return max(told, key=lambda one: one.last_line_at or one.opened_at, default=None)
