"""What became of a photo that was to be fetched: to be tried again, or lost, and then somebody is told."""

from datetime import datetime, timedelta

from desk.change import to_role
from desk.notices import Fact, Notice
from desk.people import Role
from handlers.post import Post
from handlers.tools import Tools
from storage.photos import Photo

PATIENCE = timedelta(days=5)  # the longest that WeCom keeps a file (its archive; media three days); house
_DELAYS = (2, 5, 15, 60, 300, 900)  # seconds before the next try; the last one repeats


def unreachable(tools: Tools, photo: Photo, why: str, now: datetime, after: float | None = None) -> None:
    """Not now: tried again later, after `after` seconds where the platform says so; in the end lost."""
    if now - photo.at > PATIENCE:
        lost(tools, photo, why, now)
        return
    delay = _DELAYS[min(photo.attempts, len(_DELAYS) - 1)]
    tools.uow.photos.later(photo.id, now + timedelta(seconds=max(delay, after or 0.0)), why)


def lost(tools: Tools, photo: Photo, why: str, now: datetime) -> None:
    """It cannot be had: who heads customer service is told, once for each matter."""
    tools.uow.photos.failed(photo.id, why)
    mark = f"photo-lost {photo.ticket} {photo.remedy or 0}"
    if tools.uow.seen.mark(mark):
        return
    tools.uow.seen.set_mark(mark, str(photo.id))
    ticket = tools.uow.tickets.get(photo.ticket) if photo.ticket else None
    site = ticket.site if ticket else tools.uow.people.get(photo.person).site
    facts: dict[str, Fact] = {"number": ticket.number if ticket else None, "why": why[:80]}
    post = Post(tools=tools, site=tools.uow.sites.get(site), now=now, ticket=ticket)
    post.tell(to_role(Role.CS_LEAD, Notice("photo_lost", facts)))
