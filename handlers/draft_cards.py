"""The cards of one day's draft, wherever they stand."""

from datetime import datetime

from desk.notices import Notice
from desk.people import Site
from desk.ticket import Ticket
from handlers.post import Post
from handlers.standing import settle as settle_cards
from handlers.tools import Tools


def name(tools: Tools, site: Site, now: datetime) -> str:
    """A day's own card: yesterday's is not edited into today's, which nobody would notice."""
    return f"draft-{tools.book.calendar(site).local(now):%m%d}"


def settle(tools: Tools, site: Site, ticket: Ticket, now: datetime, notice: Notice) -> None:
    """Today's draft says what became of it and loses its buttons."""
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    settle_cards(post, name(tools, site, now), notice)
