"""Counting a month's tickets, one after the other, in memory that does not grow with their texts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any, TypeAlias

from desk.clocks import ClockKind
from desk.figures.facts import COUNTED, STATIONS, Matter, Verdict
from desk.figures.measures import GOOD, Line, Proposals, Rate, Score
from desk.kind import ASKING, Kind
from desk.matters import DEFAULT, Matters
from desk.reading import Class
from desk.ticket import DRILL

DIMENSIONS = ("kind", "class", "category", "topic", "building", "department", "person", "source", "hour")
_DAYS_A_WEEK = 7
_Of: TypeAlias = Callable[[Matter], Any]
_Group: TypeAlias = tuple[Matter, list[int]]  # one of those that are alike; how many were not due, kept, late
_KEPT, _LATE, _PENDING = Verdict  # looking them up there takes its time
_RESOLVE, _REPAIR = ClockKind.RESOLVE, Kind.REPAIR


def _parts(*names: str) -> _Of:
    """By their places, which takes half the time of names."""
    return itemgetter(*map(Matter._fields.index, names))


_GROUPS: tuple[tuple[tuple[str, ...], _Of], ...] = (
    (
        ("kind", "class", "category", "topic", "source"),
        _parts("kind", "class_", "category", "topic", "source"),
    ),
    (("building", "floor"), _parts("building", "floor")),
    (("department", "person"), _parts("owner")),
    (("hour", "week"), lambda one: (one.category, one.opened_at.day, one.opened_at.hour)),
)  # dimensions, and what of a matter says in which of their lines it is: those alike are counted together
_STEPS, _ATTITUDE, _OUTCOME = map(_parts, ("steps", "attitude", "outcome"))
_PLACES: dict[Verdict | None, int] = {_KEPT: 1, _LATE: 2}  # among a line's counts; not due stands first


@dataclass
class _Counts:
    """A rate in the making."""

    kept: int = 0
    pending: int = 0
    unnamed: int = 0
    late: list[int] = field(default_factory=list)

    def add(self, matters: Sequence[Matter], verdicts: Sequence[Verdict | None]) -> None:
        self.kept += verdicts.count(_KEPT)
        self.pending += verdicts.count(_PENDING)
        late = [one for one, verdict in zip(matters, verdicts, strict=True) if verdict is _LATE]
        named = [one.number for one in late if not one.hidden]
        self.late += named
        self.unnamed += len(late) - len(named)

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
        self._alike = [_Alike(of) for _, of in _GROUPS]
        self._asking: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.groups: list[int] = []
        self.near: list[int] = []
        self.stations: Counter[frozenset[str]] = Counter()  # how many tickets have these steps
        self.late_by: list[int] = []
        self._lives: Counter[frozenset[str]] = Counter()  # the same of all, and of those that count
        self._counting: Counter[frozenset[str]] = Counter()

    def add(self, matters: Iterable[Matter]) -> None:
        """Count these tickets, which were reported in the month: many at once, in few steps for each."""
        told = [one for one in matters if one.source != DRILL]
        counting = [one for one in told if one.counts]
        self._lives.update(map(_STEPS, told))
        self._counting.update(map(_STEPS, counting))
        self._asking.update([one.kind.value for one in counting if one.kind in ASKING])
        self._count([one for one in counting if one.kind not in ASKING])  # S2-01: those are no complaints

    def _count(self, matters: Sequence[Matter]) -> None:
        self.total += len(matters)
        self.second += sum([one.round > 1 for one in matters])
        self._judge(matters)
        self.stations.update(map(_STEPS, matters))
        self.attitude.update(map(_ATTITUDE, matters))
        self.outcome.update(map(_OUTCOME, matters))
        shown = [one for one in matters if not one.hidden]
        least = min(self._rule.near, self._rule.group)
        self._gather([one for one in shown if one.reporters >= least or one.households >= least])
        words = [one.keywords for one in shown if not one.discreet]
        self.words.update(chain.from_iterable(map(set, words)))

    def _gather(self, matters: Iterable[Matter]) -> None:
        """Those that many reported."""
        for matter in matters:
            many = self._rule.many(matter.households, matter.reporters)
            if many >= self._rule.group:
                self.groups.append(matter.number)
            elif many >= self._rule.near and matter.class_ > Class.ONE:
                self.near.append(matter.number)

    def _judge(self, matters: Sequence[Matter]) -> None:
        verdicts = [one.verdicts(self._until) for one in matters]
        for kind, counts in self.rates.items():
            counts.add(matters, [one.get(kind) for one in verdicts])
        solved = [one.get(_RESOLVE) for one in verdicts]
        repairs = [pair for pair in zip(matters, solved, strict=True) if pair[0].kind is _REPAIR]
        self.slips.add([one for one, _ in repairs], [verdict for _, verdict in repairs])
        late = [one for one, verdict in zip(matters, solved, strict=True) if verdict is _LATE]
        self.late_by += [self._late_by(one) for one in late]
        places = [_PLACES.get(one, 0) for one in solved]
        for alike in self._alike:
            alike.add(matters, places)

    def _late_by(self, matter: Matter) -> int:
        return max([one.late_by(self._until) for one in matter.promises if one.kind is _RESOLVE])

    @property
    def not_counted(self) -> int:
        """How many were registered, and then found to be none or part of another."""
        return sum(n for steps, n in (self._lives - self._counting).items() if "registered" in steps)

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
        for steps, n in self._lives.items():
            if "proposed" in steps:
                found["proposed"] += n
                found["turned_down"] += n * ("registered" not in steps and "dismissed" in steps)
            elif "dismissed" in steps:
                found["taken_back"] += n
            if "corrected" in steps:
                found["corrected"] += self._counting[steps]
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
        return self._alike[at].groups()


class _Alike:
    """Matters by what of them says where they are counted."""

    def __init__(self, of: _Of) -> None:
        self._of = of
        self._ones: dict[object, Matter] = {}
        self._counts: Counter[tuple[object, int]] = Counter()

    def add(self, matters: Sequence[Matter], places: Iterable[int]) -> None:
        keys = list(map(self._of, matters))
        self._ones.update(zip(keys, matters, strict=True))
        self._counts.update(zip(keys, places, strict=True))

    def groups(self) -> list[_Group]:
        return [(one, [self._counts[key, place] for place in range(3)]) for key, one in self._ones.items()]


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

    def add(self, matters: Iterable[Matter]) -> None:
        """Look at these tickets."""
        for matter in [one for one in matters if one.topic in ASSETS and one.opened_at >= self._since]:
            if place := repeated_at(matter):
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
