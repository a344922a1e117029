"""What else may come of a revisit: nobody answers, nobody is asked, another time; closing without it."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change
from desk.clocks import ClockKind, cancel, meet, start, start_at
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Word
from desk.people import Person
from desk.reading import Class
from desk.ticket import Status, Ticket

EXEMPT = ("anonymous", "reply", "unreached")  # S2-113 …; why nobody is asked


def tried(ticket: Ticket, now: datetime, actor: Person, times: int, due: datetime | None) -> Change:
    """没接通: the `times`-th call that nobody answered; the next is due then, None: it was the last."""
    ensure(Move.REVISIT, actor, ticket)
    again = start_at(ClockKind.REVISIT, due, "S2-108") if due else ()
    facts: dict[str, Fact] = {"times": times, "due": due}
    return Change(ticket=ticket, entries=(_entry("revisit_tried", now, actor, facts),), clocks=again)


def postponed(ticket: Ticket, now: datetime, actor: Person, due: datetime, reason: str) -> Change:
    """再约: the next time, always with one, and why (S2-108, S2-114)."""
    ensure(Move.REVISIT, actor, ticket)
    if due <= now:
        raise Refused("which_time", number=ticket.number)
    facts: dict[str, Fact] = {"due": due, "reason": reason}
    return Change(
        ticket=ticket,
        entries=(_entry("revisit_set", now, actor, facts),),
        clocks=start_at(ClockKind.REVISIT, due, "S2-108, S2-114"),
    )


def excused(ticket: Ticket, now: datetime, actor: Person, reason: str) -> Change:
    """免访: the matter is over without anybody being asked, for a reason of the standard (S2-113)."""
    ensure(Move.REVISIT, actor, ticket)
    entry = _entry("revisit_excused", now, actor, {"reason": Word(f"exempt.{reason}")})
    return _over(ticket, now, entry)


def concluded(ticket: Ticket, now: datetime, actor: Person, reason: str, rounds: int) -> Change:
    """结案: after so many rounds a head closes what still does not satisfy, with reasons (C11, S3-11)."""
    ensure(Move.CONCLUDE, actor, ticket)
    if ticket.round < rounds:
        raise Refused("too_early", number=ticket.number, round=ticket.round, rounds=rounds)
    if not reason.strip():
        raise Refused("why_concluded", number=ticket.number)
    return _closed(ticket, now, _entry("concluded", now, actor, {"reason": reason, "round": ticket.round}))


def retired(ticket: Ticket, now: datetime) -> Change:
    """Not drawn for a revisit and finished long ago: filed."""
    if ticket.status not in (Status.DONE, Status.CONFIRMED):
        raise Refused("state", number=ticket.number, status=Word(f"status.{ticket.status}"), owner=None)
    return _over(ticket, now)


def _over(ticket: Ticket, now: datetime, *entries: Entry) -> Change:
    """Closed; a class 1 or 2 is archived by a head (S0-20, S4-44)."""
    if ticket.class_ is Class.THREE:
        return _closed(ticket, now, *entries)
    after = replace(ticket, status=Status.REVISITED)
    return Change(ticket=after, entries=entries, clocks=(*meet(ClockKind.REVISIT), *start(ClockKind.ARCHIVE)))


def _closed(ticket: Ticket, now: datetime, *entries: Entry) -> Change:
    closed = Entry(kind="closed", at=now, actor=None, audience=Audience.RESIDENT)
    after = replace(ticket, status=Status.CLOSED)
    return Change(ticket=after, entries=(*entries, closed), clocks=cancel())


def _entry(kind: str, now: datetime, actor: Person, facts: dict[str, Fact]) -> Entry:
    return Entry(kind=kind, at=now, actor=actor.id, audience=Audience.STAFF, facts=facts)
