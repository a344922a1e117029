"""Answers whose tickets stand with the gravest first: how late they were, or how soon they are due."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from heapq import heappush, heappushpop

from desk.clocks import ClockKind
from desk.figures.asking import Query
from desk.figures.facts import Matter, Promise
from desk.figures.numbers import Counting
from desk.figures.replying import LISTED, Reply
from desk.figures.terms import OWED, PROMISES, Measure
from desk.figures.worded import bounded, ticket_line
from desk.notices import Fact, Notice, Word

_MINUTE = 60  # seconds


class Ranking(Reply):
    """Its list begins with whatever weighs most."""

    def __init__(self, query: Query, counting: Counting, start: int = 0) -> None:
        super().__init__(query, counting, start)
        self._gravest: list[tuple[int, int, Matter]] = []
        self._beyond = 0  # what the list is of, also those that are not named

    @abstractmethod
    def _weight(self, matter: Matter) -> int:
        """How it stands among the others."""

    def _list(self, matter: Matter) -> None:
        bound = self.query.lasting
        if bound and not bound.holds(self._weight(matter), 1):
            return
        self._beyond += 1
        if matter.hidden:
            self._hidden += 1
            return
        self._behind += 1
        one = (self._weight(matter), -matter.number, matter)
        full = len(self._gravest) >= self._start + self._room
        (heappushpop if full else heappush)(self._gravest, one)

    def notice(
        self, names: Mapping[int, str], against: Notice | None = None, *, begun: date | None = None
    ) -> Notice:
        """The answer, its list from the gravest on."""
        listed = sorted(self._gravest, reverse=True)[self._start :]
        self._shown = [matter for _, _, matter in listed]
        found = super().notice(names, against, begun=begun)
        lines: list[Fact] = [self._line(one) for one in self._shown]
        return Notice(found.key, {**found.facts, "lines": lines}, found.buttons)

    def bounded(self) -> Notice | None:
        """Of how many tickets it is so, where each is held against the bound."""
        if not self.query.lasting:
            return super().bounded()
        facts: dict[str, Fact] = {"bound": bounded(self.query.lasting), "count": str(self._beyond)}
        return Notice("asked.beyond", facts)

    def _line(self, matter: Matter) -> Notice:
        took = max(1, self._weight(matter))  # less than a minute would be told as nothing
        return Notice("asked.took", {"line": ticket_line(matter), "took": took})


class Lateness(Ranking):
    """Of a promise: the latest first, with how many minutes late each is."""

    def _weight(self, matter: Matter) -> int:
        until, kind = self._counting.until, PROMISES[self.query.measure]
        return max((one.late_by(until) for one in matter.promises if one.kind is kind), default=0)

    def _line(self, matter: Matter) -> Notice:
        return Notice("asked.late_by", {"line": ticket_line(matter), "took": self._weight(matter)})


class Standing(Ranking):
    """What nobody took, or has done yet: whoever waits longest first; of what is suspended, since when."""

    def _weight(self, matter: Matter) -> int:
        until = self._counting.until
        if self.query.measure is Measure.WAITING:
            stopped = [one.paused_at for one in matter.promises if one.paused_at]
            return int((until - min(stopped, default=until)).total_seconds() // _MINUTE)
        return _minutes_since(matter, until)


class Owed(Ranking):
    """What got no answer (S2-111, S0-28), call or follow-up (S0-38): whoever waits longest first."""

    def _judged(self, matter: Matter) -> int | None:
        owed = matter.promised(OWED[self.query.measure])
        return all(one.met_at is None for one in owed) if owed else None

    def _weight(self, matter: Matter) -> int:
        return _minutes_since(matter, self._counting.until)


class _Ending(Ranking):
    """Of any day of report: the days asked about are those of the end, and of no others there is a share."""

    @abstractmethod
    def _end(self, matter: Matter) -> datetime | None:
        """The moment that counts; None: there is none."""

    def _day(self, matter: Matter) -> date:
        end = self._end(matter)
        return end.astimezone(matter.opened_at.tzinfo).date() if end else date.max

    def _judged(self, matter: Matter) -> int | None:
        return 1 if self._end(matter) else None

    def _weight(self, matter: Matter) -> int:
        end = self._end(matter)
        return -int(end.timestamp()) if end else 0

    def _share(self, *_: int) -> tuple[None, None]:
        return None, None

    def figure(self) -> Notice:
        """How many."""
        facts: dict[str, Fact] = {"name": Word(f"tally.{self.query.measure}"), "top": str(self.top)}
        return Notice("asked.counted", {**facts, "of": None, "percent": None})


class Due(_Ending):
    """What is to be solved in those days and is not: the next first (S0-32)."""

    def __init__(self, query: Query, counting: Counting, start: int = 0) -> None:
        super().__init__(query, counting, start)
        self._others: list[Fact] = []  # of which another promise falls due then
        self._other = 0

    def add(self, matters: Iterable[Matter]) -> None:
        """Count these too, and apart those of which only a call or follow-up falls due."""
        page = list(matters)
        super().add(page)
        for matter in page:
            if not matter.counts or self._falls(_due(matter), matter) or not self._takes(self.query, matter):
                continue
            if any(self._falls(one, matter) for one in matter.promises if _runs(one)):
                self._other += 1
                self._others += [f"#{matter.number}"] if not matter.hidden else []

    def _falls(self, promise: Promise | None, matter: Matter) -> bool:
        """Whether it falls due in the days asked about."""
        if promise is None or promise.due_at <= self._counting.until:
            return False
        day = promise.due_at.astimezone(matter.opened_at.tzinfo).date()
        return self.query.first <= day <= self.query.last

    def figure(self) -> Notice:
        """How many, and how many more owe something else."""
        facts: dict[str, Fact] = {
            "name": Word(f"tally.{self.query.measure}"),
            "top": str(self.top),
            "others": self._other or None,
            "numbers": self._others[:LISTED] or None,
        }
        return Notice("asked.due_counted", facts)

    def _end(self, matter: Matter) -> datetime | None:
        due = _due(matter)
        return due.due_at if due else None

    def _line(self, matter: Matter) -> Notice:
        return Notice("asked.due", {"line": ticket_line(matter), "due": self._end(matter)})


class Finished(_Ending):
    """What was solved in those days, of several times the last; with how long it took."""

    def _end(self, matter: Matter) -> datetime | None:
        met = [one.met_at for one in matter.promised(ClockKind.RESOLVE)]
        done = [one for one in met if one is not None]
        return max(done) if done and len(done) == len(met) else None

    def _line(self, matter: Matter) -> Notice:
        end = self._end(matter) or matter.opened_at
        took = max(1, int((end - matter.opened_at).total_seconds() // _MINUTE))
        return Notice("asked.took", {"line": ticket_line(matter), "took": took})


def _minutes_since(matter: Matter, until: datetime) -> int:
    return int((until - matter.opened_at).total_seconds() // _MINUTE)


def _due(matter: Matter) -> Promise | None:
    """The promise of a solution that still runs; what waits runs towards nothing."""
    running = [one for one in matter.promised(ClockKind.RESOLVE) if _runs(one)]
    return min(running, key=lambda one: one.due_at, default=None)


def _runs(promise: Promise) -> bool:
    return not (promise.met_at or promise.paused_at or promise.cancelled_at)
