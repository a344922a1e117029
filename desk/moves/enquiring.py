"""Enquiries (咨询) and suggestions (建议): answered by a reply, and over with it (S2-01, S2-67, S2-76)."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, to_reporters
from desk.clocks import ClockKind, cancel, meet
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person
from desk.ticket import UNFINISHED, Status, Ticket


def answer(ticket: Ticket, now: datetime, actor: Person, words: str) -> Change:
    """The answer goes to whoever asked, and nothing is owed any more; there is nothing to revisit."""
    status = ensure(Move.NOTE, actor, ticket)
    if status not in UNFINISHED:
        raise Refused("state", number=ticket.number, status=Word(f"status.{status}"), owner=Who(ticket.owner))
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(actor.id), "words": words}
    entry = Entry(kind="answered", at=now, actor=actor.id, audience=Audience.RESIDENT, facts={"words": words})
    kept = (ClockKind.RESPOND, ClockKind.DISPATCH, ClockKind.ACCEPT, ClockKind.FIRST_CONTACT)
    return Change(
        ticket=replace(ticket, status=Status.CLOSED, result=words, done_at=now),
        entries=(entry,),
        clocks=(*meet(*kept), *cancel()),
        told=(to_reporters(Notice(f"replied.{ticket.kind}", facts), but=actor.id, aloud=True),),
    )
