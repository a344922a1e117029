"""What a reporter reads of what was just registered: once, whatever else is told of it."""

from datetime import datetime

from desk.cards import public_card
from desk.notices import Notice
from desk.ticket import Ticket
from handlers.playbooks import advice, told
from handlers.post import Post
from handlers.scene import Scene, answer
from handlers.tools import Tools


def receipt(scene: Scene, tools: Tools, key: int, now: datetime) -> None:
    """Tell the reporter privately what was registered, who has it and by when they call (S1-02)."""
    ticket = tools.uow.tickets.get(key)
    if ticket is None or _advised(scene, tools, ticket, now):
        return
    alarmed = told(tools, scene.site, ticket, now)
    clocks = tools.uow.clocks.of(key)
    card = public_card(ticket, clocks, private=True, alarmed=alarmed, advice=advice(tools, ticket))
    buttons = card.buttons if ticket.merged_into else ()  # 不是同一件
    shown = Notice("private.receipt", {"card": Notice(card.key, card.facts)}, buttons)
    answer(scene, tools, shown, now, ticket)


def _advised(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> bool:
    """Whether who reports an emergency was told all of it by its advice, a moment ago."""
    if scene.room is not None or scene.person is None or not ticket.emergency or ticket.merged_into:
        return False
    incident = tools.uow.incidents.of(ticket.id)
    post = Post(tools=tools, site=scene.site, now=now, ticket=ticket)
    begun = incident is not None and incident.opened_at == now
    return begun and post.reached(scene.person) is not None
