"""专项组: who works together on a class 1, told when it becomes one (S3-06, S0-19)."""

from datetime import datetime

from desk.change import Change, to_person
from desk.journal import Audience, Entry
from desk.moves.table import knows
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role, Site
from desk.reading import Class
from desk.routing import department, may_own
from desk.ticket import Status, Ticket
from handlers.post import Post
from handlers.stand_in import deputies
from handlers.tools import Tools


def became_grave(change: Change) -> bool:
    """Whether this change makes it a class 1 that somebody works on."""
    if change.ticket.class_ is not Class.ONE or change.ticket.status is Status.PROPOSED:
        return False
    raised = Word("class.1")
    return any(
        entry.kind == "registered" or (entry.kind == "corrected" and entry.facts.get("after") == raised)
        for entry in change.entries
    )


def call(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    """Tell every member who they are."""
    people = members(tools, site, ticket, now)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    notice = listed(ticket, people)
    for person in people:
        post.tell(to_person(person.id, notice, card="taskforce"))
    names: list[Fact] = [Who(one.id) for one in people]
    entry = Entry(kind="taskforce", at=now, actor=None, audience=Audience.STAFF, facts={"people": names})
    tools.uow.journal.add(ticket.id, (entry,))


def members(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> list[Person]:
    """By the standard's list, for whoever is on leave the deputy; nobody who may not know of it."""
    staff = tools.uow.people.staff(site.id)
    away = deputies(tools, site, now)
    found: dict[int, Person] = {}
    for wanted in tools.book.standard(ticket.standard).taskforce:
        for person in _meant(wanted, ticket, staff):
            able = next((one for one in staff if one.id == away.get(person.id)), person)
            for one in (able, person):
                if may_own(one, ticket) and knows(one, ticket):
                    found[one.id] = one
                    break
    return list(found.values())


def _meant(wanted: Role | str, ticket: Ticket, staff: list[Person]) -> list[Person]:
    if wanted == "department":
        helper = department(ticket)
        return [one for one in staff if one.role is helper]
    if wanted == "officer":
        officers = [one for one in staff if one.role is Role.CUSTOMER_OFFICER]
        return [one for one in officers if ticket.place.building in one.area]
    return [one for one in staff if one.role is wanted]


def listed(ticket: Ticket, people: list[Person]) -> Notice:
    """The list in words."""
    lines: list[Fact] = [
        Notice("taskforce.line", {"person": Who(one.id), "role": Word(f"role.{one.role}")}) for one in people
    ]
    facts: dict[str, Fact] = {"number": ticket.number, "owner": Who(ticket.owner), "lines": lines}
    return Notice("taskforce.list", facts, (row(Button(verb="progress", ticket=ticket.id)),))
