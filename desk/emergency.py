"""Emergencies (突发事件): who is pinged at once and what everybody is told to do first (S2-67 … S2-79)."""

from datetime import datetime

from desk.matter import matter
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Role
from desk.ticket import Ticket

_ADVICE = {
    "电梯": "lift",
    "消防": "fire",
    "燃气": "gas",
    "供电": "power",
    "供水": "flood",
    "排水": "flood",
    "渗漏": "flood",
    "被盗": "police",
    "打架伤人": "police",
    "急病": "ambulance",
    "高空抛物": "falling",
}


def advice(ticket: Ticket) -> str:
    """The text key of what to do now: "advice.fire" (119, no lift), "advice.ambulance" (120) …."""
    return f"advice.{_ADVICE.get(ticket.topic or '', 'other')}"


_NO_REPAIR = frozenset({"急病", "被盗", "打架伤人"})  # S2-72, S2-78: guards, and nothing for a fitter to do


def pinged(ticket: Ticket) -> tuple[Role, ...]:
    """The roles told at once, whatever the hour (S2-17, S2-78, S2-79)."""
    if not ticket.emergency:
        return ()
    helpers = (Role.SECURITY,) if ticket.topic in _NO_REPAIR else (Role.ENGINEER, Role.SECURITY)
    return (*helpers, Role.DUTY_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER)


ALARM = "alarm"  # the card of an alarm; see `card_of`
CHAIN = (Role.CS_LEAD, Role.CENTRE_MANAGER)  # who is called next, after the duty officer (S2-10, S2-11)


def card_of(ticket: Ticket, step: int = 0) -> str:
    """The name of the alarm's card: a graver class, or the next one called, hears anew."""
    return f"{ALARM}{ticket.class_.value}{'e' if ticket.emergency else ''}" + (f"-{step}" if step else "")


def alarm(
    ticket: Ticket,
    words: str,
    *,
    by: int | None = None,
    at: datetime | None = None,
    waited: int = 0,
    private: bool = False,
) -> Notice:
    """The alarm: with 收到 to tap on an emergency, until somebody (`by`) has; the flat only in `private`."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "room": ticket.place.room if private else None,
        "words": words,
        "by": Who(by),
        "at": at,
        "waited": waited,
    }
    tapped = row(Button(verb="acknowledge", ticket=ticket.id))
    return Notice("alarm", facts, (tapped,) if ticket.emergency and by is None else ())
