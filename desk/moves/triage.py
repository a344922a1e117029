"""Correcting what the bot understood: another category or class, not a complaint, taken back."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.change import Change, to_reporters
from desk.clocks import cancel
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Notice, Word
from desk.people import HEADS, Person
from desk.reading import Category, Class
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
    ensure(Move.DISMISS, actor, ticket)
    entry = Entry(
        kind="dismissed",
        at=now,
        actor=actor.id,
        audience=Audience.RESIDENT if ticket.status is not Status.PROPOSED else Audience.STAFF,
        facts={"reason": Word(f"reason.{reason}") if reason in REASONS else reason},
    )
    notice = Notice("news.dismissed", {"number": ticket.number, "reason": entry.facts["reason"]})
    return Change(
        ticket=replace(ticket, status=Status.DISMISSED),
        entries=(entry,),
        clocks=cancel(),
        told=() if ticket.status is Status.PROPOSED else (to_reporters(notice),),
    )


def withdraw(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """Its first reporter takes it back; others who joined keep it alive."""
    ensure(Move.WITHDRAW, actor, ticket)
    if len(ticket.reporters) > 1:
        raise Refused("others_joined", number=ticket.number, others=len(ticket.reporters) - 1)
    entry = Entry(kind="withdrawn", at=now, actor=actor.id, audience=Audience.RESIDENT)
    return Change(ticket=replace(ticket, status=Status.DISMISSED), entries=(entry,), clocks=cancel())


def recategorise(ticket: Ticket, now: datetime, actor: Person, category: Category) -> Change:
    """改类别."""
    ensure(Move.RECLASSIFY, actor, ticket)
    before = Word(f"category.{ticket.category}")
    entry = _corrected(now, actor, before, Word(f"category.{category}"))
    return Change(ticket=replace(ticket, category=category), entries=(entry,))


def reclassify(ticket: Ticket, now: datetime, actor: Person, class_: Class) -> Change:
    """改级别: anybody of the desk may raise it, only a head may lower it."""
    ensure(Move.RECLASSIFY, actor, ticket)
    if class_ > ticket.class_ and actor.role not in HEADS and ticket.status is not Status.PROPOSED:
        raise Refused("lower_class", number=ticket.number)
    entry = _corrected(now, actor, Word(f"class.{ticket.class_.value}"), Word(f"class.{class_.value}"))
    return Change(ticket=replace(ticket, class_=class_), entries=(entry,))


def _corrected(now: datetime, actor: Person, before: Word, after: Word) -> Entry:
    facts = {"before": before, "after": after}
    return Entry(kind="corrected", at=now, actor=actor.id, audience=Audience.STAFF, facts=facts)
