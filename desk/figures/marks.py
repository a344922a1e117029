"""What a matter must be beside what is asked, or must not be: 没结案的群诉, 除了停车."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

from desk.clocks import ClockKind
from desk.figures.facts import Matter, Verdict
from desk.figures.measures import GOOD
from desk.figures.numbers import Counting
from desk.figures.terms import SOURCES, STANDS, TEAMS, Measure
from desk.kind import Kind
from desk.notices import Fact, Word
from desk.reading import TOPICS, Category, Class

_SHORT = 3  # letters of a measure, as a button carries it
_CODED = re.compile(r"([+\-])([a-z])([^+\-]+)")
_FALLS: Mapping[Measure, Callable[[Matter, Counting], bool]] = {
    **{
        measure: lambda matter, _how, among=among: matter.status in among  # type: ignore[misc]
        for measure, among in STANDS.items()
    },
    Measure.SECOND: lambda matter, _how: matter.round > 1,
    Measure.GROUP: lambda matter, how: (
        not matter.hidden and how.rule.many(matter.households, matter.reporters) >= how.rule.group
    ),
    Measure.LATE: lambda matter, how: matter.verdicts(how.until).get(ClockKind.RESOLVE) is Verdict.LATE,
    Measure.UNHAPPY: lambda matter, _how: matter.outcome is not None and matter.outcome < GOOD,
}
MEASURED = frozenset(_FALLS)  # the measures that a matter can be said to be of


class Mark(NamedTuple):
    """One thing that can be said of a matter."""

    sort: str  # of `_SAYS`
    value: str

    def holds(self, matter: Matter, how: Counting) -> bool:
        """Whether it is so."""
        return _SAYS[self.sort](self.value, matter, how)

    @property
    def word(self) -> Fact:
        """As people read it."""
        return Word(f"{_NAMED[self.sort]}.{self.value}")

    @property
    def code(self) -> str:
        """As a button carries it."""
        return self.sort[0] + (self.value[:_SHORT] if self.sort == "measure" else self.value)


_SAYS: Mapping[str, Callable[[str, Matter, Counting], bool]] = {
    "measure": lambda value, matter, how: _FALLS[Measure(value)](matter, how),
    "topic": lambda value, matter, _how: value == (matter.topic or "其他"),
    "kind": lambda value, matter, _how: value == matter.kind,
    "group": lambda value, matter, _how: value == matter.category,
    "class": lambda value, matter, _how: value == str(matter.class_.value),
    "source": lambda value, matter, _how: value == matter.source,
    "of_team": lambda value, matter, how: how.departments.get(matter.owner or 0) in TEAMS[value],
}
_NAMED = {
    "measure": "tally",
    "topic": "topic",
    "kind": "kind",
    "group": "category",
    "class": "class",
    "source": "source",
    "of_team": "team",
}  # the table of words that names its values
_SORTS = {sort[0]: sort for sort in _SAYS}
_KNOWN: Mapping[str, Container[str]] = {
    "topic": TOPICS,
    "kind": [one.value for one in Kind],
    "group": [one.value for one in Category],
    "class": [str(one.value) for one in Class],
    "source": SOURCES,
    "of_team": TEAMS,
}


def coded(only: Iterable[Mark], without: Iterable[Mark]) -> str:
    """Both as a button carries them."""
    return "".join(f"+{one.code}" for one in only) + "".join(f"-{one.code}" for one in without)


def marks_of(code: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Both out of a button; what it cannot have written is left out."""
    found: dict[str, list[Mark]] = {"+": [], "-": []}
    for sign, letter, value in _CODED.findall(code):
        mark = _mark(_SORTS.get(letter, ""), value)
        found[sign] += [mark] if mark else []
    return tuple(found["+"]), tuple(found["-"])


def _mark(sort: str, value: str) -> Mark | None:
    if sort == "measure":
        measure = next((one for one in MEASURED if one[:_SHORT] == value), None)
        return Mark(sort, measure) if measure else None
    known = _KNOWN.get(sort)
    return Mark(sort, value) if known and value in known else None
