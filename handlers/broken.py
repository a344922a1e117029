"""An update that could not be handled: kept as it came, told to who runs the machine, in nobody's way."""

import logging
from datetime import datetime

from desk.change import to_role
from desk.notices import Fact, Notice
from desk.people import Role
from handlers.incoming import Incoming
from handlers.post import Post
from handlers.tools import Tools

log = logging.getLogger(__name__)


def set_aside(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """Keep it, whatever else breaks; administrators and the head of customer service look at it."""
    raw = incoming.raw or repr(incoming)
    tools.uow.seen.quarantine(incoming.platform, incoming.update, raw, incoming.text, now)
    if error := tools.uow.apart(lambda: _told(incoming, tools, now)):
        log.error("nobody could be told of %s", incoming.update, exc_info=error)


def _told(incoming: Incoming, tools: Tools, now: datetime) -> None:
    room = tools.uow.rooms.at(incoming.platform, incoming.chat) if incoming.chat else None
    sites = [tools.uow.sites.get(room.site)] if room else tools.uow.sites.all()
    facts: dict[str, Fact] = {"update": incoming.update, "room": room.title if room else None}
    for site in sites[:1]:
        post = Post(tools=tools, site=site, now=now)
        for role in (Role.ADMIN, Role.CS_LEAD):
            post.tell(to_role(role, Notice("set_aside", facts)))
