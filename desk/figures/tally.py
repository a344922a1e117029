"""Counting a month's tickets, one after the other, in memory that does not grow with their texts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import TypeAlias

from desk.clocks import ClockKind
from desk.figures.facts import COUNTED, STATIONS, Matter, Verdict
from desk.figures.measures import GOOD, Line, Proposals, Rate, Score
from desk.kind import ASKING
from desk.matters import DEFAULT, Matters
from desk.reading import Class
from desk.ticket import DRILL

DIMENSIONS = ("kind", "class", "category", "topic", "building", "department", "person", "source", "hour")
_DAYS_A_WEEK = 7
_Of: TypeAlias = Callable[[Matter], object]
_Group: TypeAlias = tuple[Matter, list[int]]  # one of those that are alike; how many were not due, kept, late
_KEPT, _LATE, _PENDING = Verdict  # looking them up there takes its time
_RESOLVE = ClockKind.RESOLVE
_GROUPS: tuple[tuple[tuple[str, ...], _Of], ...] = (
    (
        ("kind", "class", "category", "topic", "source"),
        attrgetter("kind", "class_", "category", "topic", "source"),
    ),
    (("building", "floor"), attrgetter("building", "floor")),
    (("department", "person"), attrgetter("owner")),
    (("hour", "week"), attrgetter("category", "opened_at.day", "opened_at.hour")),
)  # dimensions, and what of a matter says in which of their lines it is: those alike are counted together
_PLACES = {Verdict.KEPT: 1, Verdict.LATE: 2}  # among the counts of a line; what was not due stands first


@dataclass
class _Counts:
    """A rate in the making."""

    kept: int = 0
    pending: int = 0
    unnamed: int = 0
    late: list[int] = field(default_factory=list)

    def add(self, verdict: Verdict | None, matter: Matter) -> None:
        if verdict is _KEPT:
            self.kept += 1
        elif verdict is _LATE and matter.hidden:
            self.unnamed += 1
        elif verdict is _LATE:
            self.late.append(matter.number)
        elif verdict is _PENDING:
            self.pending += 1

    def rate(self) -> Rate:
        return Rate(kept=self.kept, late=tuple(self.late), unnamed=self.unnamed, pending=self.pending)


class _Stars(Counter[int | None]):
    """How often so many stars were given; None: by nobody."""

    def score(self) -> Score:
        given = {stars: times for stars, times in self.items() if stars is not None}
        return Score(
            stars=sum(stars * times for stars, times in given.items()),
            given=sum(given.values()),
            good=sum(times for stars, times in given.items() if stars >= GOOD),
        )


class Tally:
    """One month as far as it has been counted."""

    def __init__(self, until: datetime, departments: dict[int, str], rule: Matters = DEFAULT) -> None:
        """`until`: the moment as of which promises are judged; `departments`: each owner's role.

        `rule`: how many make a group complaint.
        """
        self._rule = rule
        self._until = until
        self._departments = departments
        self.total = self.second = 0
        self.rates = {kind: _Counts() for kind in COUNTED}
        self.slips = _Counts()
        self.attitude, self.outcome = _Stars(), _Stars()
        self._alike: list[tuple[_Of, dict[object, _Group]]] = [(of, {}) for _, of in _GROUPS]
        self._asking: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.groups: list[int] = []
        self.near: list[int] = []
        self.stations: Counter[frozenset[str]] = Counter()  # how many tickets have these steps
        self.late_by: list[int] = []
        self._lives: Counter[tuple[frozenset[str], bool]] = Counter()  # the steps, and whether it counts

    def add(self, matter: Matter) -> None:
        """Count one ticket that was reported in the month."""
        if matter.source == DRILL:
            return
        counts = matter.counts
        self._lives[matter.steps, counts] += 1
        if not counts:
            return
        if matter.kind in ASKING:  # S2-01: no complaints; how many there were is told by kind
            self._asking[matter.kind.value] += 1
            return
        self.total += 1
        self.second += matter.round > 1
        self._judge(matter)
        self.stations[matter.steps] += 1
        if matter.hidden:
            return
        many = self._rule.many(matter.households, matter.reporters)
        if many >= self._rule.group:
            self.groups.append(matter.number)
        elif many >= self._rule.near and matter.class_ > Class.ONE:
            self.near.append(matter.number)
        if not matter.discreet:
            for word in set(matter.keywords):
                self.words[word] += 1

    def _judge(self, matter: Matter) -> None:
        verdicts = matter.verdicts(self._until)
        for kind, verdict in verdicts.items():
            self.rates[kind].add(verdict, matter)
        solved = verdicts.get(_RESOLVE)
        place = _PLACES.get(solved, 0) if solved else 0
        if matter.kind == "repair":
            self.slips.add(solved, matter)
        if solved is _LATE:
            late = (one.late_by(self._until) for one in matter.promises if one.kind is _RESOLVE)
            self.late_by.append(max(late))
        self.attitude[matter.attitude] += 1
        self.outcome[matter.outcome] += 1
        for of, known in self._alike:
            key = of(matter)
            found = known.get(key) or known.setdefault(key, (matter, [0, 0, 0]))
            found[1][place] += 1

    @property
    def not_counted(self) -> int:
        """How many were registered, and then found to be none or part of another."""
        return sum(n for (steps, counts), n in self._lives.items() if "registered" in steps and not counts)

    @property
    def weeks(self) -> dict[tuple[str, int], int]:
        """How many there were by category and week of the month."""
        found: Counter[tuple[str, int]] = Counter()
        for matter, counts in self._groups("week"):
            found[matter.category or "None", week_of(matter)] += sum(counts)
        return dict(found)

    @property
    def floors(self) -> dict[tuple[str, str], int]:
        """How many there were by building and floor."""
        found: Counter[tuple[str, str]] = Counter()
        for matter, counts in self._groups("floor"):
            if matter.building:
                found[matter.building, matter.floor or ""] += sum(counts)
        return dict(found)

    def proposals(self) -> Proposals:
        """How the reader did."""
        found: Counter[str] = Counter()
        for (steps, counts), n in self._lives.items():
            if "proposed" in steps:
                found["proposed"] += n
                found["turned_down"] += n * ("registered" not in steps and "dismissed" in steps)
            elif "dismissed" in steps:
                found["taken_back"] += n
            if counts and "corrected" in steps:
                found["corrected"] += n
        return Proposals(**found)

    def reached(self) -> dict[str, int]:
        """How many tickets came to each station."""
        return {
            station: sum(count for steps, count in self.stations.items() if station in steps)
            for station in STATIONS
        }

    def ranked(self, dimension: str) -> tuple[Line, ...]:
        """The lines of a dimension, the most tickets first; hours in their order."""
        lines = [
            Line(key=key, count=others + kept + late, kept=kept, of=kept + late)
            for key, (others, kept, late) in self._lines(dimension).items()
        ]
        if dimension == "hour":
            return tuple(sorted(lines, key=lambda line: int(line.key)))
        return tuple(sorted(lines, key=lambda line: (-line.count, len(line.key), line.key)))

    def _lines(self, dimension: str) -> Mapping[str, list[int]]:
        """By key: how many were not due, kept and late."""
        lines: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        if dimension == "kind":
            lines.update({kind: [count, 0, 0] for kind, count in self._asking.items()})
        for matter, counts in self._groups(dimension):
            for key in [key for name, key in lines_of(matter, self._departments) if name == dimension]:
                lines[key] = [a + b for a, b in zip(lines[key], counts, strict=True)]
        return lines

    def _groups(self, dimension: str) -> Iterable[_Group]:
        """Those that are alike in it."""
        at = [dimension in names for names, _ in _GROUPS].index(True)
        return self._alike[at][1].values()


def week_of(matter: Matter) -> int:
    """The week of the month in which it was reported, 0 … 4."""
    return (matter.opened_at.day - 1) // _DAYS_A_WEEK


def lines_of(matter: Matter, departments: Mapping[int, str]) -> list[tuple[str, str]]:
    """(dimension, key) of each line that it is counted in; `departments`: each owner's role."""
    owner = matter.owner or 0
    return [
        ("kind", matter.kind.value),
        ("class", str(matter.class_.value)),
        ("category", matter.category or "None"),
        ("topic", matter.topic or "其他"),
        *([("building", matter.building)] if matter.building else []),
        *([("department", departments[owner])] if owner in departments else []),
        *([("person", str(owner))] if owner else []),
        ("source", matter.source),
        ("hour", str(matter.opened_at.hour)),
    ]


class Recent:
    """Faults of the last thirty days by place, to find what repeats (S1-16)."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self.found: defaultdict[tuple[str | None, str | None, str], list[int]] = defaultdict(list)

    def add(self, matter: Matter) -> None:
        """Look at one ticket."""
        place = repeated_at(matter)
        if place and matter.opened_at >= self._since:
            self.found[place].append(matter.number)


def repeated_at(matter: Matter) -> tuple[str | None, str | None, str] | None:
    """Building, area and topic by which it may repeat another; None: it is no fault of a thing at a place."""
    if matter.topic not in ASSETS or matter.round > 1 or matter.discreet or not matter.counts:
        return None
    if not (matter.building or matter.area):
        return None
    return matter.building, None if matter.building else matter.area, matter.topic


ASSETS = frozenset(
    "电梯 供水 供电 燃气 排水 门禁 消防 监控 照明 道路 公共设施".split()
)  # what a building has one of, so that a second fault there is the same thing again
