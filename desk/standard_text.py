"""Reading a service standard from data: every error at once, each with its line and what is allowed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import Enum
from typing import Any

from desk.clocks import ClockKind
from desk.kind import Kind
from desk.people import WORKERS, Role
from desk.reading import Category, Class, Urgency
from desk.reminding import Quiet
from desk.revisit_rules import parse_rules
from desk.roster import parse_duty
from desk.standard_lines import line_of
from desk.standards import ASSIGNEE, Limit, Spot, Standard, Step, Unit

_MATCHES: Mapping[str, type[Enum]] = {
    "class": Class,
    "category": Category,
    "urgency": Urgency,
    "kind": Kind,
    "where": Spot,
}  # what a limit may ask of a ticket
_LIMIT_KEYS = ("clock", "amount", "unit", "clause", "share", *_MATCHES)
_STEP_KEYS = ("after", "to")
_QUIET_KEYS = ("from", "until", "clause")
_FILE_KEYS = ("base", "limit", "ladder", "duty", "quiet", "revisit")
_TOLD = (ASSIGNEE, *sorted(WORKERS))
_CLAUSE = re.compile(r"S[0-4]-\d{2,3}\b")
_ALL = 100  # percent


class StandardError(ValueError):
    """A standard cannot be read; the message lists every error, one a line, with what is allowed."""


def parse_standard(
    version: str, data: Mapping[str, Any], text: str = "", file: str | None = None
) -> Standard:
    """The standard that `data` (a parsed TOML file) describes; raises StandardError.

    With the file's `text` each error names its line.
    """
    parser = _Parser(text=text, file=file or version)
    parser.known((), "the file", data, _FILE_KEYS)
    limits = [
        limit
        for n, entry in enumerate(parser.tables((), "limit", data.get("limit", [])), 1)
        if (limit := parser.limit(n, entry))
    ]
    ladders = parser.ladders(data.get("ladder", {}))
    quiet = parser.quiet(data.get("quiet"))
    parser.unanswered(limits, ladders)
    parser.twice(limits)
    duty = parse_duty(data.get("duty", {}), parser.errors)
    revisit = parse_rules(data.get("revisit", {}), parser.errors)
    if parser.errors:
        raise StandardError("\n".join(parser.errors))
    return Standard(
        version=version, limits=tuple(limits), ladders=ladders, duty=duty, quiet=quiet, revisit=revisit
    )


def completed(data: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The standard with what it takes over from its `base`; of two limits for the same tickets its own."""
    limits = {_meant(entry): entry for entry in (*base.get("limit", []), *data.get("limit", []))}
    ladders = {**base.get("ladder", {}), **data.get("ladder", {})}
    tables = {name: {**base.get(name, {}), **data.get(name, {})} for name in ("duty", "quiet", "revisit")}
    given = {name: table for name, table in tables.items() if table}
    return {"limit": list(limits.values()), "ladder": ladders, **given}


