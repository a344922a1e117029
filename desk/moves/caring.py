"""急病: what the patient's side wants, hospital, 120 or somebody to look after them (S2-70)."""

from datetime import datetime

from desk.change import Change, to_person, to_role, to_staff_room
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person, Role
from desk.ticket import Ticket


def choose(ticket: Ticket, now: datetime, actor: Person, care: str) -> Change:
    """Kept, and told at once to who is on the way."""
    ensure(Move.SEE, actor, ticket)
    facts: dict[str, Fact] = {"number": ticket.number, "care": Word(f"care.{care}"), "by": Who(actor.id)}
    wanted = Notice("care.wanted", facts)
    entry = Entry(
        kind="care", at=now, actor=actor.id, audience=Audience.RESIDENT, facts={"care": Word(f"care.{care}")}
    )
    told = [to_staff_room(wanted), to_role(Role.SECURITY, wanted, urgent=True)]
    if ticket.owner is not None and ticket.owner != actor.id:
        told.append(to_person(ticket.owner, wanted, urgent=True))
    return Change(ticket=ticket, entries=(entry,), told=tuple(told))
