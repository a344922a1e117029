"""转介: what others decide is explained and handed to them; nobody is sent away (S2-69, S4-29)."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, to_reporters
from desk.clocks import RESUME, ClockKind, cancel, meet, start
from desk.journal import Audience, Entry
from desk.local import Body
from desk.moves.table import Move, ensure
from desk.moves.triage import stopped
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person
from desk.ticket import Ticket


def refer(ticket: Ticket, now: datetime, actor: Person, body: Body, words: str = "") -> Change:
    """The reporters learn who decides it and how to reach them; it closes once they were asked again.

    Until then it is done, not closed: they may say that they still need help, and the revisit is owed.
    """
    status = ensure(Move.REFER, actor, ticket)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "body": body.name,
        "phone": body.phone,
        "words": words,
        "by": Who(actor.id),
    }
    known = Button(verb="confirm", ticket=ticket.id, label=Word("refer.button_known"))
    help_ = Button(verb="reject", ticket=ticket.id, label=Word("refer.button_help"))
    entry = Entry(kind="referred", at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)
    return Change(
        ticket=replace(
            ticket,
            status=status,
            result=f"转介：{' '.join(filter(None, (body.name, body.phone)))}",
            done_at=now,
            done_by=actor.id,
            waiting_for=None,
            next_news_at=None,
        ),
        entries=(entry,),
        clocks=(
            *RESUME,
            *meet(ClockKind.FIRST_CONTACT, ClockKind.RESPOND, ClockKind.DISPATCH, ClockKind.ACCEPT),
            *meet(ClockKind.SIGN, ClockKind.RESOLVE),
            *cancel(ClockKind.ARRIVE, ClockKind.APPOINTMENT, ClockKind.NEWS),
            *start(ClockKind.REVISIT),
        ),
        told=(
            to_reporters(Notice("refer.told", facts, (row(known, help_),)), card="feedback", aloud=True),
            *stopped(ticket, Notice("refer.over", facts), actor),
        ),
    )
