"""Correcting what the bot understood: another category or class, not a complaint, taken back."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.change import Change, Told, to_person, to_reporters
from desk.clocks import ClockKind, cancel, meet
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.kind import Kind, kind_of
from desk.moves.opening import alarms, raise_class
from desk.moves.table import Move, ensure
from desk.notices import Notice, Word
from desk.people import HEADS, Person
from desk.reading import Category, Class, Urgency
from desk.ticket import Status, Ticket

REASONS = ("chatter", "solved", "duplicate", "elsewhere", "other")  # why something is not a complaint


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person changed in a reading; stored for learning."""

    field: str  # intent | category | class
    before: str
    after: str


def dismiss(ticket: Ticket, now: datetime, actor: Person, reason: str) -> Change:
    """Not a complaint, for a reason that stays on record (S0-24); told to those who had an answer."""
    status = ensure(Move.DISMISS, actor, ticket)
    public = ticket.status is not Status.PROPOSED
    why = Word(f"reason.{reason}") if reason in REASONS else reason
    entry = Entry(
        kind="dismissed",
        at=now,
        actor=actor.id,
        audience=Audience.RESIDENT if public else Audience.STAFF,
        facts={"reason": why},
    )
    notice = Notice("news.dismissed", {"number": ticket.number, "reason": why})
    told = (to_reporters(notice), *stopped(ticket, notice, actor)) if public else ()
    return Change(ticket=_ended(ticket, status), entries=(entry,), clocks=_OVER, told=told)


def withdraw(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """Its first reporter takes it back; others who joined keep it alive."""
    status = ensure(Move.WITHDRAW, actor, ticket)
    if len(ticket.reporters) > 1:
        raise Refused("others_joined", number=ticket.number, others=len(ticket.reporters) - 1)
    entry = Entry(kind="withdrawn", at=now, actor=actor.id, audience=Audience.RESIDENT)
    notice = Notice("news.dismissed", {"number": ticket.number, "reason": None})
    return Change(
        ticket=_ended(ticket, status),
        entries=(entry,),
        clocks=_OVER,
        told=stopped(ticket, notice, actor),
    )


_OVER = (*meet(ClockKind.TRIAGE), *cancel())


def _ended(ticket: Ticket, status: Status) -> Ticket:
    return replace(ticket, status=status, waiting_for=None, next_news_at=None)


def stopped(ticket: Ticket, notice: Notice, actor: Person) -> tuple[Told, ...]:
    """Whoever is on the way to the job is told that there is none."""
    return () if ticket.owner in (None, actor.id) else (to_person(ticket.owner or 0, notice, urgent=True),)


def recategorise(ticket: Ticket, now: datetime, actor: Person, category: Category) -> Change:
    """改类别; its kind goes with it, unless a person had said it. A sudden event alarms at once (S0-17)."""
    ensure(Move.RECLASSIFY, actor, ticket)
    if category is ticket.category:
        return Change(ticket=ticket)
    meant = kind_of(category, ticket.topic)
    kind = meant if ticket.kind is kind_of(ticket.category, ticket.topic) else ticket.kind
    after = replace(ticket, category=category, kind=kind)
    entry = _corrected(now, actor, Word(f"category.{ticket.category}"), Word(f"category.{category}"))
    alarmed = after.emergency and ticket.status is not Status.PROPOSED
    told = alarms(after) if alarmed else ()
    return Change(ticket=after, entries=(entry,), refit=True, told=told, alarmed=alarmed)


def rekind(ticket: Ticket, now: datetime, actor: Person, kind: Kind) -> Change:
    """改种类: complaint, repair or help (C2)."""
    ensure(Move.RECLASSIFY, actor, ticket)
    if kind is ticket.kind:
        return Change(ticket=ticket)
    entry = _corrected(now, actor, Word(f"kind.{ticket.kind}"), Word(f"kind.{kind}"))
    return Change(ticket=replace(ticket, kind=kind), entries=(entry,), refit=True)


def rehurry(ticket: Ticket, now: datetime, actor: Person, urgency: Urgency) -> Change:
    """改缓急: anybody of the desk may say that it is more urgent, only a head that it is less (S2-37)."""
    ensure(Move.RECLASSIFY, actor, ticket)
    if urgency is ticket.urgency:
        return Change(ticket=ticket)
    order = list(Urgency)
    slower = order.index(urgency) > order.index(ticket.urgency)
    if slower and actor.role not in HEADS and ticket.status is not Status.PROPOSED:
        raise Refused("lower_urgency", number=ticket.number)
    entry = _corrected(now, actor, Word(f"urgency.{ticket.urgency}"), Word(f"urgency.{urgency}"))
    return Change(ticket=replace(ticket, urgency=urgency), entries=(entry,), refit=True)


def reclassify(
    ticket: Ticket, now: datetime, actor: Person, class_: Class, owner: Person | None = None
) -> Change:
    """改级别: anybody of the desk may raise it, only a head may lower it.

    Raised, it goes to `owner`, whom the graver class demands (S0-19 … S0-21).
    """
    ensure(Move.RECLASSIFY, actor, ticket)
    if class_ is ticket.class_:
        return Change(ticket=ticket)
    if class_ < ticket.class_:
        return raise_class(ticket, now, class_, owner, actor=actor)
    if actor.role not in HEADS and ticket.status is not Status.PROPOSED:
        raise Refused("lower_class", number=ticket.number)
    entry = _corrected(now, actor, Word(f"class.{ticket.class_.value}"), Word(f"class.{class_.value}"))
    return Change(ticket=replace(ticket, class_=class_), entries=(entry,), refit=True)


def _corrected(now: datetime, actor: Person, before: Word, after: Word) -> Entry:
    facts = {"before": before, "after": after}
    return Entry(kind="corrected", at=now, actor=actor.id, audience=Audience.STAFF, facts=facts)
