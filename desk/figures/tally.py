"""Counting a month's tickets, one after the other, in memory that does not grow with their texts."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from desk.clocks import ClockKind
from desk.figures.facts import COUNTED, STATIONS, Matter, Verdict
from desk.figures.measures import GOOD, Line, Proposals, Rate, Score
from desk.kind import ASKING
from desk.matters import DEFAULT, Matters
from desk.reading import Class
from desk.ticket import DRILL

DIMENSIONS = ("kind", "class", "category", "topic", "building", "department", "person", "source", "hour")
_DAYS_A_WEEK = 7
_KEPT, _LATE, _PENDING = Verdict  # looking them up there takes its time
_RESOLVE = ClockKind.RESOLVE
_GROUPS = (
    (
        ("kind", "class", "category", "topic", "source"),
        attrgetter("kind", "class_", "category", "topic", "source"),
    ),
    (("building",), attrgetter("building")),
    (("department", "person"), attrgetter("owner")),
    (("hour",), attrgetter("opened_at.hour")),
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


@dataclass
class _Stars:
    stars: int = 0
    given: int = 0
    good: int = 0

    def add(self, stars: int | None) -> None:
        if stars is not None:
            self.stars += stars
            self.given += 1
            self.good += stars >= GOOD

    def score(self) -> Score:
        return Score(stars=self.stars, given=self.given, good=self.good)


class Tally:
    """One month as far as it has been counted."""

    def __init__(self, until: datetime, departments: dict[int, str], rule: Matters = DEFAULT) -> None:
        """`until`: the moment as of which promises are judged; `departments`: each owner's role.

        `rule`: how many make a group complaint.
        """
        self._rule = rule
        self._until = until
        self._departments = departments
        self.total = self.not_counted = self.second = 0
        self.rates = {kind: _Counts() for kind in COUNTED}
        self.slips = _Counts()
        self.attitude, self.outcome = _Stars(), _Stars()
        self._alike: list[dict[object, tuple[Matter, list[int]]]] = [{} for _ in _GROUPS]
        self._asking: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.groups: list[int] = []
        self.near: list[int] = []
        self.stations: Counter[frozenset[str]] = Counter()  # how many tickets have these steps
        self.late_by: list[int] = []
        self.weeks: Counter[tuple[str, int]] = Counter()
        self.floors: Counter[tuple[str, str]] = Counter()
        self.reader: Counter[str] = Counter()

    def add(self, matter: Matter) -> None:
        """Count one ticket that was reported in the month."""
        if matter.source == DRILL:
            return
        self._judge_reader(matter)
        if not matter.counts:
            self.not_counted += "registered" in matter.steps
            return
        if matter.kind in ASKING:  # S2-01: no complaints; how many there were is told by kind
            self._asking[matter.kind.value] += 1
            return
        self.total += 1
        self.second += matter.round > 1
        self._judge(matter)
        self._place(matter)
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
        self.attitude.add(matter.attitude)
        self.outcome.add(matter.outcome)
        for known, (_, of) in zip(self._alike, _GROUPS, strict=True):
            key = of(matter)
            found = known.get(key) or known.setdefault(key, (matter, [0, 0, 0]))
            found[1][place] += 1

    def _place(self, matter: Matter) -> None:
        self.weeks[matter.category or "None", week_of(matter)] += 1
        if matter.building:
            self.floors[matter.building, matter.floor or ""] += 1

    def _judge_reader(self, matter: Matter) -> None:
        steps = matter.steps
        if "proposed" in steps:
            self.reader["proposed"] += 1
            self.reader["turned_down"] += "registered" not in steps and "dismissed" in steps
        elif "dismissed" in steps:
            self.reader["taken_back"] += 1
        if matter.counts and "corrected" in steps:
            self.reader["corrected"] += 1

    def proposals(self) -> Proposals:
        """How the reader did."""
        return Proposals(**{name: self.reader[name] for name in Proposals.__dataclass_fields__})

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
        for known, (names, _) in zip(self._alike, _GROUPS, strict=True):
            for matter, counts in known.values() if dimension in names else ():
                for key in [key for name, key in lines_of(matter, self._departments) if name == dimension]:
                    lines[key] = [a + b for a, b in zip(lines[key], counts, strict=True)]
        return lines


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
