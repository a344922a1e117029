"""Spot checks (抽查): a few finished matters a month, drawn by lot, looked at by a head (S0-45, S2-124)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk.errors import Refused
from desk.journal import Entry
from desk.matter import matter
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person
from desk.ticket import Ticket

# What is looked at: answered and solved in time (S0-28, S0-32), the words to the reporter (S1-13, S4-12),
# the result is true (S2-124: 抽样打電話), the records are complete (S0-41, S4-09).
ITEMS = ("time", "words", "result", "records")
_CORRECTED = timedelta(days=1)  # how long a slip of the thumb can be put right by whoever checked; house
_HANDLED = frozenset({"accepted", "contacted", "arrived", "finished", "planned"})


@dataclass(frozen=True, kw_only=True)
class SpotCheck:
    """One ticket of one month's draw, and what was found."""

    id: int = 0
    site: int
    month: str  # "2026-11"
    ticket: int
    seed: str  # by which the draw can be repeated
    drawn_at: datetime
    answers: Mapping[str, bool] = field(default_factory=dict)
    checked_by: int | None = None
    checked_at: datetime | None = None

    @property
    def flaws(self) -> int:
        """How many items were wrong."""
        return sum(not right for right in self.answers.values())


def drawn(tickets: Iterable[int], many: int, seed: str) -> list[int]:
    """`many` of these ids, all where there are fewer; by lot, and the same again for the same seed."""

    def lot(ticket: int) -> bytes:
        return hashlib.sha256(f"{seed} {ticket}".encode()).digest()

    return sorted(sorted(set(tickets), key=lot)[:many])


def possible(checks: Sequence[SpotCheck], wanted: int) -> int:
    """How many a month can have: `wanted`, or all that were drawn where too few were finished (S0-45)."""
    return min(wanted, len(checks) or wanted)


def handled(ticket: Ticket, entries: Iterable[Entry]) -> frozenset[int]:
    """Who had a hand in it: they do not check it."""
    acted = {one.actor for one in entries if one.actor and one.kind in _HANDLED}
    return frozenset({*acted, *ticket.helpers, *ticket.accused, *([ticket.owner] if ticket.owner else [])})


def marked(
    check: SpotCheck, item: str, person: Person, hands: Collection[int], now: datetime, *, right: bool
) -> SpotCheck:
    """With one answer more; with the last one it is done. Raises Refused, also for who handled the ticket.

    Whoever checked it may put an answer right for a day.
    """
    if person.id in hands:
        raise Refused("spot_own")
    if check.checked_at and (check.checked_by != person.id or now >= check.checked_at + _CORRECTED):
        raise Refused("spot_done", by=Who(check.checked_by), at=check.checked_at)
    if item not in ITEMS:
        raise Refused("unknown_button")
    answers = {**check.answers, item: right}
    if set(answers) != set(ITEMS) or check.checked_at:
        return replace(check, answers=answers)
    return replace(check, answers=answers, checked_by=person.id, checked_at=now)


def card(check: SpotCheck, ticket: Ticket) -> Notice:
    """The form: one line and two buttons an item."""
    lines: list[Fact] = [_line(check, item) for item in ITEMS]
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "status": Word(f"status.{ticket.status}"),
        "lines": lines,
        "by": Who(check.checked_by) if check.checked_by else None,
        "at": check.checked_at,
    }
    return Notice("spotcheck.card", facts, () if check.checked_at else _buttons(check, ticket))


def _line(check: SpotCheck, item: str) -> Notice:
    found = check.answers.get(item)
    mark = "☐" if found is None else "✓" if found else "✗"
    return Notice("spotcheck.item", {"mark": mark, "item": Word(f"spotitem.{item}")})


def told(item: str, *, right: bool) -> Notice:
    """✓ 时效."""
    return Notice(f"spotmark.{'right' if right else 'wrong'}", {"item": Word(f"spotshort.{item}")})


def _buttons(check: SpotCheck, ticket: Ticket) -> tuple[tuple[Button, ...], ...]:
    def tap(item: str, what: str) -> Button:
        return Button(
            verb="spot_check",
            arg=f"{check.id}-{item}-{what}",
            label=told(item, right=what == "right"),
        )

    rows = tuple(row(tap(item, "right"), tap(item, "wrong")) for item in ITEMS)
    return (*rows, row(Button(verb="progress", ticket=ticket.id, label=f"#{ticket.number}")))
