"""The words on a month's pictures."""

from calendar import monthrange
from dataclasses import dataclass

from desk.figures.card import month_name
from desk.figures.month import Month
from desk.figures.period import Period
from desk.notices import Notice, Word

# Upper ends of the lateness distribution in minutes, each with its name; the last has none.
LATENESS = ((60, "hour"), (240, "hours"), (1440, "day"), (4320, "days"), (10080, "week"), (None, "longer"))


# Rows of the building map: the lowest floor of each with its name, the highest first.
BANDS = ((25, "25+"), (19, "19–24"), (13, "13–18"), (7, "7–12"), (1, "1–6"))
BELOW, UNKNOWN = "B", ""


@dataclass(frozen=True, kw_only=True)
class Caption:
    """A picture's title, and what it says in one line below."""

    title: Notice
    below: Notice


def trend(month: Month) -> Caption:
    """Solved and answered in time, month by month."""
    return Caption(title=Notice("picture.trend", _of(month)), below=Notice("picture.trend_below"))


def heat(month: Month) -> Caption:
    """Category by week."""
    return Caption(title=Notice("picture.heat", _of(month)), below=Notice("picture.heat_below"))


def places(month: Month) -> Caption:
    """Floor by building."""
    told = sum(month.floors.values())
    facts = {"told": str(told), "total": str(month.total)}
    return Caption(title=Notice("picture.places", _of(month)), below=Notice("picture.places_below", facts))


def funnel(month: Month) -> Caption:
    """From report to revisit."""
    return Caption(title=Notice("picture.funnel", _of(month)), below=Notice("picture.funnel_below"))


def lateness(month: Month) -> Caption:
    """How late the late ones were."""
    facts = {"count": len(month.late_by)}
    return Caption(title=Notice("picture.late", _of(month)), below=Notice("picture.late_below", facts))


def _of(month: Month) -> dict[str, Notice]:
    return {"month": month_name(month.period)}


def weeks(period: Period) -> list[Notice]:
    """The spans of seven days of a month, the last one as long as it is."""
    _, days = monthrange(period.year, period.month)
    return [
        Notice("picture.week", {"first": str(first), "last": str(min(first + 6, days))})
        for first in range(1, days + 1, 7)
    ]


def band(floor: str | None) -> str:
    """The row of a floor as people write it: 6, B1, -1; "" where none was told."""
    if not floor:
        return UNKNOWN
    if floor[0] in "-Bb负":
        return BELOW
    number = int(floor) if floor.isdecimal() else 0
    return next((name for first, name in BANDS if number >= first), UNKNOWN)


def floors(band: str) -> Notice:
    """Some floors at an axis."""
    return Notice("picture.floors", {"name": band})


def building(name: str) -> Notice:
    """A building at an axis."""
    return Notice("picture.building", {"name": name})


SOLVED = Word("picture.solved")
ANSWERED = Word("picture.answered")
TARGET = Word("picture.target")
COUNT = Word("picture.count")
NO_FLOOR = Word("picture.no_floor")


def station(name: str) -> Word:
    """A station of the funnel."""
    return Word(f"station.{name}")


def bucket(name: str) -> Word:
    """A span of lateness."""
    return Word(f"bucket.{name}")
