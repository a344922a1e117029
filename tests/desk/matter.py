"""A ticket that goes through moves while time passes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from desk.change import Change
from desk.clocks import ClockKind
from desk.ticket import Ticket
from tests.desk.clockbench import ClockBench, preset
from tests.desk.examples import NOW, ZONE, ticket

S0 = preset()


class Matter:
    """One ticket with its clocks and a moving now."""

    def __init__(self, begun: Ticket | None = None, now: datetime = NOW) -> None:
        self.ticket = begun or ticket()
        self.now = now
        self.clocks = ClockBench(S0)
        self.told = Change(ticket=self.ticket).told
        self.alarmed = False

    def do(self, move: Callable[..., Change], *words: object, after: int = 0) -> "Matter":
        """Make a move `after` so many minutes."""
        self.now += timedelta(minutes=after)
        change = move(self.ticket, self.now, *words)
        self.clocks.story += change.entries
        self.clocks.apply(change.ticket, change.clocks, self.now)
        if change.refit:
            self.clocks.refit(change.ticket, self.now)
        self.ticket, self.told, self.alarmed = change.ticket, change.told, change.alarmed
        return self

    def due(self, kind: ClockKind) -> str | None:
        """When it falls due, on the site's clock; None: it does not run."""
        clock = self.clocks.running().get(kind)
        return f"{clock.due_at.astimezone(ZONE):%m-%d %H:%M}" if clock else None

    def met(self, kind: ClockKind) -> bool | None:
        """Whether it was kept in time; None: neither kept nor late."""
        clock = self.clocks.last(kind)
        return None if clock is None or clock.met_at is None else not clock.missed(self.now)
