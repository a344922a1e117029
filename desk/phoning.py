"""News by phone: what whoever has the ticket is to tell somebody who has no chat with the desk."""

from collections.abc import Iterable
from datetime import datetime

from desk.change import Change, Told, to_person
from desk.clocks import ClockKind, meet
from desk.journal import Audience, Entry
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Person
from desk.ticket import Ticket


def task(ticket: Ticket, person: Person, news: Notice, *, owner: int, phone: str | None, stamp: str) -> Told:
    """For `owner`: call them, say this, tap 已电话告知; `stamp` tells one piece of news from the next."""
    mark = f"{person.id}-{stamp}"
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "whom": Who(person.id),
        "phone": phone,
        "news": Notice(news.key, news.facts),
    }
    button = row(Button(verb="phoned", ticket=ticket.id, arg=mark))
    return to_person(owner, Notice("phone.task", facts, (button,)), card=card(mark))


def owed(person: Person, now: datetime, stamp: str) -> Entry:
    """That somebody has to be phoned, until an entry of the same mark says that they were."""
    facts: dict[str, Fact] = {"whom": Who(person.id), "mark": f"{person.id}-{stamp}"}
    return Entry(kind="to_phone", at=now, actor=None, audience=Audience.STAFF, facts=facts)


def phoned(ticket: Ticket, now: datetime, actor: Person, whom: int, mark: str) -> Change:
    """已电话告知: somebody has talked with them (S0-28)."""
    facts: dict[str, Fact] = {"whom": Who(whom), "mark": mark}
    entry = Entry(kind="phoned", at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)
    spoken = meet(ClockKind.RESPOND, ClockKind.FIRST_CONTACT)
    return Change(ticket=ticket, entries=(entry,), clocks=spoken)


def waiting(entries: Iterable[Entry]) -> bool:
    """Whether somebody is still to be phoned."""
    marks = {"to_phone": set[object](), "phoned": set[object]()}
    for entry in entries:
        if entry.kind in marks:
            marks[entry.kind].add(entry.facts.get("mark"))
    return bool(marks["to_phone"] - marks["phoned"])


def card(mark: str) -> str:
    """The card of one piece of news."""
    return f"choose-phoned-{mark}"