def _meant(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(entry.get(key) for key in ("clock", *_MATCHES))


_Place = tuple[str | int, ...]  # ("limit", 2), ("ladder", "respond", 1)


@dataclass(frozen=True, kw_only=True)
class _Parser:
    """Types what is right and notes what is wrong."""

    text: str
    file: str
    errors: list[str] = field(default_factory=list)

    def wrong(self, place: _Place, what: str, key: str | None = None) -> None:
        line = line_of(self.text, place, key) if self.text else None
        self.errors.append(f"{self.file}{f':{line}' if line else ''}: {what}")

    def limit(self, n: int, entry: Mapping[str, Any]) -> Limit | None:
        before = len(self.errors)
        place = ("limit", n)
        where = f"limit {n} ({entry.get('clock', 'no clock')})"
        self.known(place, where, entry, _LIMIT_KEYS)
        clock = self.one_of(place, where, "clock", entry.get("clock"), list(ClockKind))
        unit = self.one_of(place, where, "unit", entry.get("unit"), list(Unit))
        asked = {
            key: self.one_of(place, where, key, entry.get(key), list(kind), optional=True)
            for key, kind in _MATCHES.items()
        }
        amount = self.whole(place, where, "amount", entry.get("amount"), least=1)
        share = self.whole(place, where, "share", entry.get("share", _ALL), least=1, most=_ALL)
        clause = self.clause(place, where, entry.get("clause"))
        if len(self.errors) > before:
            return None
        typed: dict[str, Any] = {
            key: None if asked[key] is None else kind(asked[key]) for key, kind in _MATCHES.items()
        }
        typed["class_"] = typed.pop("class")
        return Limit(
            clock=ClockKind(clock), amount=amount, unit=Unit(unit), clause=clause, share=share, **typed
        )

    def ladders(self, data: object) -> dict[ClockKind, tuple[Step, ...]]:
        if not isinstance(data, Mapping):
            self.wrong((), "ladder must be a table of clocks", "ladder")
            return {}
        kinds = [
            ClockKind(kind)
            for kind in data
            if self.one_of(("ladder", kind), f"ladder.{kind}", "clock", kind, list(ClockKind))
        ]
        return {kind: self.ladder(kind, data[kind]) for kind in kinds}

    def ladder(self, kind: str, steps: object) -> tuple[Step, ...]:
        entries = self.tables(("ladder", kind), f"ladder.{kind}", steps)
        rungs = tuple(self.step(kind, n, entry) for n, entry in enumerate(entries, 1))
        if list(rungs) != sorted(rungs, key=lambda rung: rung.after):
            self.wrong(("ladder", kind), f"ladder.{kind}: the rungs must stand in the order of their time")
        return rungs

    def step(self, kind: str, n: int, entry: Mapping[str, Any]) -> Step:
        place, where = ("ladder", kind, n), f"ladder.{kind} {n}"
        self.known(place, where, entry, _STEP_KEYS)
        to = self.one_of(place, where, "to", entry.get("to"), _TOLD)
        minutes = self.whole(
            place, where, "after (minutes, negative: before the due time)", entry.get("after")
        )
        return Step(after=timedelta(minutes=minutes), to=ASSIGNEE if to in (None, ASSIGNEE) else Role(to))

    def quiet(self, entry: object) -> Quiet | None:
        if entry is None:
            return None
        if not isinstance(entry, Mapping):
            self.wrong((), "quiet must be a table", "quiet")
            return None
        self.known(("quiet",), "quiet", entry, _QUIET_KEYS)
        begins, ends = (self.wall_clock(name, entry.get(name)) for name in ("from", "until"))
        self.clause(("quiet",), "quiet", entry.get("clause"))
        return Quiet(begins=begins, ends=ends)

    def wall_clock(self, key: str, value: object) -> time:
        if isinstance(value, time):
            return value
        self.wrong(("quiet",), f"quiet: {key} is {value!r}: it must be a time of day, as 21:30:00", key)
        return time()

    def unanswered(self, limits: Sequence[Limit], ladders: Mapping[ClockKind, tuple[Step, ...]]) -> None:
        """A promise that nobody hears about when it is broken is none."""
        for kind in sorted({limit.clock for limit in limits}):
            if not any(step.after >= timedelta() for step in ladders.get(kind, ())):
                self.wrong(("ladder", kind), f"ladder.{kind}: somebody must be told at or after the due time")

    def twice(self, limits: Sequence[Limit]) -> None:
        seen = set()
        for n, limit in enumerate(limits, 1):
            if (meant := (limit.clock, limit.asked)) in seen:
                self.wrong(
                    ("limit", n), f"limit ({limit.clock}): two limits are for exactly the same tickets"
                )
            seen.add(meant)

    def known(self, place: _Place, where: str, entry: Mapping[str, Any], allowed: Sequence[str]) -> None:
        if unknown := sorted(set(entry) - set(allowed)):
            self.wrong(
                place,
                f"{where}: unknown keys {', '.join(unknown)}: allowed are {', '.join(allowed)}",
                unknown[0],
            )

    def tables(self, place: _Place, where: str, entries: object) -> list[Mapping[str, Any]]:
        if isinstance(entries, list) and all(isinstance(entry, Mapping) for entry in entries):
            return entries
        self.wrong(place, f"{where} must be a list of tables", where)
        return []

    def one_of(
        self,
        place: _Place,
        where: str,
        key: str,
        value: Any,
        allowed: Sequence[Any],
        *,
        optional: bool = False,
    ) -> Any:
        if (optional and value is None) or (value in allowed and not isinstance(value, bool)):
            return value
        words = ", ".join(str(item) for item in allowed)
        self.wrong(place, f"{where}: {key} is {value!r}: allowed are {words}", key)
        return None

    def whole(
        self,
        place: _Place,
        where: str,
        key: str,
        value: object,
        *,
        least: int | None = None,
        most: int | None = None,
    ) -> int:
        fits = isinstance(value, int) and not isinstance(value, bool)
        if (
            isinstance(value, int)
            and fits
            and (least is None or value >= least)
            and (most is None or value <= most)
        ):
            return value
        wanted = "a whole number" if least is None else f"a whole number from {least} up"
        wanted = wanted if most is None else f"a whole number from {least} to {most}"
        self.wrong(place, f"{where}: {key} is {value!r}: it must be {wanted}", key.partition(" ")[0])
        return 0

    def clause(self, place: _Place, where: str, value: object) -> str:
        if isinstance(value, str) and _CLAUSE.search(value):
            return value
        what = f"{where}: clause is {value!r}: it must name where the number comes from, as S0-29"
        self.wrong(place, what, "clause")
        return ""
