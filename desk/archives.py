"""Archives (归档) of a month: what its figures were then, and what has changed since (S0-41)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.figures.card import month_name
from desk.figures.facts import COUNTED
from desk.figures.measures import Rate, Score
from desk.figures.month import Month
from desk.notices import Fact, Notice, Word

_NAMED = 12  # tickets in one line; house
_RATES = frozenset({*COUNTED, "slips"})


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure that is no longer what it was in the archive."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Run:
    """One time that a month was archived."""

    id: int = 0
    site: int
    month: str
    made_at: datetime
    by: int | None = None
    folder: str
    manifest: str  # SHA-256, hexadecimal
    tickets: int
    photos: int
    missing: int
    figures: Mapping[str, str]
    changes: tuple[Difference, ...] = ()  # against the run before


def figures_of(month: Month) -> dict[str, str]:
    """The month's figures as an archive keeps them: each rate as kept/of, each score as stars/given."""
    rates = {str(kind): _rate(rate) for kind, rate in month.rates.items()}
    return {
        "total": str(month.total),
        "not_counted": str(month.not_counted),
        "second": str(month.second),
        **rates,
        "slips": _rate(month.slips),
        "attitude": _score(month.attitude),
        "outcome": _score(month.outcome),
    }


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Difference, ...]:
    """What changed from the one to the other, in the order of the figures."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return tuple(Difference(name=name, before=a, after=b) for name, a, b in pairs if a != b)


def changed(run: Run, month: Month, touched: Sequence[int]) -> Notice | None:
    """What is no longer as archived, and which tickets were gone on with; None: all is as it was."""
    found = differences(run.figures, figures_of(month))
    return told(run, month, found, touched) if found or touched else None


def told(run: Run, month: Month, found: Sequence[Difference], touched: Sequence[int]) -> Notice:
    """The same in words; the archive of then stays as it is."""
    lines: list[Fact] = [
        Notice("archived.line", {"name": named(one.name), "before": one.before, "after": one.after})
        for one in found
    ]
    facts: dict[str, Fact] = {
        "month": month_name(month.period),
        "at": run.made_at,
        "lines": lines,
        "numbers": [f"#{number}" for number in touched[:_NAMED]],
        "more": max(0, len(touched) - _NAMED),
    }
    return Notice("archived.changed", facts)


def named(name: str) -> Word:
    """A figure's name."""
    return Word(f"measure.{name}") if name in _RATES else Word(f"filed.{name}")


def _rate(rate: Rate) -> str:
    return f"{rate.kept}/{rate.of}"


def _score(score: Score) -> str:
    return f"{score.stars}/{score.given}"
