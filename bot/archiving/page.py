"""Some tickets as columns: sheets have so many rows that a call for each cell would take longest."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.archiving.cells import Column
from bot.archiving.voice import Voice
from desk.clocks import ClockKind
from desk.figures.facts import Promise, Verdict, verdicts
from desk.filed import in_columns

if TYPE_CHECKING:
    from storage.bundles import Bundle

_RESOLVE = ClockKind.RESOLVE


class Page:
    """At least one ticket, each with what belongs to it, and who speaks of them."""

    def __init__(self, bundles: Sequence["Bundle"], voice: Voice, tickets: Any = None) -> None:
        """`tickets`: theirs as columns, where somebody has them so already."""
        self.bundles, self.voice = bundles, voice
        self.tickets: Any = tickets or in_columns([one.ticket for one in bundles])
        apart = any(one.ticket.anonymous or one.ticket.discreet for one in bundles)
        self._plain = voice.persons and not apart  # all is told as it is

    def only(self, kind: str) -> "Page | None":
        """Its tickets of a kind; None: there are none."""
        found = [one for one in self.bundles if one.ticket.kind == kind]
        if len(found) == len(self.bundles):
            return self
        return Page(found, self.voice) if found else None

    def at(self, moments: Iterable[datetime | None]) -> Column:
        """What the clock on the wall showed."""
        return list(map(self.voice.at, moments))

    def words(self, kinds: tuple[str, ...], columns: Iterable[Iterable[object]]) -> Iterable[Column]:
        """A column of words for each of names: as `Voice.words`."""
        return zip(*[self.voice.words(kinds, names) for names in zip(*columns, strict=True)], strict=True)

    @cached_property
    def opened(self) -> Column:
        """When they were reported."""
        return self.at(self.tickets.opened_at)

    @cached_property
    def where(self) -> Sequence[Column]:
        """Building, unit, door, area; a home's number is a person's (S0-47), who may be veiled."""
        ticket = self.tickets
        return ticket.building, ticket.unit, self._unveiled(ticket.door), ticket.area

    @cached_property
    def reporters(self) -> Column:
        """Who reported them."""
        if self._plain:
            return [one.reporter.name for one in self.bundles]
        return [self.voice.reporter(one.ticket, one.reporter) for one in self.bundles]

    @property
    def phones(self) -> Column:
        """Of who reported."""
        return self._unveiled([one.phone for one in self.bundles])

    @cached_property
    def owners(self) -> Column:
        """Who works on them."""
        return list(map(self.voice.who, self.tickets.owner))

    @cached_property
    def texts(self) -> Column:
        """What was reported."""
        return self._told(self.tickets.text)

    @cached_property
    def results(self) -> Column:
        """What was done."""
        return self._told(self.tickets.result)

    @property
    def resolved(self) -> Iterable[Column]:
        """Until when it was to be solved, when it was, and whether in time: by the figures' rule."""
        promised = [
            [clock for clock in one.clocks if clock.kind is _RESOLVE and clock.counts] for one in self.bundles
        ]
        due, met, verdict = zip(*[_resolved(some, self.voice.until) for some in promised], strict=True)
        words = {one: self.voice.word(f"filed.{one}") for one in Verdict}
        return self.at(due), self.at(met), [one and words[one] for one in verdict]

    def met(self, kind: ClockKind) -> Column:
        """When such a promise was kept, of several the last one."""
        each = enumerate(self.bundles)
        met = {
            at: clock.met_at
            for at, one in each
            for clock in one.clocks
            if clock.kind is kind and clock.met_at
        }
        return self.at(map(met.get, range(len(self.bundles))))

    def _told(self, texts: Iterable[str | None]) -> Column:
        if self._plain:
            return [text or "" for text in texts]
        return [self.voice.text(one.ticket, text) for one, text in zip(self.bundles, texts, strict=True)]

    def _unveiled(self, column: Column) -> Column:
        """What of a person stands nowhere where it is veiled who it is."""
        if self._plain:
            return column
        shown = self.voice.persons
        return [
            cell if shown and not one.ticket.veiled else None
            for one, cell in zip(self.bundles, column, strict=True)
        ]


def _resolved(
    promised: Sequence[Promise], until: datetime
) -> tuple[datetime | None, datetime | None, Verdict | None]:
    if len(promised) == 1:
        (one,) = promised
        return one.due_at, one.met_at, one.verdict(until)
    if not promised:
        return None, None, None
    met = [one.met_at for one in promised if one.met_at]
    due = max([one.due_at for one in promised])
    return due, max(met) if met else None, verdicts(promised, until)[_RESOLVE]
