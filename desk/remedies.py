"""Corrective actions (纠正/预防措施) against a month's causes: proposed, given, done, judged by the numbers.

S0-42: analysed and proposed every month; S2-65: what swings is put right by a date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from desk.errors import Refused
from desk.figures.measures import growth
from desk.figures.numbers import Number
from desk.figures.period import Period
from desk.figures.tally import Tally
from desk.improve_rules import ImproveRules
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person

OTHER = "其他"  # no cause: many different things
SURVEY = "survey"  # a survey below its target
_ROW = 3  # names beside each other
_OWNERS = 12  # more have the typed command


class State(StrEnum):
    """Where an action stands."""

    PROPOSED = "proposed"  # 待立项
    DECLINED = "declined"  # 不需要
    OPEN = "open"  # 进行中: it has an owner and a date
    REPORTED = "reported"  # 已汇报: the owner says what was done; the numbers will tell
    CLOSED = "closed"


LIVE = frozenset({State.PROPOSED, State.OPEN, State.REPORTED})
GIVEN = frozenset({State.OPEN, State.REPORTED})


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """One action."""

    id: int = 0
    site: int
    number: int = 0  # per site
    month: str  # "2026-11"
    cause: str
    tickets: int  # in that month; of a survey the percent satisfied
    growth: int | None = None
    state: State = State.PROPOSED
    owner: int | None = None
    due_on: date | None = None
    decided_by: int | None = None
    report: str | None = None
    reported_at: datetime | None = None
    stage: int = 0  # how many reminders were sent
    seen_month: str | None = None
    seen_tickets: int | None = None
    closed_by: int | None = None
    closed_at: datetime | None = None

    @property
    def helped(self) -> bool:
        """Whether there were fewer when it was judged last; of a survey, more who are satisfied."""
        if self.seen_tickets is None:
            return False
        rose = self.seen_tickets > self.tickets
        return rose if self.cause == SURVEY else self.seen_tickets < self.tickets


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A topic of a month that asks for an action."""

    topic: str
    tickets: int
    growth: int | None


def causes(tally: Tally, before: Tally, rules: ImproveRules) -> list[Cause]:
    """The commonest topics of a month, and those that grew much; the commonest first."""
    earlier = {line.key: line.count for line in before.ranked("topic")}
    found = [
        Cause(topic=line.key, tickets=line.count, growth=growth(line.count, earlier.get(line.key, 0)))
        for line in tally.ranked("topic")
        if line.key != OTHER and line.count >= rules.least
    ]
    rest = [one for one in found[rules.causes :] if one.tickets >= rules.growth_least]
    swung = [one for one in rest if (one.growth or 0) >= rules.growth]
    return found[: rules.causes] + swung


def decline(remedy: Remedy, by: int) -> Remedy:
    """不需要."""
    _must(remedy, State.PROPOSED)
    return replace(remedy, state=State.DECLINED, decided_by=by)


def give(remedy: Remedy, owner: Person, due_on: date, by: int) -> Remedy:
    """It is that person's, to be done by that day; given again it is another's."""
    _must(remedy, State.PROPOSED, State.OPEN)
    if not owner.active:
        raise Refused("remedy_owner", name=owner.name)
    return replace(remedy, state=State.OPEN, owner=owner.id, due_on=due_on, decided_by=by, stage=0)


def postpone(remedy: Remedy, due_on: date, today: date) -> Remedy:
    """Another date."""
    _must(remedy, *GIVEN)
    if due_on < today:
        raise Refused("remedy_past")
    return replace(remedy, due_on=due_on, stage=0)


def report(remedy: Remedy, words: str, now: datetime) -> Remedy:
    """The owner says what was done; said again it is added."""
    _must(remedy, *GIVEN)
    said = f"{remedy.report}\n{words}" if remedy.report else words
    return replace(remedy, state=State.REPORTED, report=said, reported_at=now)


def judged(remedy: Remedy, month: str, tickets: int) -> Remedy:
    """With the numbers of a later month, or survey, beside those of its own."""
    return replace(remedy, seen_month=month, seen_tickets=tickets)


def close(remedy: Remedy, by: int, now: datetime) -> Remedy:
    """A head's tap ends it, whatever the numbers say: they stand beside it."""
    _must(remedy, *GIVEN)
    return replace(remedy, state=State.CLOSED, closed_by=by, closed_at=now)


def stage(remedy: Remedy, today: date, rules: ImproveRules) -> int:
    """How many reminders should have been sent by this day: one before it is due, then again and again."""
    if remedy.state is not State.OPEN or remedy.due_on is None:
        return remedy.stage
    late = (today - remedy.due_on).days
    if late > 0:
        return 2 + (late - 1) // rules.every
    return 1 if -late <= rules.before else 0


