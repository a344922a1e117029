"""Turns given out at a rate: our own limits, kept a little under those of a platform."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Rate:
    """`burst` at once, then one every `interval` seconds."""

    interval: float
    burst: int

    def times(self, pace: float) -> "Rate":
        """The same burst with intervals `pace` times as long; 0: as fast as one likes."""
        return replace(self, interval=self.interval * pace)


class Throttle:
    """Gives out turns at a rate: first come, first served, one booking each."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._booked_until = 0.0

    def book(self, now: float, count: int = 1) -> float:
        """Book `count` turns in a row; returns the seconds until they may be used."""
        start = max(self._booked_until, now)
        self._booked_until = start + count * self._rate.interval
        return max(0.0, start - (self._rate.burst - 1) * self._rate.interval - now)

    def hold(self, until: float) -> None:
        """Give out no turn before `until`."""
        self._booked_until = max(self._booked_until, until + (self._rate.burst - 1) * self._rate.interval)

    def idle(self, now: float) -> bool:
        """Whether a new throttle would behave the same."""
        return self._booked_until <= now
