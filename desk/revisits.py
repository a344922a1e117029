"""The revisit (回访) as a card: mode first, then the two questions (S0-38, S0-39), or why not now."""

from desk.matter import matter
from desk.moves.closing import MODES
from desk.moves.revisiting import EXEMPT
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.reading import Class
from desk.revisit_rules import Rules
from desk.ticket import Ticket

CARD = "revisit"
ASKED = "revisit-asked"  # in the reporter's own chat
WAYS = ("unreached", "again", "exempt")  # 没接通, 再约, 免访


def prompt(
    ticket: Ticket, *, times: int = 1, suggested: str | None = None, phone: str | None = None
) -> Notice:
    """Who is to be asked about what, three ways to do it, and what else may be; the `times`-th time."""
    modes = row(
        *(Button(verb="revisit", ticket=ticket.id, arg=mode, label=Word(f"mode.{mode}")) for mode in MODES)
    )
    ways = row(
        *(Button(verb="revisit", ticket=ticket.id, arg=way, label=Word(f"revisitway.{way}")) for way in WAYS)
    )
    facts: dict[str, Fact] = {
        **_facts(ticket),
        "round": ticket.round,
        "times": times,
        "phone": phone,
        "suggested": Word(f"mode.{suggested}") if suggested else None,
    }
    return Notice("revisit.prompt", facts, buttons=(modes, ways))


def suggested(ticket: Ticket, rules: Rules, times: int) -> str | None:
    """The mode that the standard wants (C10): from the second on a call is enough, but of class 3."""
    if rules.phone == "always":
        return None
    from_second = times > 1 or ticket.round > 1
    return "phone" if from_second and ticket.class_.value < 3 else "visit"  # noqa: PLR2004  # 第三类


def question(ticket: Ticket, arg: str) -> Notice:
    """The next question once `arg` ("phone", "phone-4") is known, five stars to tap."""
    about = "attitude" if "-" not in arg else "outcome"
    return Notice(f"revisit.{about}", _facts(ticket), buttons=(_stars("revisit", ticket, arg),))


def asked(ticket: Ticket, visit: int, attitude: int | None) -> Notice:
    """The same to the reporter in their own chat."""
    about = "attitude" if attitude is None else "outcome"
    arg = str(visit) if attitude is None else f"{visit}-{attitude}"
    return Notice(f"revisitask.{about}", _facts(ticket), buttons=(_stars("answer", ticket, arg),))


def signature(ticket: Ticket, visit: int, attitude: int, outcome: int) -> Notice:
    """To the reporter after a visit at home: their tap stands for the signature (S2-106)."""
    facts: dict[str, Fact] = {**_facts(ticket), "attitude": attitude, "outcome": outcome}
    button = row(Button(verb="sign_visit", ticket=ticket.id, arg=str(visit)))
    return Notice("revisitask.sign", facts, buttons=(button,))


def exemptions(ticket: Ticket) -> Notice:
    """Why nobody is to be asked."""
    buttons = [
        Button(verb="revisit", ticket=ticket.id, arg=f"exempt-{why}", label=Word(f"exempt.{why}"))
        for why in EXEMPT
    ]
    return Notice("revisit.why_exempt", _facts(ticket), buttons=(row(*buttons),))


def recorded(ticket: Ticket, *, satisfied: bool) -> Notice:
    """The card once the answers are in."""
    kept = "revisit.done" if ticket.class_ is Class.THREE else "revisit.kept"  # S0-20, S4-44
    return Notice(kept if satisfied else "revisit.unsatisfied", _facts(ticket))


def _stars(verb: str, ticket: Ticket, arg: str) -> tuple[Button, ...]:
    return row(*(Button(verb=verb, ticket=ticket.id, arg=f"{arg}-{n}", label=f"{n}⭐") for n in range(1, 6)))


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
