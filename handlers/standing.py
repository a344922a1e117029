"""Cards that were dealt to several people and are settled for all of them at once."""

from datetime import datetime

from desk.notices import Notice
from desk.people import Site
from desk.ticket import Ticket
from handlers.post import Post
from handlers.tools import Tools


def settle(tools: Tools, site: Site, ticket: Ticket, now: datetime, named: str, notice: Notice) -> None:
    """Each of the ticket's cards whose name begins so says `notice` where it stands, without buttons."""
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    cards = tools.uow.posts.cards(ticket.id) | tools.uow.letters.cards(ticket.id)
    for platform, chat, card in sorted(cards):
        if not card.startswith(named):
            continue
        room = tools.uow.rooms.at(platform, chat)
        if room is not None:
            post.to_room(room, notice, card=card)
            continue
        people = tools.uow.people.at(platform, chat, site.id)
        post.to_chat(platform, chat, notice, people[0].language if people else None, card)
