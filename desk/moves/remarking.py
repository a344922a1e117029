"""What staff say about a job among themselves: kept with it, read by whoever is responsible (S4-02)."""

from datetime import datetime

from desk.change import Change, Told, to_person, to_role
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Notice, Who, row
from desk.people import Person, Role
from desk.ticket import Status, Ticket


def remark(ticket: Ticket, now: datetime, actor: Person, words: str) -> Change:
    """The words into the journal, for staff; who is responsible reads them, and is a tap from the next step.

    The reporters read nothing of it.
    """
    ensure(Move.PHOTO, actor, ticket)
    entry = Entry(kind="remark", at=now, actor=actor.id, audience=Audience.STAFF, facts={"words": words})
    notice = Notice(
        "remark.told", {"number": ticket.number, "by": Who(actor.id), "words": words}, _next(ticket)
    )
    return Change(ticket=ticket, entries=(entry,), told=_to_owner(ticket, actor, notice))


def _to_owner(ticket: Ticket, actor: Person, notice: Notice) -> tuple[Told, ...]:
    if ticket.owner == actor.id:
        return ()
    if ticket.owner is None:
        return (to_role(Role.CS_LEAD, notice, but=actor.id),)
    return (to_person(ticket.owner, notice, aloud=True),)


def _next(ticket: Ticket) -> tuple[tuple[Button, ...], ...]:
    if ticket.status in (Status.OPEN, Status.DISPATCHED):
        return (row(Button(verb="accept", ticket=ticket.id)),)
    verbs = ("note", "finish") if ticket.helped else ()
    return (row(*(Button(verb=verb, ticket=ticket.id) for verb in verbs)),) if verbs else ()
