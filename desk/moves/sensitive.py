"""Complaints about people and grave matters: 匿名, 查看反映人, 请说明, 属实, 归档."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, to_person
from desk.clocks import ClockKind, ClockMove, cancel, meet, start
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person
from desk.sensitive import Identity
from desk.ticket import Status, Ticket

VERDICTS = ("proven", "unproven")


def hide(
    ticket: Ticket, now: datetime, actor: Person, *, anonymous: bool, shared: bool = False, lent: bool = False
) -> Change:
    """匿名 or 实名: whether anybody may learn who reported (C9).

    `shared`: others are hidden with them, and may want to stay so. `lent`: it is hidden for the sake of
    another that is within it, and from now on for its own.
    """
    ensure(Move.HIDE, actor, ticket)
    if shared and not anonymous:
        raise Refused("shared_name", number=ticket.number)
    if ticket.anonymous is anonymous and not (anonymous and lent):
        return Change(ticket=ticket)
    return veil(ticket, now, anonymous=anonymous)


def veil(ticket: Ticket, now: datetime, *, anonymous: bool, other: int | None = None) -> Change:
    """The names of all who reported it are hidden or shown, whether they are asked is decided anew (C9).

    `other`: the number of the ticket for whose sake, because it is or was within this one.
    """
    facts: dict[str, Fact] = {"other": other}
    entry = _entry("hidden" if anonymous else "unhidden", now, None, facts, audience=Audience.STAFF)
    clocks: tuple[ClockMove, ...] = ()
    if ticket.status in (Status.DONE, Status.CONFIRMED):
        clocks = (*cancel(ClockKind.ARCHIVE), *start(ClockKind.REVISIT))
    return Change(ticket=replace(ticket, anonymous=anonymous), entries=(entry,), clocks=clocks)


def look(ticket: Ticket, now: datetime, actor: Person, identity: Identity) -> Change:
    """`actor` is told who complained, and the journal tells that they were (S4-30)."""
    ensure(Move.IDENTITY, actor, ticket)
    if ticket.anonymous and (identity is Identity.NOBODY or actor.id == ticket.owner):
        raise Refused("anonymous_reporter", number=ticket.number)
    if not ticket.veiled:
        return Change(ticket=ticket)
    return Change(ticket=ticket, entries=(_entry("looked", now, actor),))


def question(ticket: Ticket, now: datetime, actor: Person, accused: Person) -> Change:
    """请说明: who is complained of is asked how it was (S4-26), by the standard's clock."""
    ensure(Move.QUESTION, actor, ticket)
    if accused.id not in ticket.accused or accused.id == actor.id:
        raise Refused("not_accused", number=ticket.number)
    entry = _entry("questioned", now, actor, {"person": Who(accused.id)})
    return Change(ticket=ticket, entries=(entry,), clocks=start(ClockKind.EXPLAIN))


def explained(ticket: Ticket, now: datetime, accused: Person, words: str, *, last: bool = True) -> Change:
    """Their explanation, for the journal and whoever has the matter; they themselves make no move (S4-28).

    `last`: nobody else who was asked still owes one.
    """
    facts: dict[str, Fact] = {"person": Who(accused.id), "words": words}
    entry = _entry("explained", now, None, facts)
    told = Notice("explain.came", {"number": ticket.number, **facts})
    return Change(
        ticket=ticket,
        entries=(entry,),
        clocks=meet(ClockKind.EXPLAIN) if last else (),
        told=(to_person(ticket.owner, told),) if ticket.owner else (),
    )


def judge(ticket: Ticket, now: datetime, actor: Person, verdict: str) -> Change:
    """属实 or 不属实: what the matter turned out to be (S4-31)."""
    ensure(Move.JUDGE, actor, ticket)
    if verdict not in VERDICTS:
        raise Refused("unknown_button")
    if ticket.verdict == verdict:
        return Change(ticket=ticket)
    entry = _entry("judged", now, actor, {"verdict": Word(f"verdict.{verdict}")})
    return Change(ticket=replace(ticket, verdict=verdict), entries=(entry,))


def archive(ticket: Ticket, now: datetime, actor: Person, *, unasked: bool = False) -> Change:
    """归档: a class 1 or 2 ends by a head's tap (S0-20, S4-44), without a revisit where nobody is asked (C9).

    What was complained of a person is judged first.
    """
    status = ensure(Move.ARCHIVE, actor, ticket)
    if ticket.status is not Status.REVISITED and not unasked:
        raise Refused("revisit_first", number=ticket.number)
    if ticket.accused and ticket.verdict is None:
        raise Refused("verdict_first", number=ticket.number)
    entry = _entry("archived", now, actor, audience=Audience.RESIDENT)
    return Change(
        ticket=replace(ticket, status=status), entries=(entry,), clocks=(*meet(ClockKind.ARCHIVE), *cancel())
    )


def _entry(
    kind: str,
    now: datetime,
    actor: Person | None,
    facts: dict[str, Fact] | None = None,
    *,
    audience: Audience = Audience.MANAGERS,
) -> Entry:
    return Entry(kind=kind, at=now, actor=actor.id if actor else None, audience=audience, facts=facts or {})
