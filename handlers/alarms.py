"""Alarms: where nobody answers an emergency with 收到, the next one is called (S2-10, S2-11, S2-17)."""

from dataclasses import replace
from datetime import datetime

from desk.change import to_managers_room, to_role
from desk.emergency import ALARM, CHAIN, alarm, card_of, marked
from desk.notices import Fact, Notice, Who
from desk.people import Site
from desk.playbooks import Playbook
from desk.privacy import masked
from desk.ticket import Status, Ticket
from handlers.one_by_one import SOON, each, of_ticket
from handlers.playbooks import played
from handlers.post import Post
from handlers.tools import Tools
from storage.alarms import Alarm

BATCH = 50  # alarms handled in one unit of work
_UNTAKEN = frozenset({Status.OPEN, Status.DISPATCHED})


def begun(tools: Tools, site: Site, ticket: Ticket, playbook: Playbook, now: datetime) -> Alarm:
    """See to it that somebody answers the alarm; one that somebody has answered stays so."""
    known = tools.uow.alarms.get(ticket.id)
    if known is not None and known.answered_by is not None:
        return known
    raised = Alarm(ticket=ticket.id, raised_at=now, next_at=now + playbook.answer)
    tools.uow.alarms.begin(raised)
    if not ticket.discreet:
        facts: dict[str, Fact] = {"number": ticket.number, "topic": playbook.title}
        tools.uow.duty_log.add(site.id, now, marked(ticket, Notice("dutylog.alarm", facts)))
    return raised


def fire(tools: Tools, now: datetime) -> int:
    """Call the next one for every alarm that nobody has answered in time; returns how many."""
    return each(
        tools,
        now,
        {f"alarm {one.ticket}": one for one in tools.uow.alarms.due(now, BATCH)},
        lambda one: _climb(tools, one, now),
        lambda one, at: tools.uow.alarms.save(replace(one, next_at=at)),
        site=lambda one: of_ticket(tools, one.ticket),
        later=SOON,
    )


def _climb(tools: Tools, raised: Alarm, now: datetime) -> None:
    ticket = tools.uow.tickets.get(raised.ticket)
    if ticket is None or not (ticket.drill or ticket.status in _UNTAKEN):  # 接单 answers too
        tools.uow.alarms.save(replace(raised, next_at=None))
        return
    waited = int((now - raised.raised_at).total_seconds() // 60)
    site = tools.uow.sites.get(ticket.site)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    playbook = played(tools, site, ticket)
    step = _next(post, raised.step)
    last = step >= len(CHAIN)
    if last:  # nobody is left to be called: those who are awake are asked to telephone
        post.tell(to_managers_room(_said(ticket, playbook, masked(ticket.text), waited), urgent=True))
    else:
        told = to_role(CHAIN[step], _said(ticket, playbook, ticket.text, waited, private=True), urgent=True)
        post.tell(replace(told, card=card_of(ticket, step + 1)))
    next_at = None if last else now + playbook.answer
    tools.uow.alarms.save(replace(raised, step=step + 1, next_at=next_at))


def _said(ticket: Ticket, playbook: Playbook, words: str, waited: int, *, private: bool = False) -> Notice:
    return alarm(ticket, words, title=playbook.title, waited=waited, private=private)


def undelivered(tools: Tools, ticket: Ticket, person: int, at: tuple[str, str], now: datetime) -> None:
    """Somebody's alarm could not be delivered, and they have no other address: the next one is told."""
    others = [one for one in tools.uow.people.addresses(person) if (one.platform, one.account) != at]
    if any(one.state == "ok" for one in others):
        return
    site = tools.uow.sites.get(ticket.site)
    playbook = played(tools, site, ticket)
    role = next((one for one in CHAIN if one is not tools.uow.people.get(person).role), CHAIN[-1])
    notice = alarm(ticket, ticket.text, title=playbook.title, failed=Who(person), private=True)
    told = to_role(role, notice, urgent=True)
    Post(tools=tools, site=site, now=now, ticket=ticket).tell(replace(told, card=f"{ALARM}-for-{person}"))


def _next(post: Post, step: int) -> int:
    """The next rung on which there is somebody; the one behind the last where there is none."""
    present = {person.role for person in post.tools.uow.people.staff(post.site.id)}
    return next((at for at in range(step, len(CHAIN)) if CHAIN[at] in present), len(CHAIN))
