"""The numbers of a month, and in which of them a ticket is counted: what opens each to its tickets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.clocks import ClockKind
from desk.figures.captions import LATENESS, band
from desk.figures.facts import STATIONS, Matter, Verdict
from desk.figures.month import telling
from desk.figures.period import Period, parse
from desk.figures.tally import lines_of, repeated_at, week_of
from desk.homes import NO_HOMES, Homes
from desk.hours import Calendar
from desk.kind import ASKING, Kind
from desk.matters import DEFAULT, Matters
from desk.reading import Class
from desk.ticket import DRILL

CHAPTERS = (
    "all",
    *"kind class category topic building department person source hour word".split(),
    *"rate stars mark repeat".split(),
    *"station week floor bucket".split(),  # of the pictures
)
MARKS = "second group near not_counted proposed turned_down taken_back corrected".split()
_MOST = 52  # bytes that a button carries (Telegram: 64) less "v1:number:0:"
_PART, _PARTS = ".", 4
_DIGITS = 5
_USUAL = Calendar(zone=ZoneInfo("UTC"))


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of a month: its chapter, its line there, and where its list goes on.

    Without a chapter all chapters are meant, without a value the lines of one.
    """

    period: Period
    chapter: str = ""
    value: str = ""
    start: int = 0

    @property
    def lists(self) -> bool:
        """Whether it opens to tickets."""
        return bool(self.value) or self.chapter == "all"

    @property
    def fits(self) -> bool:
        """Whether a button has room for it."""
        return len(self.code().encode()) <= _MOST

    def code(self) -> str:
        """As a button carries it."""
        return _PART.join((str(self.period), str(self.start), self.chapter, self.value))


def decode(code: str, today: Period) -> Number | None:
    """The number that a button carries, of a month alone all its chapters; None for anything else."""
    written, start, chapter, value = (*code.split(_PART, _PARTS - 1), "", "", "")[:_PARTS]
    period = parse(written, today)
    if period is None or period > today or chapter not in ("", *CHAPTERS):
        return None
    whole = start.isascii() and start.isdigit() and len(start) <= _DIGITS
    return Number(period=period, chapter=chapter, value=value, start=int(start) if whole else 0)


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What is to be known beside a ticket to say where it counts."""

    until: datetime  # promises are judged as of then
    departments: Mapping[int, str]  # the role of each person who owned a ticket
    rule: Matters = DEFAULT
    calendar: Calendar = _USUAL  # the site's, where working hours are asked about
    homes: Homes = NO_HOMES  # how many households there are


def numbers_of(matter: Matter, how: Counting) -> Iterator[tuple[str, str]]:
    """(chapter, value) of every number of its month that it is counted in."""
    if matter.source == DRILL:
        return
    yield from _reader(matter)
    if not matter.counts:
        return
    if matter.kind in ASKING:
        yield "kind", matter.kind.value
        return
    yield "all", ""
    yield from lines_of(matter, how.departments)
    yield from _promises(matter, how.until)
    yield from _stars(matter)
    yield from _marks(matter, how.rule)
    yield from _pictured(matter)


def _reader(matter: Matter) -> Iterator[tuple[str, str]]:
    """How the reader did, as the tally judges it."""
    steps = matter.steps
    if not matter.counts and "registered" in steps:
        yield "mark", "not_counted"
    if "proposed" in steps:
        yield "mark", "proposed"
        if "registered" not in steps and "dismissed" in steps:
            yield "mark", "turned_down"
    elif "dismissed" in steps:
        yield "mark", "taken_back"
    if matter.counts and "corrected" in steps:
        yield "mark", "corrected"


def _promises(matter: Matter, until: datetime) -> Iterator[tuple[str, str]]:
    verdicts = matter.verdicts(until)
    for kind, verdict in verdicts.items():
        yield "rate", f"{kind}/{verdict}"
    solved = verdicts.get(ClockKind.RESOLVE)
    if solved and matter.kind is Kind.REPAIR:
        yield "rate", f"slips/{solved}"
    if solved is Verdict.LATE:
        late = max(one.late_by(until) for one in matter.promises if one.kind is ClockKind.RESOLVE)
        yield "bucket", next(name for end, name in LATENESS if end is None or late < end)


def _stars(matter: Matter) -> Iterator[tuple[str, str]]:
    for name in ("attitude", "outcome"):
        if (stars := getattr(matter, name)) is not None:
            yield "stars", f"{name}/{stars}"


def _marks(matter: Matter, rule: Matters) -> Iterator[tuple[str, str]]:
    if matter.round > 1:
        yield "mark", "second"
    if matter.hidden:
        return
    many = rule.many(matter.households, matter.reporters)
    if many >= rule.group:
        yield "mark", "group"
    elif many >= rule.near and matter.class_ > Class.ONE:
        yield "mark", "near"
    if not matter.discreet:
        yield from (("word", word) for word in set(matter.keywords) if telling(word))


def _pictured(matter: Matter) -> Iterator[tuple[str, str]]:
    yield from (("station", step) for step in STATIONS[1:] if step in matter.steps)
    yield "week", f"{week_of(matter)}/{matter.category}"
    if matter.building:
        yield "floor", f"{matter.building}/{band(matter.floor)}"


def repeat_of(matter: Matter) -> str | None:
    """The place and fault that it repeats, as a value; None: it is none of those that can."""
    place = repeated_at(matter)
    return "/".join(part or "" for part in place) if place else None
