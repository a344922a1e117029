"""Opening a ticket: proposed to staff, registered, dispatched (派单), handed over."""

from dataclasses import replace
from datetime import datetime

from desk.change import (
    Change,
    Told,
    to_informed,
    to_managers_room,
    to_person,
    to_reporters,
    to_role,
    to_staff_room,
)
from desk.clocks import RESUME, ClockKind, cancel, meet, start
from desk.emergency import alarm, card_of
from desk.errors import Refused
from desk.explain import grounds
from desk.journal import Audience, Entry
from desk.matter import matter
from desk.moves import jobs
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.privacy import masked
from desk.promised import at_accepting, at_opening, is_repair
from desk.reading import Class
from desk.routing import may_own
from desk.ticket import UNFINISHED, Status, Ticket


def propose(ticket: Ticket, now: datetime) -> Change:
    """The bot is unsure: staff are asked in time (S0-29), nothing is said or promised in public."""
    entry = Entry(
        kind="proposed",
        at=now,
        actor=None,
        audience=Audience.STAFF,
        facts={"confidence": round(ticket.confidence * 100), "because": list(grounds(ticket.because))},
    )
    return Change(
        ticket=replace(ticket, status=Status.PROPOSED), entries=(entry,), clocks=start(ClockKind.TRIAGE)
    )


