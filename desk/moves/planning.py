"""Plans (方案): what will be done, by when, what may be hard, in one message (S1-11); one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.change import Change, to_person, to_reporters
from desk.clocks import ClockKind, start_at
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person
from desk.ticket import Ticket

OPTIONS = 3  # of one plan: S4-16, as many as a phone shows below each other


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody proposes to do."""

    measures: str
    expected: datetime
    difficulty: str = ""
    options: tuple[str, ...] = ()


def card_of(number: int) -> str:
    """The name of the card on which the resident answers this plan."""
    return f"plan-{number}-"


def plan(ticket: Ticket, now: datetime, actor: Person, made: Plan, *, story: Sequence[Entry]) -> Change:
    """The plan goes to the reporter as one card: agreed to, chosen from or objected to (S3-08, S4-16)."""
    ensure(Move.PLAN, actor, ticket)
    if made.expected <= now:
        raise Refused("plan_time", number=ticket.number)
    number = 1 + sum(entry.kind == "planned" for entry in story)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "by": Who(actor.id),
        "measures": made.measures,
        "expected": made.expected,
        "difficulty": made.difficulty,
        "options": lettered(made.options),
    }
    entry = Entry(
        kind="planned",
        at=now,
        actor=actor.id,
        audience=Audience.RESIDENT,
        facts={
            "plan": number,
            "measures": made.measures,
            "expected": made.expected,
            "difficulty": made.difficulty,
            "options": list(made.options),
        },
    )
    asked = Notice("plan.ask", facts, _buttons(ticket, number, made.options))
    return Change(
        ticket=ticket,
        entries=(entry,),
        told=(
            to_person(ticket.reporter, asked, card=card_of(number), aloud=True),
            to_reporters(Notice("plan.told", facts), but=ticket.reporter),
        ),
    )


def lettered(options: Sequence[str]) -> list[Fact]:
    """As they are shown: A. …, B. …."""
    return [f"{chr(ord('A') + at)}. {option}" for at, option in enumerate(options)]


def _buttons(ticket: Ticket, number: int, options: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    def button(at: int, label: str | Word) -> Button:
        return Button(verb="choose", ticket=ticket.id, arg=f"{number}-{at}", label=label)

    objection = Button(verb="object", ticket=ticket.id, arg=str(number))
    if not options:
        return (row(button(0, Word("plan.button_agree")), objection),)
    chosen = [row(button(at, str(label))) for at, label in enumerate(lettered(options), 1)]
    return (*chosen, row(objection))


def choose(
    ticket: Ticket, now: datetime, actor: Person, number: int, option: int, *, story: Sequence[Entry]
) -> Change:
    """同意, or one of the options: it is done by the time that the plan names (S0-32, S3-28, S4-17)."""
    ensure(Move.CHOOSE, actor, ticket)
    planned = standing(ticket, number, story)
    options = _texts(planned.facts.get("options"))
    if not 0 <= option <= len(options) or (option == 0) is bool(options):
        raise Refused("unknown_button")
    said = options[option - 1] if option else None
    expected = planned.facts["expected"]
    facts: dict[str, Fact] = {"plan": number, "option": said, "expected": expected}
    entry = Entry(kind="plan_agreed", at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)
    told: dict[str, Fact] = {
        "number": ticket.number,
        "by": Who(actor.id),
        "option": said,
        "expected": expected,
    }
    agreed = Notice("plan.agreed", told)
    return Change(
        ticket=ticket,
        entries=(entry,),
        clocks=start_at(ClockKind.RESOLVE, expected, "S0-32")
        if isinstance(expected, datetime) and expected > now
        else (),
        told=(to_person(ticket.owner, agreed, aloud=True),) if ticket.owner else (),
    )


def object_to(ticket: Ticket, now: datetime, actor: Person, words: str, *, story: Sequence[Entry]) -> Change:
    """有异议: the words go to who has the matter, for another plan (S3-08)."""
    ensure(Move.CHOOSE, actor, ticket)
    standing(ticket, None, story)
    entry = Entry(
        kind="plan_objected", at=now, actor=actor.id, audience=Audience.RESIDENT, facts={"words": words}
    )
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(actor.id), "words": words}
    again = row(Button(verb="plan", ticket=ticket.id), Button(verb="appoint", ticket=ticket.id))
    objected = Notice("plan.objected", facts, (again,))
    told = (to_person(ticket.owner, objected, aloud=True),) if ticket.owner else ()
    return Change(ticket=ticket, entries=(entry,), told=told)


def standing(ticket: Ticket, number: int | None, story: Sequence[Entry]) -> Entry:
    """The newest plan, still to be answered; `number` must be its own; else raises Refused."""
    newest = next((entry for entry in reversed(story) if entry.kind == "planned"), None)
    if newest is None or (number is not None and newest.facts["plan"] != number):
        raise Refused("plan_gone", number=ticket.number)
    answers = [entry for entry in story if entry.kind == "plan_agreed"]
    answer = next((entry for entry in answers if entry.facts["plan"] == newest.facts["plan"]), None)
    if answer is not None:
        raise Refused("plan_settled", number=ticket.number, option=answer.facts["option"])
    return newest


def _texts(fact: Fact) -> list[str]:
    return [one for one in fact if isinstance(one, str)] if isinstance(fact, list | tuple) else []
