"""The card by which a head archives a class 1 or 2, or an anonymous report (S0-20, S4-44)."""

from datetime import datetime

from desk.change import to_person
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Site
from desk.ticket import Status, Ticket
from handlers import reviewer
from handlers.post import Post
from handlers.tools import Tools

CARD = "archive-"


def ask(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    """Lay it before the reviewer once it can be archived."""
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    for head in able(tools, site, ticket, now)[:1]:
        post.tell(to_person(head.id, card(ticket), card=f"{CARD}{ticket.round}", aloud=True))


def card(ticket: Ticket) -> Notice:
    """What there is to archive, and, of a complaint about a person, whether it was so."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "class": Word(f"class.{ticket.class_.value}"),
        "owner": Who(ticket.owner),
        "result": ticket.result,
        "attitude": ticket.attitude,
        "outcome": ticket.outcome,
        "exempt": Word("archive.exempt") if ticket.status is not Status.REVISITED else None,
        "verdict": Word(f"verdict.{ticket.verdict}") if ticket.verdict else None,
        "judge": Word("archive.judge") if ticket.accused and ticket.verdict is None else None,
    }
    verdicts = row(Button(verb="proven", ticket=ticket.id), Button(verb="unproven", ticket=ticket.id))
    archive = row(Button(verb="archive", ticket=ticket.id), Button(verb="progress", ticket=ticket.id))
    rows = (verdicts, archive) if ticket.accused and ticket.verdict is None else (archive,)
    return Notice("archive.ask", facts, rows)


def able(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> list[Person]:
    """Who may archive it: a head, but for its owner, where there is another."""
    return reviewer.able(tools, site, ticket, ticket.owner or 0, now)
