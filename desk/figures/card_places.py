"""Where it was, in the month's card: which buildings had most, and which least in time."""

from collections.abc import Sequence

from desk.figures.measures import Line
from desk.figures.month import Month
from desk.homes import Homes, per_hundred
from desk.notices import Fact, Notice

TOP = 4  # names in one line of a phone
_TIED = 7  # … with those that had as many as the last of them
_DUE = 5  # house: of fewer that were due a share says little of a building
_LEAST = 2  # buildings with the lowest share


def most(month: Month, homes: Homes) -> list[Fact]:
    """The buildings with the most; per hundred households where these are known."""
    return [_counted(line, homes) for line in top(month.by["building"])]


def lowest(month: Month) -> list[Fact]:
    """The buildings with the lowest share in time, with numerator and denominator."""
    return [_rated(line) for line in slowest(month)]


def top(lines: Sequence[Line]) -> Sequence[Line]:
    """The first few, and who had as many as the last of them: a list cut between equals would mislead."""
    least = lines[TOP - 1].count if len(lines) > TOP else 0
    return [line for line in lines[:_TIED] if line.count >= least]


def slowest(month: Month) -> Sequence[Line]:
    """The buildings with the lowest share in time (S2-64), where something was late; with ties."""
    due = [line for line in month.by["building"] if line.of >= _DUE and line.kept < line.of]
    lines = sorted(due, key=lambda line: (line.kept / line.of, -line.of, line.key))
    last = lines[_LEAST - 1].percent if len(lines) > _LEAST else None
    return [line for line in lines[:TOP] if last is None or (line.percent or 0) <= last]


def share(percent: float | None) -> str | None:
    """92.3; a whole number without its zero; never 100 for less than all."""
    if percent is None:
        return None
    shown = f"{min(percent, 99.9) if percent < 100 else percent:.1f}"  # noqa: PLR2004  # percent
    return shown.removesuffix(".0")


def _counted(line: Line, homes: Homes) -> Notice:
    per = per_hundred(line.count, homes.buildings.get(line.key))
    name = Notice("place.building", {"name": line.key})
    return Notice("month.place", {"name": name, "count": line.count, "per": per})


def _rated(line: Line) -> Notice:
    facts: dict[str, Fact] = {
        "name": Notice("place.building", {"name": line.key}),
        "percent": share(line.percent),
        "kept": str(line.kept),
        "of": str(line.of),
    }
    return Notice("month.place_rate", facts)
