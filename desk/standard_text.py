"""Reading a service standard from data: every error at once, each with its line and what is allowed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import Enum
from typing import Any

from desk.clocks import ClockKind
from desk.improve_rules import parse_improve
from desk.kind import Kind
from desk.matters import Matters, parse_matters
from desk.people import WORKERS, Role
from desk.reading import Category, Class, Urgency
from desk.reminding import Quiet
from desk.review_text import parse_review
from desk.revisit_rules import parse_rules
from desk.roster import Duty, parse_duty
from desk.standard_lines import line_of
from desk.standard_tables import Place, hours, manners, offices
from desk.standards import ASSIGNEE, Limit, Spot, Standard, Step, Unit

_MATCHES: Mapping[str, type[Enum]] = {
    "class": Class,
    "category": Category,
    "urgency": Urgency,
    "kind": Kind,
    "where": Spot,
}  # what a limit may ask of a ticket
_LIMIT_KEYS = ("clock", "amount", "unit", "clause", "share", "promised", *_MATCHES)
_UNPROMISED_KEYS = ("clock", "promised", "clause", *_MATCHES)
_STEP_KEYS = ("after", "to", "every")
_QUIET_KEYS = ("from", "until", "clause")
_TABLES = (
    *("duty", "quiet", "manners", "titles", "hours"),
    *("matter", "review", "conduct", "taskforce", "revisit", "improve"),
)
_FILE_KEYS = ("base", "limit", "ladder", "class", "hold", *_TABLES)
_TOLD = (ASSIGNEE, *sorted(WORKERS))
_CLAUSE = re.compile(r"S[0-4]-\d{2,3}\b")
_ALL = 100  # percent


class StandardError(ValueError):
    """A standard cannot be read; the message lists every error, one a line, with what is allowed."""


def parse_standard(
    version: str, data: Mapping[str, Any], text: str = "", file: str | None = None, *, partial: bool = False
) -> Standard:
    """The standard that `data` (a parsed TOML file) describes; raises StandardError.

    With the file's `text` each error names its line. `partial`: what it leaves out comes from its base.
    """
    parser = _Parser(text=text, file=file or version, partial=partial)
    parser.known((), "the file", data, _FILE_KEYS)
    limits = [
        limit
        for n, entry in enumerate(parser.tables((), "limit", data.get("limit", [])), 1)
        if (limit := parser.limit(n, entry))
    ]
    ladders = parser.ladders(data.get("ladder", {}))
    quiet = parser.quiet(data.get("quiet"))
    if not partial:
        parser.unanswered(limits, ladders)
    parser.twice(limits)
    duty = parser.duty(data.get("duty", {}))
    found = Standard(
        version=version,
        limits=tuple(limits),
        ladders=ladders,
        duty=duty,
        quiet=quiet,
        matters=parser.matters(data.get("matter", {})),
        offices=offices(parser, data.get("class", {})),
        manners=manners(parser, data.get("manners", {}), data.get("titles", {})),
        hours=hours(parser, data.get("hours", {})),
        revisit=parse_rules(data.get("revisit", {}), parser.errors),
        improve=parse_improve(data.get("improve", {}), parser.errors),
        **parse_review(data, parser.errors),
    )
    if parser.errors:
        raise StandardError("\n".join(parser.errors))
    return found


def completed(data: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The standard with what it takes over from its `base`; of two limits for the same tickets its own."""
    limits = {_meant(entry): entry for entry in (*base.get("limit", []), *data.get("limit", []))}
    ladders = {**base.get("ladder", {}), **data.get("ladder", {})}
    tables = {name: {**base.get(name, {}), **data.get(name, {})} for name in _TABLES}
    theirs, own = base.get("class", {}), data.get("class", {})
    tables["class"] = {one: {**theirs.get(one, {}), **own.get(one, {})} for one in {**theirs, **own}}
    given = {name: table for name, table in tables.items() if table}
    holds = {"hold": [*base.get("hold", []), *data.get("hold", [])]}
    return {"limit": list(limits.values()), "ladder": ladders, **given, **(holds if holds["hold"] else {})}


