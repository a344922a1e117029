"""Reading a service standard from data: every error at once, each with where it is and what is allowed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from desk.clocks import ClockKind
from desk.people import WORKERS, Role
from desk.reading import Category, Class, Urgency
from desk.reminding import Quiet
from desk.roster import parse_duty
from desk.standards import ASSIGNEE, Limit, Standard, Step, Unit

_LIMIT_KEYS = ("clock", "amount", "unit", "clause", "class", "category", "urgency", "home")
_STEP_KEYS = ("after", "to")
_QUIET_KEYS = ("from", "until", "clause")
_TOLD = (ASSIGNEE, *sorted(WORKERS))
_CLAUSE = re.compile(r"S[0-4]-\d{2,3}\b")


class StandardError(ValueError):
    """A standard cannot be read; the message lists every error, one a line, with what is allowed."""


def parse_standard(version: str, data: Mapping[str, Any]) -> Standard:
    """The standard that `data` (a parsed TOML file) describes; raises StandardError."""
    parser = _Parser()
    parser.known("the file", data, ("limit", "ladder", "duty", "quiet"))
    limits = [
        limit
        for n, entry in enumerate(parser.tables("limit", data.get("limit", [])), 1)
        if (limit := parser.limit(f"limit {n}", entry))
    ]
    ladders = parser.ladders(data.get("ladder", {}))
    quiet = parser.quiet(data.get("quiet"))
    parser.unanswered(limits, ladders)
    parser.twice(limits)
    duty = parse_duty(data.get("duty", {}), parser.errors)
    if parser.errors:
        raise StandardError("\n".join(f"{version}: {error}" for error in parser.errors))
    return Standard(version=version, limits=tuple(limits), ladders=ladders, duty=duty, quiet=quiet)


@dataclass(frozen=True)
class _Parser:
    """Types what is right and notes what is wrong."""

    errors: list[str] = field(default_factory=list)

    def limit(self, where: str, entry: Mapping[str, Any]) -> Limit | None:
        before = len(self.errors)
        where = f"{where} ({entry.get('clock', 'no clock')})"
        self.known(where, entry, _LIMIT_KEYS)
        clock = self.one_of(f"{where}: clock", entry.get("clock"), list(ClockKind))
        unit = self.one_of(f"{where}: unit", entry.get("unit"), list(Unit))
        class_ = self.one_of(f"{where}: class", entry.get("class"), list(Class), optional=True)
        category = self.one_of(f"{where}: category", entry.get("category"), list(Category), optional=True)
        urgency = self.one_of(f"{where}: urgency", entry.get("urgency"), list(Urgency), optional=True)
        home = self.truth(f"{where}: home", entry.get("home"))
        amount = self.whole(f"{where}: amount", entry.get("amount"), least=1)
        clause = self.clause(where, entry.get("clause"))
        if len(self.errors) > before:
            return None
        return Limit(
            clock=ClockKind(clock),
            amount=amount,
            unit=Unit(unit),
            clause=clause,
            class_=class_ and Class(class_),
            category=category and Category(category),
            urgency=urgency and Urgency(urgency),
            home=home,
        )

    def ladders(self, data: object) -> dict[ClockKind, tuple[Step, ...]]:
        if not isinstance(data, Mapping):
            self.errors.append("ladder must be a table of clocks")
            return {}
        kinds = [
            ClockKind(kind) for kind in data if self.one_of(f"ladder.{kind}: clock", kind, list(ClockKind))
        ]
        return {kind: self.ladder(f"ladder.{kind}", data[kind]) for kind in kinds}

    def ladder(self, where: str, steps: object) -> tuple[Step, ...]:
        entries = self.tables(where, steps)
        rungs = tuple(self.step(f"{where} {n}", entry) for n, entry in enumerate(entries, 1))
        if list(rungs) != sorted(rungs, key=lambda rung: rung.after):
            self.errors.append(f"{where}: the rungs must stand in the order of their time")
        return rungs

    def step(self, where: str, entry: Mapping[str, Any]) -> Step:
        self.known(where, entry, _STEP_KEYS)
        to = self.one_of(f"{where}: to", entry.get("to"), _TOLD)
        minutes = self.whole(f"{where}: after (minutes, negative: before the due time)", entry.get("after"))
        return Step(after=timedelta(minutes=minutes), to=ASSIGNEE if to in (None, ASSIGNEE) else Role(to))

    def quiet(self, entry: object) -> Quiet | None:
        if entry is None:
            return None
        if not isinstance(entry, Mapping):
            self.errors.append("quiet must be a table")
            return None
        self.known("quiet", entry, _QUIET_KEYS)
        begins, ends = (self.wall_clock(f"quiet: {name}", entry.get(name)) for name in ("from", "until"))
        self.clause("quiet", entry.get("clause"))
        return Quiet(begins=begins, ends=ends)

    def wall_clock(self, where: str, value: object) -> time:
        if isinstance(value, time):
            return value
        self.errors.append(f"{where} is {value!r}: it must be a time of day, as 21:30:00")
        return time()

    def unanswered(self, limits: Sequence[Limit], ladders: Mapping[ClockKind, tuple[Step, ...]]) -> None:
        """A promise that nobody hears about when it is broken is none."""
        for kind in sorted({limit.clock for limit in limits}):
            if not any(step.after >= timedelta() for step in ladders.get(kind, ())):
                self.errors.append(f"ladder.{kind}: somebody must be told at or after the due time")

    def twice(self, limits: Sequence[Limit]) -> None:
        seen = set()
        for limit in limits:
            meant = (limit.clock, limit.class_, limit.category, limit.urgency, limit.home)
            if meant in seen:
                self.errors.append(f"limit ({limit.clock}): two limits are for exactly the same tickets")
            seen.add(meant)

    def known(self, where: str, entry: Mapping[str, Any], allowed: Sequence[str]) -> None:
        if unknown := sorted(set(entry) - set(allowed)):
            self.errors.append(
                f"{where}: unknown keys {', '.join(unknown)}: allowed are {', '.join(allowed)}"
            )

    def tables(self, where: str, entries: object) -> list[Mapping[str, Any]]:
        if isinstance(entries, list) and all(isinstance(entry, Mapping) for entry in entries):
            return entries
        self.errors.append(f"{where} must be a list of tables")
        return []

    def one_of(self, where: str, value: Any, allowed: Sequence[Any], *, optional: bool = False) -> Any:
        if (optional and value is None) or (value in allowed and not isinstance(value, bool)):
            return value
        self.errors.append(f"{where} is {value!r}: allowed are {', '.join(str(item) for item in allowed)}")
        return None

    def truth(self, where: str, value: Any) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        self.errors.append(f"{where} is {value!r}: it must be true or false")
        return None

    def whole(self, where: str, value: object, *, least: int | None = None) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and (least is None or value >= least):
            return value
        wanted = "a whole number" if least is None else f"a whole number from {least} up"
        self.errors.append(f"{where} is {value!r}: it must be {wanted}")
        return 0

    def clause(self, where: str, value: object) -> str:
        if isinstance(value, str) and _CLAUSE.search(value):
            return value
        self.errors.append(
            f"{where}: clause is {value!r}: it must name where the number comes from, as S0-29"
        )
        return ""
