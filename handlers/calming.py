"""An angry complaint in the room: a call is offered privately, the card stays short (S1-15, S4-38)."""

from datetime import datetime

from desk.cards import running
from desk.change import to_person
from desk.clocks import ClockKind
from desk.notices import Fact, Notice, Who
from desk.reading import Reading
from handlers.post import Post
from handlers.scene import Scene
from handlers.tools import Tools


def calm(scene: Scene, tools: Tools, key: int, reading: Reading, now: datetime) -> None:
    """Tell who is angry that somebody calls, and by when; whoever calls knows how they feel."""
    ticket = tools.uow.tickets.get(key)
    if ticket is None or not reading.angry or not scene.in_public or ticket.emergency or ticket.ended:
        return
    clock = running(tools.uow.clocks.of(key), ClockKind.RESPOND)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "owner": Who(ticket.owner),
        "by": clock.due_at if clock else None,
    }
    post = Post(tools=tools, site=scene.site, now=now, ticket=ticket)
    post.tell(to_person(ticket.reporter, Notice("calm.reporter", facts)))
    if ticket.owner is not None:
        post.tell(to_person(ticket.owner, Notice("calm.owner", {"number": ticket.number})))
