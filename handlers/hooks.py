"""Webhooks: each ticket event is kept with its cause; what became of telling it."""

from datetime import datetime, timedelta

from desk.change import Change, to_role
from desk.clocks import Clock
from desk.hooks import OVERDUE, body, event_of, falls_due
from desk.notices import Notice
from desk.people import Role, Site
from desk.standards import Step
from desk.ticket import Ticket
from handlers.post import Post
from handlers.tools import Tools
from storage.hook_events import HookEvent

PATIENCE = timedelta(hours=24)  # house: after it an event is given up and the admin told
KEPT = timedelta(days=30)  # house: how long what was told can be looked up
_DELAYS = (2, 5, 15, 60, 300, 900)  # seconds before the next try; the last one repeats


def heed(tools: Tools, site: Site, change: Change, now: datetime) -> None:
    """Keep what other systems are to be told of a change."""
    hooks = tools.book.local(site).hooks
    event = event_of(change) if hooks else None
    if event is None:
        return
    what = tuple(entry.kind for entry in change.entries)
    for hook in hooks:
        if event in hook.events:
            text = body(event, change.ticket, site.name, now, what=what, words=hook.words)
            tools.uow.hook_events.add(site.id, hook.name, text, now)


def overdue(post: Post, ticket: Ticket, clock: Clock, taken: list[Step]) -> None:
    """Keep that a promise was not kept in time; `clock` as it was before these rungs."""
    tools, site = post.tools, post.site
    hooks = tools.book.local(site).hooks
    if not hooks or ticket.drill or not falls_due(tools.book.standard(ticket.standard), clock, taken):
        return
    for hook in hooks:
        if OVERDUE in hook.events:
            text = body(OVERDUE, ticket, site.name, post.now, clock=clock, words=hook.words)
            tools.uow.hook_events.add(site.id, hook.name, text, post.now)


def unreachable(tools: Tools, event: HookEvent, where: str, error: str, now: datetime) -> None:
    """The other side did not take it now: tried again later, after a day given up."""
    if now - event.created_at > PATIENCE:
        refused(tools, event, where, error, now)
        return
    delay = _DELAYS[min(event.attempts, len(_DELAYS) - 1)]
    tools.uow.hook_events.later(event.id, now + timedelta(seconds=delay), error)


def refused(tools: Tools, event: HookEvent, where: str, error: str, now: datetime) -> None:
    """It will never be taken: the admin is told, once a day for each webhook."""
    tools.uow.hook_events.failed(event.id, error)
    site = tools.uow.sites.get(event.site)
    mark, today = f"hook-told {event.hook}", now.date().isoformat()
    if tools.uow.seen.mark(mark) == today:
        return
    tools.uow.seen.set_mark(mark, today)
    notice = Notice("hook.dead", {"where": where, "why": error[:80]})
    Post(tools=tools, site=site, now=now).tell(to_role(Role.ADMIN, notice))
