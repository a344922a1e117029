"""Alarms: where nobody answers an emergency with 收到, the next one is called (S2-10, S2-11, S2-17)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.change import Told, to_managers_room, to_person, to_role
from desk.emergency import ALARM, CHAIN, advice, alarm, card_of
from desk.notices import Fact, Notice, Word
from desk.people import Site
from desk.privacy import masked
from desk.ticket import Status, Ticket
from handlers.duty_officer import alarmed
from handlers.post import Post
from handlers.tools import Tools
from storage.alarms import Alarm

BATCH = 50  # alarms handled in one unit of work
_UNTAKEN = frozenset({Status.OPEN, Status.DISPATCHED})


def watch(tools: Tools, site: Site, ticket: Ticket, told: Sequence[Told], now: datetime) -> None:
    """Where an emergency's alarm has just been told: see to it that somebody answers."""
    if not ticket.emergency or not any((one.card or "").startswith(ALARM) for one in told):
        return
    answer = tools.book.standard(ticket.standard).duty.answer
    if tools.uow.alarms.get(ticket.id) is None:
        _advise(tools, site, ticket, now)
    tools.uow.alarms.begin(Alarm(ticket=ticket.id, raised_at=now, next_at=now + answer))
    if not ticket.discreet:
        facts: dict[str, Fact] = {"number": ticket.number, "topic": Word(f"topic.{ticket.topic or '其他'}")}
        tools.uow.duty_log.add(site.id, now, Notice("dutylog.alarm", facts))


def _advise(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    """The reporter hears what to do first, and who really was told."""
    roles: list[Fact] = [Word(f"role.{role}") for role in alarmed(tools, site, ticket, now)]
    facts: dict[str, Fact] = {"number": ticket.number, "told": roles, "advice": Word(advice(ticket))}
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    post.tell(to_person(ticket.reporter, Notice("advised", facts), urgent=True))


def fire(tools: Tools, now: datetime) -> int:
    """Call the next one for every alarm that nobody has answered in time; returns how many."""
    owed = tools.uow.alarms.due(now, BATCH)
    for one in owed:
        _climb(tools, one, now)
    return len(owed)


def _climb(tools: Tools, raised: Alarm, now: datetime) -> None:
    ticket = tools.uow.tickets.get(raised.ticket)
    if ticket is None or ticket.status not in _UNTAKEN:  # 接单 answers too
        tools.uow.alarms.save(replace(raised, next_at=None))
        return
    waited = int((now - raised.raised_at).total_seconds() // 60)
    post = Post(tools=tools, site=tools.uow.sites.get(ticket.site), now=now, ticket=ticket)
    step = _next(post, raised.step)
    last = step >= len(CHAIN)
    if last:  # nobody is left to be called: those who are awake are asked to telephone
        post.tell(to_managers_room(alarm(ticket, masked(ticket.text), waited=waited), urgent=True))
    else:
        told = to_role(CHAIN[step], alarm(ticket, ticket.text, waited=waited, private=True), urgent=True)
        post.tell(replace(told, card=card_of(ticket, step + 1)))
    answer = tools.book.standard(ticket.standard).duty.answer
    next_at = None if last else now + answer
    tools.uow.alarms.save(replace(raised, step=step + 1, next_at=next_at))


def _next(post: Post, step: int) -> int:
    """The next rung on which there is somebody; the one behind the last where there is none."""
    present = {person.role for person in post.tools.uow.people.staff(post.site.id)}
    return next((at for at in range(step, len(CHAIN)) if CHAIN[at] in present), len(CHAIN))