def _meant(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(entry.get(key) for key in ("clock", *_MATCHES))


@dataclass(frozen=True, kw_only=True)
class _Parser:
    """Types what is right and notes what is wrong."""

    text: str
    file: str
    partial: bool = False
    errors: list[str] = field(default_factory=list)

    def wrong(self, place: Place, what: str, key: str | None = None) -> None:
        line = line_of(self.text, place, key) if self.text else None
        self.errors.append(f"{self.file}{f':{line}' if line else ''}: {what}")

    def limit(self, n: int, entry: Mapping[str, Any]) -> Limit | None:
        before = len(self.errors)
        place = ("limit", n)
        where = f"limit {n} ({entry.get('clock', 'no clock')})"
        none = entry.get("promised", True) is False
        self.known(place, where, entry, _UNPROMISED_KEYS if none else _LIMIT_KEYS)
        clock = self.one_of(place, where, "clock", entry.get("clock"), list(ClockKind))
        asked = {
            key: self.one_of(place, where, key, entry.get(key), list(kind), optional=True)
            for key, kind in _MATCHES.items()
        }
        size = {"promised": False} if none else self.size(place, where, entry)
        clause = self.clause(place, where, entry.get("clause"))
        if len(self.errors) > before:
            return None
        typed: dict[str, Any] = {
            key: None if asked[key] is None else kind(asked[key]) for key, kind in _MATCHES.items()
        }
        typed["class_"] = typed.pop("class")
        return Limit(clock=ClockKind(clock), clause=clause, **size, **typed)

    def size(self, place: Place, where: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        """How long, and to how many of the tickets."""
        if entry.get("promised", True) is not True:
            self.wrong(place, f"{where}: promised is {entry['promised']!r}: allowed is false", "promised")
        unit = self.one_of(place, where, "unit", entry.get("unit"), list(Unit))
        amount = self.whole(place, where, "amount", entry.get("amount"), least=1)
        share = self.whole(place, where, "share", entry.get("share", _ALL), least=1, most=_ALL)
        return {"amount": amount, "unit": Unit(unit or Unit.MINUTES), "share": share}

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
        if any(rung.every for rung in rungs[:-1]):
            self.wrong(
                ("ladder", kind), f"ladder.{kind}: only the last rung may come again and again", "every"
            )
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
        every = "every" in entry and self.whole(place, where, "every", entry["every"], least=30)
        return Step(
            after=timedelta(minutes=minutes),
            to=ASSIGNEE if to in (None, ASSIGNEE) else Role(to),
            every=timedelta(minutes=every) if every else None,
        )

    def duty(self, data: object) -> Duty:
        told: list[str] = []
        duty = parse_duty(self.table(("duty",), data), told)
        for line in told:
            self.wrong(("duty",), line, line.removeprefix("duty: ").partition(" ")[0])
        return duty

    def matters(self, data: object) -> Matters:
        told: list[str] = []
        matters = parse_matters(self.table(("matter",), data), told)
        for line in told:
            self.wrong(("matter",), line, line.removeprefix("matter: ").partition(" ")[0])
        return matters

    def quiet(self, entry: object) -> Quiet | None:
        if entry is None:
            return None
        entry = self.table(("quiet",), entry)
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

    def known(self, place: Place, where: str, entry: Mapping[str, Any], allowed: Sequence[str]) -> None:
        if unknown := sorted(set(entry) - set(allowed)):
            self.wrong(
                place,
                f"{where}: unknown keys {', '.join(unknown)}: allowed are {', '.join(allowed)}",
                unknown[0],
            )

    def tables(self, place: Place, where: str, entries: object) -> list[Mapping[str, Any]]:
        if isinstance(entries, list) and all(isinstance(entry, Mapping) for entry in entries):
            return entries
        self.wrong(place, f"{where} must be a list of tables", where)
        return []

    def table(self, place: Place, data: object) -> Mapping[str, Any]:
        if isinstance(data, Mapping):
            return data
        self.wrong(place, f"{'.'.join(map(str, place))} must be a table", str(place[0]))
        return {}

    def one_of(
        self,
        place: Place,
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
        place: Place,
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

    def clause(self, place: Place, where: str, value: object) -> str:
        if isinstance(value, str) and _CLAUSE.search(value):
            return value
        what = f"{where}: clause is {value!r}: it must name where the number comes from, as S0-29"
        self.wrong(place, what, "clause")
        return ""
