"""News by phone: what whoever has the ticket is to tell somebody who has no chat with the desk."""

from desk.change import Told, to_person
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


def card(mark: str) -> str:
    """The card of one piece of news."""
    return f"choose-phoned-{mark}"
