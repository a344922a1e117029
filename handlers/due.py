"""What is due at `now`: rungs of ladders, and the site's recurring jobs."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from desk import reminding
from desk.change import to_role
from desk.clocks import Clock, ClockKind
from desk.notices import Notice
from desk.people import Role
from desk.standards import ASSIGNEE, Step
from desk.ticket import Ticket
from handlers import (
    alarms,
    bulletins,
    daily,
    handover,
    hooks,
    incident_visits,
    late_reviews,
    reminders,
    step_reminders,
    unanswered,
)
from handlers.duty_officer import higher
from handlers.one_by_one import each, of_ticket
from handlers.post import Post
from handlers.revisers import reviser
from handlers.stand_in import deputies
from handlers.tools import Tools

BATCH = 50  # clocks handled in one unit of work, so that intake never waits long


def fire(tools: Tools, now: datetime, prepared: daily.Prepared = MappingProxyType({})) -> int:
    """Do what is owed by `now`, each thing once; returns how many things were done.

    `prepared`: what was counted for the recurring jobs beforehand, beside the writer.
    """
    clocks = tools.uow.clocks.due(now, BATCH)
    each(
        tools,
        now,
        {f"clock {one.id}": one for one in clocks},
        lambda one: _climb(tools, one, now),
        lambda one, at: tools.uow.clocks.save(replace(one, next_at=at)),
        site=lambda one: of_ticket(tools, one.ticket),
    )
    told = reminders.flush(tools, now) if len(clocks) < BATCH else 0  # once all that is due is known
    others = alarms.fire(tools, now) + handover.fire(tools, now) + daily.fire(tools, now, prepared)
    others += step_reminders.fire(tools, now) + incident_visits.fire(tools, now)
    others += bulletins.fire(tools, now) + late_reviews.fire(tools, now) + unanswered.fire(tools, now)
    return len(clocks) + told + others


def next_at(tools: Tools) -> datetime | None:
    """When something is owed next."""
    uow = tools.uow
    told = (uow.clocks, uow.timers, uow.reminders, uow.alarms, uow.incidents, uow.roster, uow.bulletins)
    moments = [store.next_at() for store in (*told, uow.drafts, uow.quotes)]
    return min((moment for moment in moments if moment), default=None)


def _climb(tools: Tools, clock: Clock, now: datetime) -> None:
    """Take the clock's next rung: tell whom it names, and arm the one after.

    Rungs that fell due together (after downtime) are taken together; the highest alone is spoken.
    """
    ticket = tools.uow.tickets.get(clock.ticket)
    if ticket is None or ticket.ended:
        tools.uow.clocks.save(replace(clock, next_at=None))
        return
    standard = tools.book.standard(ticket.standard)
    missed = reminding.missed(clock, now)
    owed: list[Step] = []
    before = clock
    while (step := standard.step(clock)) and clock.due_at + step.after <= now:
        owed.append(step)
        clock = replace(clock, step=clock.step + 1)
    tools.uow.clocks.save(replace(clock, next_at=standard.next_at(clock)))
    post = Post(tools=tools, site=tools.uow.sites.get(ticket.site), now=now, ticket=ticket)
    hooks.overdue(post, ticket, before, owed)
    for step in _spoken(owed, clock.due_at, now):
        _tell(post, ticket, clock, step, missed=missed)


def _spoken(owed: list[Step], due_at: datetime, now: datetime) -> list[Step]:
    """The rungs worth saying now: the due ones, without warnings of what has happened meanwhile."""
    late = [step for step in owed if step.after >= timedelta()]
    return late or owed if now >= due_at else owed


def _tell(post: Post, ticket: Ticket, clock: Clock, step: Step, *, missed: bool) -> None:
    staff = post.tools.uow.people.staff(ticket.site)
    if clock.kind is ClockKind.REVISIT and step.to == ASSIGNEE:
        away = deputies(post.tools, post.site, post.now)
        person = reviser(post.tools, ticket, [one for one in staff if one.id not in away])
        if person is None:
            post.tell(to_role(Role.CS_LEAD, Notice("revisit.nobody", {"number": ticket.number})))
            return
        people = [person]
    elif step.to == ASSIGNEE and ticket.owner:
        people = list(post.tools.uow.people.named([ticket.owner]).values())
    else:
        role = Role.CS_LEAD if step.to == ASSIGNEE else Role(step.to)
        people = higher(post.tools, post.site, role, post.now, ticket)
    if step.to == ASSIGNEE and clock.kind is ClockKind.ACCEPT and ticket.receiver:
        people += post.tools.uow.people.named([ticket.receiver]).values()  # S3-20
    reminders.owe(post, ticket, clock, people, missed=missed)
