"""Words in private that went into a ticket: their writer hears into which, and may set them apart (S1-09)."""

from datetime import datetime

from desk.moves import joining
from desk.notices import Button, Fact, Notice, row
from desk.reading import Reading
from desk.ticket import Status, Ticket
from handlers import appointing, identity, unsettled, unsure_danger
from handlers.act import Act
from handlers.scene import Scene, answer
from handlers.tools import Tools
from handlers.window import Line


def added(scene: Scene, tools: Tools, reading: Reading, ticket: Ticket, now: datetime) -> None:
    """Say that the words belong to the ticket now; what tells of another matter is one by a tap."""
    incoming = scene.incoming
    if unsettled.heard(Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=incoming.text)):
        return
    if unsure_danger.asked_again(scene, tools, ticket, now):
        return
    if ticket.status is Status.PROPOSED and ticket.room is None:  # they know of no number yet
        answer(scene, tools, Notice("private.unsure", buttons=(row(Button(verb="report")),)), now)
        return
    facts: dict[str, Fact] = {"number": ticket.number}
    if not joining.other_topic(ticket, reading):
        answer(scene, tools, Notice("added", facts), now, ticket)
        act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=incoming.text)
        identity.asked_since(act)
        if appointing.stands(act):
            unsettled.passed_on(act.again())
        return
    line = Line(at=now, text=incoming.text, message=incoming.message, photos=incoming.photos)
    tools.window.remember(scene.who, line)
    apart = Button(verb="report", label=Notice("button.report_apart"))
    answer(scene, tools, Notice("added.other", facts, (row(apart),)), now, ticket)
