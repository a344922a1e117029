"""The clock: the only place that knows what time it is. The demo's can be moved forward."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  # this is the one place


class MovableClock(Clock):
    """A clock that starts at a given moment, runs at a given pace and can be put forward, never back."""

    def __init__(self, start: datetime | None = None, minutes_per_second: float | None = None) -> None:
        self._origin = start.astimezone(UTC) if start else super().now()
        self._pace = 1.0 if minutes_per_second is None else minutes_per_second * 60
        self._started = time.monotonic()

    def now(self) -> datetime:
        """The moment that this clock shows, in UTC."""
        return self._origin + timedelta(seconds=(time.monotonic() - self._started) * self._pace)

    def advance_to(self, moment: datetime) -> None:
        """Put it forward to `moment`; one that has passed changes nothing."""
        ahead = moment - self.now()
        if ahead > timedelta():
            self._origin += ahead
