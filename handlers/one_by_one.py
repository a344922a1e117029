"""What is due is done one by one: what breaks is put off and told of, and nothing else waits for it."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from desk.change import to_role
from desk.notices import Notice
from desk.people import Role, Site
from handlers.post import Post
from handlers.tools import Tools

log = logging.getLogger(__name__)
T = TypeVar("T")

LATER = timedelta(hours=1)  # house: until what broke is tried again
SOON = timedelta(minutes=1)  # house: the same of what somebody waits for in danger


def each(
    tools: Tools,
    now: datetime,
    owed: Mapping[str, T],
    act: Callable[[T], object],
    put_off: Callable[[T, datetime], object],
    *,
    site: Callable[[T], int | None],
    later: timedelta = LATER,
) -> int:
    """Do `act` for each of what is owed, by its name for the log; returns how many there were.

    `site`: whose staff hear of what broke (None: every site's); `put_off`: to be tried again `later`.
    """
    for name, one in owed.items():
        if error := tools.uow.apart(partial(act, one)):
            log.error("%s cannot be done; it is tried again in %s", name, later, exc_info=error)
            put_off(one, now + later)
            if another := tools.uow.apart(partial(_told, tools, name, error, now, partial(site, one))):
                log.error("nobody could be told of %s", name, exc_info=another)
    return len(owed)


def of_ticket(tools: Tools, key: int) -> int | None:
    """The site of that ticket."""
    ticket = tools.uow.tickets.get(key)
    return ticket.site if ticket else None


def beside(
    tools: Tools, site: Site, now: datetime, owed: Mapping[str, T], act: Callable[[T], object]
) -> None:
    """Parts of one site's job: what breaks is told of and left out, the others are done."""
    each(tools, now, owed, act, lambda _one, _at: None, site=lambda _one: site.id)


def _told(tools: Tools, name: str, error: Exception, now: datetime, where: Callable[[], int | None]) -> None:
    """Whoever runs that site, once a day for each; `check` and the metrics have it too."""
    mark, today = f"broken {name}", now.date().isoformat()
    if tools.uow.seen.mark(mark) == today:
        return
    tools.uow.seen.set_mark(mark, today)
    tools.uow.seen.quarantine("desk", name, "", f"{type(error).__name__}: {error}", now)
    site = where()
    for one in tools.uow.sites.all() if site is None else [tools.uow.sites.get(site)]:
        post = Post(tools=tools, site=one, now=now)
        for role in (Role.ADMIN, Role.CS_LEAD):
            post.tell(to_role(role, Notice("due_broken", {"what": name})))