def suspected(ticket: Ticket) -> tuple[Told, ...]:
    """What may be an emergency: who can register it is asked at once, whatever the hour (S2-68)."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "words": ticket.text,
        "reporter": Who(ticket.reporter),
    }
    taps = row(Button(verb="register", ticket=ticket.id), Button(verb="dismiss", ticket=ticket.id))
    notice = Notice("incident.suspected", facts, (taps,))
    return tuple(to_role(role, notice, urgent=True) for role in (Role.DUTY_OFFICER, Role.CS_LEAD))


def register(
    ticket: Ticket,
    now: datetime,
    owner: Person | None,
    *,
    actor: Person | None = None,
    duty: Person | None = None,
) -> Change:
    """Registered (S0-24) and, where somebody is responsible, dispatched at once (S0-29, S2-50).

    `ticket` is a draft, or a proposal that `actor` found right. `duty` is who has duty while the office is
    closed: they hear of what is not theirs (S3-19, S2-11).
    """
    if actor is not None or ticket.status is not Status.OPEN:
        ensure(Move.REGISTER, actor, ticket)
    opened = replace(ticket, status=Status.OPEN, receiver=actor.id if actor else ticket.receiver)
    entry = Entry(
        kind="registered",
        at=now,
        actor=actor.id if actor else None,
        audience=Audience.RESIDENT,  # all who join see it: no phone numbers (S2-04)
        facts={"class": Word(f"class.{ticket.class_.value}"), "words": masked(ticket.text)},
    )
    sent = assign(opened, now, owner) if owner else Change(ticket=opened)
    begun = (*meet(ClockKind.TRIAGE), *start(*at_opening(opened)))
    return Change(
        ticket=sent.ticket,
        entries=(entry, *sent.entries),
        clocks=(*begun, *sent.clocks),
        told=(
            *alarms(opened),
            *([jobs.posted(opened)] if is_repair(opened) else []),
            *([] if owner else _unowned(opened)),
            *_after_hours(sent.ticket, duty),
            *sent.told,
        ),
        alarmed=opened.emergency,
    )


def _after_hours(ticket: Ticket, duty: Person | None) -> tuple[Told, ...]:
    """The duty officer knows of what came in after hours and is not theirs; conduct stays with the heads."""
    if duty is None or duty.id == ticket.owner or ticket.discreet or ticket.emergency:
        return ()
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "class": Word(f"class.{ticket.class_.value}"),
        "matter": matter(ticket),
        "owner": Who(ticket.owner),
    }
    buttons = row(Button(verb="progress", ticket=ticket.id))
    return (to_person(duty.id, Notice("duty.told", facts, (buttons,)), urgent=True),)


def assign(
    ticket: Ticket,
    now: datetime,
    owner: Person,
    *,
    actor: Person | None = None,
    reason: Word | str | None = None,
) -> Change:
    """`owner` is responsible from now on and was pinged; refused for somebody who may not have it (S4-41)."""
    if not may_own(owner, ticket):
        raise Refused("no_such_person", name=owner.name, names=None)
    facts: dict[str, Fact] = {"owner": Who(owner.id), "role": Word(f"role.{owner.role}"), "reason": reason}
    entry = Entry(
        kind="dispatched",
        at=now,
        actor=actor.id if actor else None,
        audience=Audience.RESIDENT,
        facts=facts,
    )
    return Change(
        ticket=replace(ticket, status=Status.DISPATCHED, owner=owner.id, waiting_for=None, next_news_at=None),
        entries=(entry,),
        clocks=(*meet(ClockKind.DISPATCH), *start(ClockKind.ACCEPT)),
    )


def hand_over(
    ticket: Ticket,
    now: datetime,
    owner: Person,
    *,
    actor: Person | None,
    reason: Word | str | None = None,
    waits: bool = False,
) -> Change:
    """Another person is responsible; whoever had it knows. What was promised to the reporters goes on.

    `waits`: what waits goes on waiting, for what and until when its reporters were told.
    """
    if owner.id == ticket.owner:
        raise Refused("no_such_person", name=owner.name, names=None)
    sent = assign(ticket, now, owner, actor=actor, reason=reason)
    personal = at_accepting(ticket)  # of a sudden event the promise to come holds, whoever comes
    dropped = cancel(*personal) if personal else ()  # cancel() alone would end every promise
    by = actor.id if actor else None
    gone = Notice("gone", {"number": ticket.number, "owner": Who(owner.id), "by": Who(by)})
    told = () if ticket.owner in (None, by) else (replace(to_person(ticket.owner or 0, gone), but=owner.id),)
    moved = Notice("news.transferred", {"number": ticket.number, "owner": Who(owner.id)})
    heard = (to_reporters(moved, but=by),) if ticket.owner else ()  # S3-23: one number, and who has it now
    if waits and ticket.status is Status.WAITING:
        return replace(sent, ticket=replace(ticket, owner=owner.id), told=(*told, *heard), clocks=())
    return replace(sent, told=(*told, *heard), clocks=(*dropped, *RESUME, *sent.clocks))


def raise_class(
    ticket: Ticket, now: datetime, class_: Class, owner: Person | None, *, actor: Person | None = None
) -> Change:
    """Graver than it was taken for: `owner`, whom the class demands (S0-19 … S0-21), takes it over."""
    facts = {"before": Word(f"class.{ticket.class_.value}"), "after": Word(f"class.{class_.value}")}
    by = actor.id if actor else None
    entry = Entry(kind="corrected", at=now, actor=by, audience=Audience.STAFF, facts=facts)
    raised = replace(ticket, class_=class_)
    moved = Change(ticket=raised, refit=True)
    if owner is not None and owner.id != ticket.owner and ticket.status in UNFINISHED:
        moved = replace(hand_over(raised, now, owner, actor=actor), refit=True)
    told = () if ticket.status is Status.PROPOSED else alarms(raised)
    alarmed = raised.emergency and ticket.status is not Status.PROPOSED
    return replace(moved, entries=(entry, *moved.entries), told=(*told, *moved.told), alarmed=alarmed)


def _unowned(ticket: Ticket) -> tuple[Told, ...]:
    """Nobody is responsible: the head of customer service is told at once."""
    notice = Notice("unowned", {"number": ticket.number})
    headless: tuple[Told, ...] = ()
    if ticket.accused:  # every head is complained of: somebody above names another (S4-28)
        above = Notice("unowned.above", {"number": ticket.number})
        headless = tuple(to_role(role, above, urgent=True) for role in (Role.HEADQUARTERS, Role.ADMIN))
    return (to_role(Role.CS_LEAD, notice, urgent=True), to_staff_room(notice), *headless)


def alarms(ticket: Ticket) -> tuple[Told, ...]:
    """Who hears at once of a class 1 (S2-60), without phones in rooms; of an emergency its playbook says."""
    if ticket.class_ is not Class.ONE:
        return ()
    card = card_of(ticket)
    informed = to_informed(alarm(ticket, ticket.text, private=True), card=card)
    if ticket.emergency:
        return (informed,)
    return (informed, to_managers_room(alarm(ticket, masked(ticket.text)), urgent=True, card=card))
