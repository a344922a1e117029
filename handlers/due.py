"""What is due at `now`: rungs of ladders, and the site's recurring jobs."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk import revisits, routing
from desk.cards import matter
from desk.change import to_person, to_role
from desk.clocks import Clock, ClockKind
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.standards import ASSIGNEE, Step
from desk.ticket import Ticket
from handlers import alarms, daily, handover
from handlers.post import Post
from handlers.tools import Tools

BATCH = 50  # clocks handled in one unit of work, so that intake never waits long


def fire(tools: Tools, now: datetime) -> int:
    """Do what is owed by `now`, each thing once; returns how many things were done."""
    clocks = tools.uow.clocks.due(now, BATCH)
    for clock in clocks:
        _climb(tools, clock, now)
    return len(clocks) + alarms.fire(tools, now) + handover.fire(tools, now) + daily.fire(tools, now)


def next_at(tools: Tools) -> datetime | None:
    """When something is owed next."""
    uow = tools.uow
    moments = (uow.clocks.next_at(), uow.timers.next_at(), uow.alarms.next_at(), uow.roster.next_at())
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
    owed: list[Step] = []
    while (step := standard.step(clock)) and clock.due_at + step.after <= now:
        owed.append(step)
        clock = replace(clock, step=clock.step + 1)
    tools.uow.clocks.save(replace(clock, next_at=standard.next_at(clock)))
    post = Post(tools=tools, site=tools.uow.sites.get(ticket.site), now=now, ticket=ticket)
    for step in _spoken(owed, clock.due_at, now):
        _tell(post, ticket, clock, step)


def _spoken(owed: list[Step], due_at: datetime, now: datetime) -> list[Step]:
    """The rungs worth saying now: the due ones, without warnings of what has happened meanwhile."""
    late = [step for step in owed if step.after >= timedelta()]
    return late or owed if now >= due_at else owed


def _tell(post: Post, ticket: Ticket, clock: Clock, step: Step) -> None:
    if clock.kind is ClockKind.REVISIT and step.to == ASSIGNEE:
        _prompt_revisit(post, ticket, first=step.after < timedelta())
        return
    notice = _reminder(ticket, clock, post.now)
    if step.to == ASSIGNEE:
        told = to_person(ticket.owner, notice, aloud=True) if ticket.owner else to_role(Role.CS_LEAD, notice)
    else:
        told = to_role(Role(step.to), notice)
    post.tell(told)


def _prompt_revisit(post: Post, ticket: Ticket, *, first: bool) -> None:
    person = routing.reviser(ticket, post.tools.uow.people.staff(ticket.site))
    if person is None:
        facts: dict[str, Fact] = {"number": ticket.number}
        post.tell(to_role(Role.CS_LEAD, Notice("revisit.nobody", facts)))
        return
    if first:
        post.tell(to_person(person.id, revisits.prompt(ticket), card=revisits.CARD, aloud=True))
    else:
        post.tell(to_person(person.id, _revisit_reminder(ticket, person, post.now), aloud=True))


def _revisit_reminder(ticket: Ticket, person: Person, now: datetime) -> Notice:
    facts: dict[str, Fact] = {"number": ticket.number, "reporter": Who(ticket.reporter), "at": now}
    return Notice("revisit.late", {**facts, "person": person.name}, revisits.prompt(ticket).buttons)


def _reminder(ticket: Ticket, clock: Clock, now: datetime) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "clock": Word(f"clock.{clock.kind}"),
        "due": clock.due_at,
        "late": max(0, int((now - clock.due_at).total_seconds() // 60)),
        "owner": Who(ticket.owner),
        "rule": clock.rule,
    }
    key = "remind.late" if now >= clock.due_at else "remind.soon"
    buttons = row(Button(verb="progress", ticket=ticket.id))
    return Notice(key, facts, buttons=(buttons,))
