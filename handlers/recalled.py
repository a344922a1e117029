"""Somebody takes a message back on the platform: the ticket made of it stands until they withdraw that."""

from datetime import datetime

from desk.notices import Notice
from handlers.incoming import Incoming
from handlers.scene import answer, scene
from handlers.surviving import about
from handlers.tools import Tools


def recalled(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """Whoever reported it is told that it is on record, and how to withdraw it; of chatter nothing is said.

    A complaint is not undone by a tap in another company's client: somebody may be on their way (house).
    """
    where = scene(incoming, tools, now)
    if where is None or where.person is None:
        return
    ticket = about(tools, incoming, incoming.message)
    if ticket is None or ticket.ended or where.person.id not in ticket.reporters:
        return
    answer(where, tools, Notice("recalled", {"number": ticket.number}), now, ticket)
