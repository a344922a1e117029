"""The monthly quality check list (品质检查表) for headquarters: figures, never persons (S0-46, S0-47)."""

from collections.abc import Sequence

from desk.figures.card import mark, month_name
from desk.figures.card_places import share
from desk.figures.facts import COUNTED
from desk.figures.measures import TARGET, Rate
from desk.figures.month import Month
from desk.notices import Button, Fact, Notice, Word, row
from desk.remedies import GIVEN, Remedy, State
from desk.spot_checks import SpotCheck, possible


def quality(
    month: Month, site: str, checks: Sequence[SpotCheck], wanted: int, remedies: Sequence[Remedy]
) -> Notice:
    """One line an item, with a mark where the figures say whether it was kept; `wanted`: checks a month."""
    done = [one for one in checks if one.checked_at]
    drawn = bool(checks or month.total)  # of nothing nothing can be drawn
    decided = [one for one in remedies if one.state is not State.PROPOSED]
    rates: list[Fact] = [_rate(Word(f"measure.{kind}"), month.rates[kind]) for kind in COUNTED]
    facts: dict[str, Fact] = {
        "month": month_name(month.period),
        "site": site,
        "until": None if month.whole else month.until,
        "total": str(month.total),
        "second": month.second or None,
        "rates": rates,
        "satisfied": share(month.outcome.percent),
        "rated": month.outcome.given,
        "checks_mark": _mark(len(done) >= possible(checks, wanted)) if drawn else "—",
        "checked": str(len(done)),
        "wanted": wanted,
        "flaws": sum(one.flaws for one in done) or None,
        "remedies_mark": _mark(len(decided) == len(remedies)) if remedies else "—",
        "remedies": str(len(remedies)),
        "decided": str(len(decided)),
        "open": sum(one.state in GIVEN for one in remedies) or None,
    }
    opened = Button(verb="number", arg=str(month.period))
    return Notice("quality.list", facts, (row(opened),))


def _rate(name: Word, rate: Rate) -> Notice:
    if rate.percent is None:
        return Notice("quality.rate_none", {"name": name})
    facts: dict[str, Fact] = {
        "mark": mark(rate),
        "name": name,
        "percent": share(rate.percent),
        "kept": str(rate.kept),
        "of": str(rate.of),
        "target": TARGET,
    }
    return Notice("quality.rate", facts)


def _mark(kept: bool) -> str:  # noqa: FBT001  # what it marks
    return "✓" if kept else "✗"
