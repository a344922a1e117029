"""What is due is done one by one: what breaks is put off and told of, and nothing else waits for it."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from desk.change import to_role
from desk.notices import Notice
from desk.people import Role
from handlers.post import Post
from handlers.tools import Tools

log = logging.getLogger(__name__)
T = TypeVar("T")

LATER = timedelta(hours=1)  # house: until what broke is tried again


def each(
    tools: Tools,
    now: datetime,
    owed: Mapping[str, T],
    act: Callable[[T], object],
    put_off: Callable[[T, datetime], object],
) -> int:
    """Do `act` for each of what is owed, by its name for the log; returns how many there were."""
    for name, one in owed.items():
        if error := tools.uow.apart(partial(act, one)):
            log.error("%s cannot be done; it is tried again in an hour", name, exc_info=error)
            put_off(one, now + LATER)
            if another := tools.uow.apart(partial(_told, tools, name, error, now)):
                log.error("nobody could be told of %s", name, exc_info=another)
    return len(owed)


def _told(tools: Tools, name: str, error: Exception, now: datetime) -> None:
    """Whoever runs the machine, once a day for each; `check` and the metrics have it too."""
    mark, today = f"broken {name}", now.date().isoformat()
    if tools.uow.seen.mark(mark) == today:
        return
    tools.uow.seen.set_mark(mark, today)
    tools.uow.seen.quarantine("desk", name, "", f"{type(error).__name__}: {error}", now)
    for site in tools.uow.sites.all()[:1]:
        post = Post(tools=tools, site=site, now=now)
        for role in (Role.ADMIN, Role.CS_LEAD):
            post.tell(to_role(role, Notice("due_broken", {"what": name})))