def _must(remedy: Remedy, *states: State) -> None:
    if remedy.state not in states:
        raise Refused(
            "remedy_state",
            number=remedy.number,
            state=Word(f"remedystate.{remedy.state}"),
            by=Who(remedy.closed_by or remedy.decided_by),
        )


def card(remedy: Remedy, *, persons: bool = True) -> Notice:
    """The action as it stands, with what may be tapped."""
    return Notice("remedy.card", _facts(remedy, persons=persons), _buttons(remedy))


def choosing(remedy: Remedy, staff: Sequence[Person]) -> Notice:
    """立项: asks whose it is to be."""
    _must(remedy, State.PROPOSED)
    buttons = [
        Button(verb="remedy", arg=f"{remedy.id}-{one.id}", label=one.name[:8]) for one in staff[:_OWNERS]
    ]
    rows = tuple(row(*buttons[at : at + _ROW]) for at in range(0, len(buttons), _ROW))
    return Notice("remedy.choose", _facts(remedy), rows)


def line(remedy: Remedy) -> Notice:
    """One line of a list, or of the month's card: no persons."""
    facts: dict[str, Fact] = {
        "number": remedy.number,
        "cause": cause(remedy),
        "state": _state(remedy),
        "due": day(remedy.due_on) if remedy.state in GIVEN else None,
        "judged": _judged(remedy),
    }
    return Notice("remedy.line", facts)


def lines(of: Sequence[Remedy]) -> list[Notice]:
    """A line each: what the numbers did not bear out first, then what they did, then the rest."""
    order = sorted(of, key=lambda one: (one.seen_tickets is None, one.helped, one.number))
    return [line(one) for one in order]


def cause(remedy: Remedy) -> Fact:
    """The topic in words."""
    return Word("remedy.survey") if remedy.cause == SURVEY else Word(f"topic.{remedy.cause}")


def day(of: date | None) -> Notice | None:
    """A day in words."""
    return Notice("dayreport.day", {"month": str(of.month), "day": str(of.day)}) if of else None


def _facts(remedy: Remedy, *, persons: bool = True) -> Mapping[str, Fact]:
    survey = remedy.cause == SURVEY
    return {
        "number": remedy.number,
        "cause": cause(remedy),
        "month": remedy.month,
        "tickets": None if survey else remedy.tickets,
        "percent": str(remedy.tickets) if survey else None,
        "growth": remedy.growth if (remedy.growth or 0) > 0 else None,
        "state": _state(remedy),
        "owner": Who(remedy.owner) if persons and remedy.owner else None,
        "due": day(remedy.due_on),
        "report": remedy.report if persons else None,
        "judged": _judged(remedy),
        "by": Who(remedy.closed_by) if persons and remedy.closed_by else None,
    }


def _state(remedy: Remedy) -> Word:
    """What has been done about a survey shows in the next one."""
    asked = remedy.cause == SURVEY and remedy.state is State.REPORTED
    return Word("remedystate.survey" if asked else f"remedystate.{remedy.state}")


def _judged(remedy: Remedy) -> Notice | None:
    if remedy.seen_tickets is None:
        return None
    facts: dict[str, Fact] = {
        "before": str(remedy.tickets),
        "month": remedy.seen_month,
        "tickets": str(remedy.seen_tickets),
    }
    if remedy.cause == SURVEY:
        return Notice("remedy.rose" if remedy.helped else "remedy.did_not_rise", facts)
    return Notice("remedy.fell" if remedy.helped else "remedy.did_not_fall", facts)


def _buttons(remedy: Remedy) -> tuple[tuple[Button, ...], ...]:
    def tap(what: str) -> Button:
        return Button(verb="remedy", arg=f"{remedy.id}-{what}", label=Word(f"remedybutton.{what}"))

    if remedy.state is State.PROPOSED:
        return (row(tap("open"), tap("no")), *_opened(remedy))
    return (row(tap("close")), *_opened(remedy)) if remedy.state in GIVEN else _opened(remedy)


def _opened(remedy: Remedy) -> tuple[tuple[Button, ...], ...]:
    """The tickets of its cause."""
    if remedy.cause == SURVEY:
        return ()
    year, month = map(int, remedy.month.split("-"))
    number = Number(period=Period(year, month), chapter="topic", value=remedy.cause)
    return (row(Button(verb="number", arg=number.code(), label=Word("numbers.see"))),)
