"""Alarms (突发事件): the message that somebody has to answer with 收到 (S2-10)."""

from dataclasses import replace
from datetime import datetime

from desk.caring import choices
from desk.matter import matter
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Role
from desk.ticket import Ticket

ALARM = "alarm"  # the card of an alarm; see `card_of`
CHAIN = (Role.CS_LEAD, Role.CENTRE_MANAGER)  # who is called next, after the duty officer (S2-10, S2-11)


def card_of(ticket: Ticket, step: int = 0) -> str:
    """The name of the alarm's card: a graver class, or the next one called, hears anew."""
    return f"{ALARM}{ticket.class_.value}{'e' if ticket.emergency else ''}" + (f"-{step}" if step else "")


def alarm(
    ticket: Ticket,
    words: str,
    *,
    title: Word | str | None = None,
    by: int | None = None,
    at: datetime | None = None,
    waited: int = 0,
    failed: Who | None = None,
    private: bool = False,
) -> Notice:
    """The alarm: with 收到 to tap on an emergency, until somebody (`by`) has.

    The flat, and who reported it with their home, only in `private`.
    `title`: the emergency's by its playbook; `waited`: minutes that nobody has answered; `failed`: whom it
    could not be delivered to.
    """
    about = matter(ticket)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": replace(about, facts={**about.facts, "topic": title}) if title else about,
        "room": ticket.place.room if private else None,
        "words": words,
        "reporter": Who(ticket.reporter) if private and not (ticket.drill or ticket.veiled) else None,
        "by": Who(by),
        "at": at,
        "waited": waited,
        "failed": failed,
    }
    tapped = row(Button(verb="acknowledge", ticket=ticket.id))
    taps = (tapped,) if _answered(ticket) and by is None else ()
    return Notice("alarm", facts, (*taps, *choices(ticket)))


def _answered(ticket: Ticket) -> bool:
    return ticket.emergency or ticket.drill


def marked(ticket: Ticket | None, notice: Notice) -> Notice:
    """What is said of a drill says that it is one; anything else stays as it is."""
    if ticket is None or not ticket.drill or notice.key == "drilled":
        return notice
    return Notice("drilled", {"notice": notice}, notice.buttons)
