"""The clocks of one ticket in memory, driven by the same code as the stored ones."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from desk.clocks import Clock, ClockKind, ClockMove
from desk.hours import Calendar
from desk.journal import Entry
from desk.people import Site
from desk.standard_text import completed, parse_standard
from desk.standards import Standard
from desk.ticket import Ticket
from handlers import clockwork
from tests.desk.examples import CALENDAR, SITE

PRESETS = Path(__file__).parents[2] / "bot" / "standards"


def preset(name: str = "s0") -> Standard:
    return parse_standard(name, _data(name))


def _data(name: str) -> dict[str, Any]:
    data = tomllib.loads((PRESETS / f"{name}.toml").read_text(encoding="utf-8"))
    return completed(data, _data(data["base"]) if "base" in data else {})


class ClockBench:
    """What storage is to the clockwork: keeps clocks by id."""

    def __init__(self, standard: Standard, calendar: Calendar = CALENDAR) -> None:
        self.standard = standard
        self.kept: dict[int, Clock] = {}
        book = SimpleNamespace(standard=lambda _version: self.standard, calendar=lambda _site: calendar)
        self.story: list[Entry] = []
        journal = SimpleNamespace(of=lambda _ticket: self.story)
        self._tools = SimpleNamespace(book=book, uow=SimpleNamespace(clocks=self, journal=journal))

    def apply(self, ticket: Ticket, moves: tuple[ClockMove, ...], now: datetime) -> None:
        clockwork.apply(self._tools, Site(id=SITE, name="阳光花园"), ticket, moves, now)

    def refit(self, ticket: Ticket, now: datetime) -> None:
        clockwork.refit(self._tools, Site(id=SITE, name="阳光花园"), ticket, now)

    def of(self, _ticket: int) -> list[Clock]:
        return list(self.kept.values())

    def add(self, clock: Clock) -> Clock:
        self.kept[len(self.kept)] = replace(clock, id=len(self.kept))
        return self.kept[len(self.kept) - 1]

    def add_all(self, clocks: Iterable[Clock]) -> None:
        for clock in clocks:
            self.add(clock)

    def save(self, clock: Clock) -> None:
        self.kept[clock.id] = clock

    def running(self) -> dict[ClockKind, Clock]:
        return {clock.kind: clock for clock in self.kept.values() if clock.running}

    def last(self, kind: ClockKind) -> Clock | None:
        return next((clock for clock in reversed(self.of(0)) if clock.kind is kind), None)
