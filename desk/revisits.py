"""The revisit (回访) as a card: mode first, then the two questions (S0-38, S0-39)."""

from desk.matter import matter
from desk.moves.closing import MODES
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.reading import Class
from desk.ticket import Ticket

CARD = "revisit"


def prompt(ticket: Ticket) -> Notice:
    """Who is to be asked about what, and three ways to do it."""
    modes = row(
        *(Button(verb="revisit", ticket=ticket.id, arg=mode, label=Word(f"mode.{mode}")) for mode in MODES)
    )
    return Notice("revisit.prompt", _facts(ticket), buttons=(modes,))


def question(ticket: Ticket, arg: str) -> Notice:
    """The next question once `arg` ("phone", "phone-4") is known, five stars to tap."""
    about = "attitude" if "-" not in arg else "outcome"
    stars = row(
        *(Button(verb="revisit", ticket=ticket.id, arg=f"{arg}-{n}", label=f"{n}⭐") for n in range(1, 6))
    )
    return Notice(f"revisit.{about}", _facts(ticket), buttons=(stars,))


def recorded(ticket: Ticket, *, satisfied: bool) -> Notice:
    """The card once the answers are in."""
    kept = "revisit.done" if ticket.class_ is Class.THREE else "revisit.kept"  # S0-20, S4-44
    return Notice(kept if satisfied else "revisit.unsatisfied", _facts(ticket))


def _facts(ticket: Ticket) -> dict[str, Fact]:
    return {
        "number": ticket.number,
        "matter": matter(ticket),
        "reporter": Who(ticket.reporter),
        "owner": Who(ticket.owner),
        "result": ticket.result,
        "attitude": ticket.attitude,
        "outcome": ticket.outcome,
    }
