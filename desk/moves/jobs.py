"""The job's slip (维修单): engineering is told of a repair at once and signs for it (S2-86, S2-96)."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, Circle, Told
from desk.clocks import ClockKind, meet
from desk.journal import Audience, Entry
from desk.matter import matter
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.privacy import masked
from desk.ticket import Ticket

CARD = "job"


def posted(ticket: Ticket) -> Told:
    """The job, to every engineer; the first who signs has the slip."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "room": ticket.place.room,
        "urgency": Word(f"urgency.{ticket.urgency}"),
        "words": masked(ticket.text),
        "by": None if ticket.place.building else Who(ticket.reporter),  # whose home says where it is
    }
    buttons = row(Button(verb="sign", ticket=ticket.id), Button(verb="progress", ticket=ticket.id))
    notice = Notice("job.posted", facts, (buttons,))
    return Told(circle=Circle.ROLE, role=Role.ENGINEER, notice=notice, card=CARD, aloud=True)


def over(change: Change) -> Notice:
    """What stands on the slip once nobody need sign for it: who did, by a tap or by taking the ticket."""
    number = change.ticket.number
    signed = next((one for one in change.entries if one.kind in ("signed", "accepted")), None)
    if signed is None:
        return Notice("job.over", {"number": number, "status": Word(f"status.{change.ticket.status}")})
    return Notice("job.signed", {"number": number, "by": Who(signed.actor)})


def sign(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """签收: an engineer who signs helps from then on, and so has a card to work with."""
    ensure(Move.SIGN, actor, ticket)
    fitter = actor.role in (Role.ENGINEER, Role.ENGINEERING_LEAD)
    if fitter and actor.id not in (ticket.owner, *ticket.helpers):
        ticket = replace(ticket, helpers=(*ticket.helpers, actor.id))
    entry = Entry(kind="signed", at=now, actor=actor.id, audience=Audience.STAFF)
    return Change(ticket=ticket, entries=(entry,), clocks=meet(ClockKind.SIGN))
